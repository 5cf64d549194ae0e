import type {Call, Value} from '../code/code.ts';
import {lastOf} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';

/** One call of a chain: what it is called by its last name. */
export type Link = {readonly verb: string; readonly call: Call; readonly index: number};

/** Calls that hang on each other, and those that go on with their result under a name: `q = db.from(…)`, `q.limit(3)`. */
export type Chain = {
	/** What stands before the first call: `this.prisma.user` as its parts. */
	readonly head: readonly string[];
	readonly links: readonly Link[];
	readonly last: Link;
};

type Growing = {readonly head: readonly string[]; readonly links: Link[]; readonly last: Link; into?: Growing};

const deepest = 12;
/** What a query ends with: its answer is no query any more. */
const ending =
	/^(?:get|first|last|latest|earliest|one|one_or_none|create|count|exists|scalar\w*|fetch\w*|single|maybeSingle|execute\w*|save|get_or_create|update_or_create|get_or_404|first_or_404|paginate)$/u;
/** What is called on a query that is still being put together. */
const building =
	/^(?:select|selectDistinct|selectFrom|eq|neq|in|match|filter|filter_by|where|andWhere|whereIn|query|find|order|order_by|orderBy|exclude|createQueryBuilder|join|leftJoin|innerJoin|annotate|options|withIndex|\$dynamic|all|insert|update|delete)$/u;

/** The chains of a file, in the order in which they begin. */
export function chainsIn(scope: FileScope): readonly Chain[] {
	const {calls} = scope.code;
	const hungOn = new Set(calls.flatMap(({on}) => (on === undefined ? [] : [on])));
	const chains = calls.flatMap((call, index): readonly Growing[] => {
		if (hungOn.has(index) || call.to === '') return [];
		const links = linksOf(call, index, calls);
		const [first] = links;
		const last = links.at(-1);
		if (first === undefined || last === undefined) return [];
		const parts = first.call.to.split('.');
		return [{head: parts.slice(0, -1), links, last}];
	});
	const byLast = new Map(chains.map(chain => [chain.last.index, chain]));
	for (const chain of chains) {
		const before = goesOnWith(chain, scope, byLast);
		if (before !== undefined && before !== chain) chain.into = before;
	}
	for (const chain of chains) {
		const root = rootOf(chain);
		if (root !== chain) root.links.push(...chain.links.filter(({call}) => !root.links.some(link => link.call === call)));
	}
	return chains.filter(chain => chain.into === undefined || rootOf(chain) === chain);
}

function rootOf(chain: Growing): Growing {
	let root = chain;
	for (let steps = 0; root.into !== undefined && steps < deepest; steps++) root = root.into;
	return root;
}

function linksOf(call: Call, index: number, calls: readonly Call[]): Link[] {
	const links: Link[] = [];
	for (let one: Call | undefined = call, at: number | undefined = index; one !== undefined && at !== undefined && links.length < 40; ) {
		links.push({verb: lastOf(one.to), call: one, index: at});
		at = one.on;
		one = at === undefined ? undefined : calls[at];
	}
	return links.reverse();
}

/** The chain that one goes on with, because it is called on the name that was given to it. */
function goesOnWith(chain: Growing, scope: FileScope, byLast: ReadonlyMap<number, Growing>): Growing | undefined {
	const [name, ...more] = chain.head;
	if (name === undefined || more.length > 0) return undefined;
	const {call} = chain.links[0] ?? chain.last;
	const binding = scope.binding(name, call.in, call.line - 1);
	if (binding?.is !== 'variable' || binding.variable.pattern !== 'name') return undefined;
	return heldBy(binding.variable.value, byLast, chain);
}

function heldBy(value: Value, byLast: ReadonlyMap<number, Growing>, own: Growing): Growing | undefined {
	if (value.is === 'either') return value.of.map(one => heldBy(one, byLast, own)).find(one => one !== undefined);
	const found = value.is === 'call' ? byLast.get(value.call) : undefined;
	if (found === undefined || found === own || found.last.call.isAwaited || ending.test(found.last.verb)) return undefined;
	return found.into !== undefined || found.head.at(-1) === 'objects' || found.links.some(({verb}) => building.test(verb))
		? found
		: undefined;
}
