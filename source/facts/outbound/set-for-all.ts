import {lastOf} from '../code/code.ts';
import {mayName} from '../code/lazy.ts';
import type {Facts} from '../facts.ts';
import {everyAskingEnds} from './models.ts';

const modelClients: ReadonlySet<string> = new Set(
	'openai @anthropic-ai/sdk groq-sdk @google/generative-ai @google/genai @google-cloud/vertexai anthropic groq'.split(' '),
);
const setForAll = new WeakMap<Facts['program'], Map<string, boolean>>();

/** Whether a deadline is given to every call of a client at once; found out once. */
export function isSetForAll(client: string, facts: Facts): boolean {
	const found = setForAll.get(facts.program) ?? new Map<string, boolean>();
	setForAll.set(facts.program, found);
	const before = found.get(client);
	if (before !== undefined) return before;
	const made = looksSetForAll(client, facts);
	found.set(client, made);
	return made;
}

function looksSetForAll(client: string, facts: Facts): boolean {
	const calls = (name: string): boolean =>
		facts.files.some(
			({role, code}) => role === 'app' && code !== undefined && mayName(code, [name]) && code.calls.some(({to}) => lastOf(to) === name),
		);
	if (client === 'axios')
		return facts.files.some(
			({role, code}) =>
				role === 'app' &&
				code !== undefined &&
				mayName(code, ['.timeout']) &&
				code.assignments.some(({to}) => /(?:^|\.)(?:defaults|config)\.timeout$/u.test(to)),
		);
	if (modelClients.has(client)) return everyAskingEnds(facts);
	if (client === 'fetch' || client === 'undici') return calls('setGlobalDispatcher');
	return /^(?:urllib|imaplib|smtplib|imap_tools)$/u.test(client) && calls('setdefaulttimeout');
}
