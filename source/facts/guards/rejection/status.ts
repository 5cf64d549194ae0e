import type {Value} from '../../code/code.ts';
import {wordsOf} from '../words.ts';
import type {Rejection} from './kind.ts';

function byStatus(status: number): Rejection | undefined {
	if (status === 401 || status === 403 || status === 407) return 'denied';
	if (status === 429) return 'limited';
	if (status === 400 || status === 422) return 'invalid';
	if (status === 404) return 'missing';
	// That it is not there, or not set up, is said to everybody alike.
	return status > 404 && status <= 500 ? 'failed' : undefined;
}

const deniedWords: ReadonlySet<string> = new Set(
	'unauthorized unauthorised forbidden unauthenticated denied 401 403 notauthenticated notauthorized insufficientrole'.split(' '),
);

/** Keys under which a status is given. */
export const statusKeys: ReadonlySet<string> = new Set('status statusCode status_code code error type'.split(' '));

/** What the words of a constant, a class of errors or a code say: `HTTP_401_UNAUTHORIZED`, `ForbiddenException`, `permission-denied`. */
export function byName(name: string): Rejection | undefined {
	const said = wordsOf(name);
	if (said.some(word => deniedWords.has(word))) return 'denied';
	const at = said.indexOf('not');
	if (at !== -1 && (said[at + 1] === 'authenticated' || said[at + 1] === 'authorized' || said[at + 1] === 'authorised')) return 'denied';
	const isError = said.some(word => word === 'error' || word === 'exception');
	if (isError && said.some(word => word === 'auth' || word === 'authentication' || word === 'authorization' || word === 'permission'))
		return 'denied';
	if (at !== -1 && said[at + 1] === 'found') return 'missing';
	if (
		(said.includes('bad') && said.includes('request')) ||
		said.includes('conflict') ||
		said.includes('unprocessable') ||
		said.includes('badrequest')
	)
		return 'invalid';
	if (said.includes('many') && said.includes('requests')) return 'limited';
	return undefined;
}

/** What a status says, as a number, by its name, or within what is given along: `{status: 401}`. */
export function statusOf(value: Value, left = 3): Rejection | undefined {
	if (value.is === 'literal') return typeof value.value === 'number' ? byStatus(value.value) : undefined;
	if (value.is === 'text') return value.text.length < 40 && !value.text.includes(' ') ? byName(value.text) : undefined;
	if (value.is === 'name') return byName(value.name);
	if (left === 0) return undefined;
	if (value.is === 'object') {
		for (const entry of value.entries) {
			const said = statusKeys.has(entry.key) ? statusOf(entry.value, left - 1) : undefined;
			if (said !== undefined) return said;
		}
		return undefined;
	}
	if (value.is === 'list') return value.items.map(item => statusOf(item, left - 1)).find(one => one !== undefined);
	return undefined;
}
