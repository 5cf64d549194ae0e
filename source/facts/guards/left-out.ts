import type {Call} from '../code/code.ts';
import {wordsOf} from './words.ts';

const without: ReadonlySet<string> = new Set('skip no disable without allow public optional bypass ignore anonymous'.split(' '));
const asking: ReadonlySet<string> = new Set(
	'auth authentication authenticated authorize authorization session user anonymous public unauthenticated'.split(' '),
);
const requiring: ReadonlySet<string> = new Set('require required requires need needs check enforce ensure'.split(' '));

/** The call says that nobody is to be asked for: `{skipAuth: true}`, `{auth: false}`. */
export const leavesOut = (call: Call): boolean =>
	[...call.args.flatMap(arg => (arg.is === 'object' ? arg.entries : [])), ...call.named].some(({key, value}) => {
		if (value.is !== 'literal' || typeof value.value !== 'boolean') return false;
		const said = wordsOf(key);
		if (value.value && key === 'optional') return true;
		if (!said.some(word => asking.has(word))) return false;
		return value.value ? said.some(word => without.has(word)) : said.length === 1 || said.some(word => requiring.has(word));
	});
