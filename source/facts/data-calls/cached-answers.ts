import type {Place} from '../../safe-text.ts';
import {type Call, entryOf, textOf, type Value} from '../code/code.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {isReached} from '../reached.ts';

/** A line that says how long an answer may be kept, and by whom. */
export type CachedAnswer = Place & {
	/** Anybody between the server and the browser may keep it and give it to others. */
	readonly shared: boolean;
	/** The entry points that it runs for. */
	readonly points: readonly EntryPoint[];
};

const header = /^(?:vercel-|cdn-|cloudflare-cdn-|surrogate-)?(?:cache-control|control)$/iu;
const forAll = /\b(?:public|s-maxage\s*=\s*[1-9])/iu;
const keeps = /max-age\s*=\s*[1-9]|immutable|stale-while-revalidate/iu;
const forbids = /\b(?:private|no-store)\b/iu;

/** Every place at which code says how long an answer may be kept. */
export function cachedAnswersOf(facts: Facts): readonly CachedAnswer[] {
	return facts.files.flatMap(file => {
		const scope =
			file.role === 'app' && file.side !== 'client' && isReached(file, facts.reached) !== false
				? facts.program.scopes.at(file.path)
				: undefined;
		return scope === undefined ? [] : scope.code.calls.flatMap(call => cachedAt(call, scope, facts));
	});
}

function cachedAt(call: Call, scope: FileScope, facts: Facts): readonly CachedAnswer[] {
	const said = controlIn(call);
	if (said === undefined || forbids.test(said) || !(forAll.test(said) || keeps.test(said))) return [];
	return [
		{path: scope.path, line: call.line, text: call.text, shared: forAll.test(said), points: facts.program.pointsOf(scope.path, call.in)},
	];
}

/** The value of a Cache-Control header among what a call is given. */
function controlIn({args, named}: Call): string | undefined {
	const [first, second] = args;
	if (header.test(textOf(first) ?? '')) return textOf(second) ?? (second?.is === 'template' ? second.text : undefined);
	const values: readonly Value[] = [...args, ...named.map(({value}) => value)];
	for (const value of values) {
		const found = inHeaders(value) ?? inHeaders(entryOf(value, 'headers'));
		if (found !== undefined) return found;
	}
	return undefined;
}

const inHeaders = (value: Value | undefined): string | undefined =>
	value?.is === 'object' ? textOf(value.entries.find(({key}) => header.test(key))?.value) : undefined;
