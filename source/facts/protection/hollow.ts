import type {Place} from '../../safe-text.ts';
import {type Call, lastOf} from '../code/code.ts';
import type {Facts} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';
import {runningFiles} from './running.ts';

const proving: ReadonlySet<string> = new Set(['signature', 'signatures', 'webhook', 'webhooks', 'hmac']);
const verbs: ReadonlySet<string> = new Set(['verify', 'validate', 'check', 'isvalid', 'authenticate']);

type Said = {readonly name: string; readonly hollow: Place | undefined};

const known = new WeakMap<readonly unknown[], readonly Said[]>();

/** The functions of the project that are named for proving a signature, and which of them say yes to whatever comes. */
function provingIn(facts: Facts): readonly Said[] {
	const before = known.get(facts.files);
	if (before !== undefined) return before;
	const made = runningFiles(facts)
		.filter(({file}) => file.side !== 'client')
		.flatMap(({path, code}) =>
			code.functions.flatMap((one, at): readonly Said[] => {
				const owner = one.class === undefined ? '' : (code.classes[one.class]?.name ?? '');
				const said = wordsOf(`${owner} ${lastOf(one.name)}`);
				if (!said.some(word => proving.has(word)) || !said.some(word => verbs.has(word))) return [];
				const exits = code.exits.filter(exit => exit.in === at);
				const does = code.calls.some(call => call.in === at) || code.variables.some(variable => variable.in === at);
				if (exits.length === 0 && !does) return [];
				const [only] = exits;
				const saysYes = only?.how === 'return' && only.value?.is === 'literal' && only.value.value === true && only.when.length === 0;
				const isHollow = exits.length === 1 && saysYes && !code.calls.some(call => call.in === at && !writing.test(call.to));
				return [{name: lastOf(one.name), hollow: isHollow ? {path, line: only.line, text: only.text} : undefined}];
			}),
		);
	known.set(facts.files, made);
	return made;
}

const writing = /(?:^|\.)(?:log|debug|info|warn|print)$/u;

/** Where the verification that a call asks for says yes without looking; every function that it could be does. */
export function hollowIn(call: Call, facts: Facts): Place | undefined {
	const said = wordsOf(call.to);
	if (!said.some(word => proving.has(word)) || !said.some(word => verbs.has(word))) return undefined;
	const holder = new Set(wordsOf(call.to));
	const all = provingIn(facts).filter(({name}) => name === lastOf(call.to));
	const hollow = all.flatMap(one => (one.hollow === undefined ? [] : [one.hollow]));
	if (all.length === 0 || hollow.length < all.length) return undefined;
	// Of several, the one that is named for the same service.
	return hollow.find(({path}) => wordsOf(path).some(word => word.length > 4 && !proving.has(word) && holder.has(word))) ?? hollow[0];
}

/** Where one of several functions that a call could mean says yes without looking, and the others look. */
export function partlyHollowIn(call: Call, path: string, facts: Facts): Place | undefined {
	const said = wordsOf(call.to);
	if (!said.some(word => proving.has(word)) || !said.some(word => verbs.has(word))) return undefined;
	if (facts.program.calleeOf(call, path).is === 'function') return undefined;
	return provingIn(facts).find(({name, hollow}) => name === lastOf(call.to) && hollow !== undefined)?.hollow;
}
