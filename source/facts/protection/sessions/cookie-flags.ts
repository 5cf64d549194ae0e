import type {Place} from '../../../safe-text.ts';
import type {Value} from '../../code/code.ts';
import type {Kept} from './kept.ts';

type Flag = 'on' | 'off' | 'missing' | 'decided';
const flagOf = (entries: readonly {readonly key: string; readonly value: Value}[], name: RegExp): Flag => {
	const value = entries.find(({key}) => name.test(key))?.value;
	if (value === undefined) return entries.some(({key}) => key === '...') ? 'decided' : 'missing';
	if (value.is === 'literal') return value.value === true ? 'on' : 'off';
	return 'decided';
};

/** What is said of a cookie that holds a session. */
export function judged(place: Place, entries: readonly {readonly key: string; readonly value: Value}[]): Kept {
	const http = flagOf(entries, /^http_?only$/iu);
	const secure = flagOf(entries, /^(?:secure|https_only)$/iu);
	if (http === 'off' || http === 'missing')
		return {
			...place,
			is: 'open to scripts',
			said: 'the cookie that keeps people signed in can be read by every script, as it is not httpOnly',
		};
	if (secure === 'off' || secure === 'missing')
		return {
			...place,
			is: 'sent in the clear',
			said: 'the cookie that keeps people signed in is also sent without encryption, as it is not marked secure',
		};
	return {...place, is: 'kept well', said: ''};
}
