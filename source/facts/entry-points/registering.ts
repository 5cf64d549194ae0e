import type {Made} from './dialect.ts';
import type {EntryPoint, GuardOnTheWay} from './entry-point.ts';
import type {HandsOn, Path, RouterRef} from './router.ts';
import {knownOf, pathsOf, stepOf, untold} from './running/arguments.ts';
import type {Term} from './running/known.ts';
import type {Machine} from './running/machine.ts';

/** The path that comes first, and the rest. */
export function splitPath(machine: Machine, terms: readonly Term[]): {readonly paths: readonly Path[]; readonly terms: readonly Term[]} {
	const [first, ...rest] = terms;
	if (first === undefined) return {paths: [], terms: []};
	return {paths: pathsOf(machine, first) ?? [untold(first.value)], terms: rest};
}

/** Paths below the prefix that a router is seen through. */
export function joined(ref: RouterRef, paths: readonly Path[]): readonly Path[] {
	if (ref.prefix.length === 0) return paths;
	const below = paths.length === 0 ? [{path: '', unresolved: []}] : paths;
	return ref.prefix.flatMap(prefix =>
		below.map(path => ({path: `${prefix.path}/${path.path}`, unresolved: [...prefix.unresolved, ...path.unresolved]})),
	);
}

/** What is registered with `addRoute`. */
export type NewRoute = {
	readonly kind: EntryPoint['kind'];
	readonly methods: readonly string[];
	readonly paths: readonly Path[];
	/** The steps in front and, last, the handler. */
	readonly terms: readonly Term[];
	readonly handsOn?: HandsOn;
	readonly given?: readonly GuardOnTheWay[];
	readonly unresolved?: readonly string[];
};

/** What gives out files of a folder: no entry point of its own. */
const fileServers: ReadonlySet<string> = new Set(['serveStatic()', 'static()']);

/** Registers a route: the last of its terms answers. */
export function addRoute({call, frame, machine}: Made, ref: RouterRef, route: NewRoute): void {
	const handler = route.terms.at(-1);
	const known = handler === undefined ? undefined : knownOf(machine, handler);
	if (known?.is === 'made' && fileServers.has(known.name)) return;
	ref.router.events.push({
		is: 'route',
		kind: route.kind,
		methods: route.methods,
		paths: joined(ref, route.paths),
		...(handler === undefined ? {} : {handler: stepOf(handler)}),
		before: route.terms.slice(0, -1).map(term => stepOf(term)),
		handsOn: route.handsOn ?? 'never',
		given: route.given ?? [],
		unresolved: route.unresolved ?? [],
		place: {path: frame.path, line: call.line, text: call.text},
	});
}

/** Registers what stands in front of everything below the paths. */
export function addUse(ref: RouterRef, paths: readonly Path[], terms: readonly Term[], exact: boolean): void {
	if (terms.length === 0) return;
	ref.router.events.push({is: 'use', paths: joined(ref, paths), exact, steps: terms.map(term => stepOf(term))});
}

/** Mounts one router on another. */
export function mount(ref: RouterRef, paths: readonly Path[], child: RouterRef, before: readonly Term[] = []): void {
	child.router.mounted = true;
	ref.router.events.push({is: 'mount', paths: joined(ref, paths), before: before.map(term => stepOf(term)), router: child.router});
}

/** The text that a term stands for. */
export function textIn(machine: Machine, term: Term | undefined): string | undefined {
	const known = term === undefined ? undefined : knownOf(machine, term);
	return known?.is === 'text' && known.holes.length === 0 ? known.text : undefined;
}

/** An entry of an object that a term stands for. */
export function entryTerm(machine: Machine, term: Term | undefined, key: string): Term | undefined {
	const known = term === undefined ? undefined : knownOf(machine, term);
	if (known?.is !== 'object' || term === undefined) return undefined;
	for (const entry of known.entries.toReversed()) {
		if (entry.key === key) return {value: entry.value, frame: known.frame, line: entry.line, text: term.text};
		if (entry.value.is !== 'spread') continue;
		const inside = entryTerm(machine, {value: entry.value.of, frame: known.frame, line: term.line, text: term.text}, key);
		if (inside !== undefined) return inside;
	}
	return undefined;
}
