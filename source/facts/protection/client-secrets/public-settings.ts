import type {Facts} from '../../facts.ts';
import {marksOf} from '../../files.ts';
import {isReached} from '../../reached.ts';
import {type ClientSecret, isShipped} from './client-secret.ts';
import {isServerKey} from './server-keys.ts';

/** Settings with a public name and a server's key. */
export function publicSettingsIn(facts: Facts): readonly ClientSecret[] {
	const reads = marksOf(facts, 'setting.read', ['app']).filter(
		({file, value = ''}) => isServerKey(value) && isReached(file, facts.reached) !== false,
	);
	return reads.map(
		({path, line, text, value = '', file}): ClientSecret => ({
			path,
			line,
			text,
			is: isShipped(file) ? 'shipped' : 'unclear',
			said: isShipped(file)
				? `${value} is put into the page, and everyone who opens it can read it`
				: `${value} has a name that puts it into the page, though only server code was seen to read it`,
		}),
	);
}
