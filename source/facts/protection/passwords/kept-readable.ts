import {lastOf, textOf} from '../../code/code.ts';
import type {Facts} from '../../facts.ts';
import {marksOf} from '../../files.ts';
import {wordsOf} from '../../guards/words.ts';
import {type RunningFile, runningFiles} from '../running.ts';
import {isPasswordName} from '../secret-names.ts';
import type {WeakPassword} from './weak-password.ts';

function words(list: string): ReadonlySet<string> {
	return new Set(list.split(' '));
}

const plain = 'the stored password is compared with the typed one as it is, so it is kept readable';

const compared = /^(?<left>.+?)\s*[!=]==?\s*(?<right>.+)$/u;
const typedTwice = words(
	'confirm confirmed confirmation repeat repeated re retype again verify second 2 new current old previous undefined null none true false length match error errors type',
);
const hashed = words('hash hashed encrypted encoded digest crypt');

const lastName = (text: string): string => /['"](?<key>\w+)['"][\])]$/u.exec(text)?.groups?.key ?? lastOf(text);
const ownerOf = (text: string): string => text.replace(/(?:[[(]['"]\w+['"][\])]|\.\w+)$/u, '');
const stored =
	/^(?:(?:this\.)?(?:db|existing|found|current|stored|matched|my|the|old|saved)?_?(?:users?|accounts?|members?|admins?|customers?|persons?|students?|employees?|u|record|row|rows\[0\]|results?\[0\]|results?\[\]|rows\[\]|doc|data\[0\]|user\[\]|user\[0\]))$/iu;

/** Whether a name stands for a text that is written in the code. */
function isWritten(name: string, line: number, {path, code}: RunningFile, facts: Facts): boolean {
	const at = code.functions.findLastIndex(one => one.line <= line && line <= one.end);
	const found = facts.program.scopes.modules.definitionOf(path, name, at);
	return found.is === 'variable' && found.value.names[0] === name && (textOf(found.value.value) ?? '') !== '';
}

/** A stored password beside the one that was typed in. */
export function comparedIn(facts: Facts): readonly WeakPassword[] {
	const running = new Map(runningFiles(facts).map(file => [file.path, file]));
	return marksOf(facts, 'crypto.compares-password').flatMap((mark): readonly WeakPassword[] => {
		const file = running.get(mark.path);
		const {left = '', right = ''} = compared.exec(mark.value ?? '')?.groups ?? {};
		if (file === undefined || ![left, right].every(side => isPasswordName(lastName(side)) || /^pass$|_PASS$/u.test(lastName(side))))
			return [];
		if ([left, right].some(side => wordsOf(side).some(word => typedTwice.has(word) || hashed.has(word)))) return [];
		const place = {path: mark.path, line: mark.line, text: mark.text, how: 'plain' as const};
		if (/^[\w]*(?:PASS|PASSWORD|Password|password)$/u.test(right) && isWritten(right, mark.line, file, facts))
			return [{...place, said: 'the password that lets people in stands in the code'}];
		const owners = [ownerOf(left), ownerOf(right)];
		if (owners[0] === owners[1] || !owners.some((owner, at) => owner !== [left, right][at] && stored.test(owner))) return [];
		return [{...place, said: plain}];
	});
}

const comparing = words('compare check verify validate match matches authenticate is valid');
const plainReturn = /^return\s+[\w.$]+\s*={2,3}\s*[\w.$]+;?$/u;

/** `comparePassword` that does nothing but compare. */
export const comparersIn = ({path, code}: RunningFile): readonly WeakPassword[] =>
	code.exits.flatMap(({in: at, text, line}): readonly WeakPassword[] => {
		const said = wordsOf(lastOf(code.functions[at]?.name ?? ''));
		if (
			!plainReturn.test(text) ||
			!said.some(word => word === 'password' || word === 'passwords') ||
			!said.some(word => comparing.has(word))
		)
			return [];
		if (said.some(word => typedTwice.has(word)) || code.calls.some(call => call.in === at)) return [];
		return [{path, line, text, how: 'plain', said: plain}];
	});
