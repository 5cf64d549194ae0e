import type {EntryPoint, GuardOnTheWay} from '../entry-points/entry-point.ts';
import type {FoundGuard} from './found.ts';
import type {Guard} from './guard.ts';

/**
 * Every guard that stands somewhere, with how often: the project's own by the function that rejects, a library's by its name.
 * Schemas that check what comes in stay with their entry points: they keep nobody out.
 */
export function guardsOf(all: readonly {readonly point: EntryPoint; readonly found: readonly FoundGuard[]}[]): readonly Guard[] {
	const guards = new Map<string, Guard>();
	const deciding = decidingFunctions(all.flatMap(({found}) => found));
	for (const {point, found} of all) {
		const counted = new Set<string>();
		const add = (key: string, guard: Guard): void => {
			const known = guards.get(key);
			if (known === undefined) guards.set(key, guard);
			else if (!counted.has(key)) guards.set(key, {...known, uses: known.uses + 1});
			counted.add(key);
		};
		for (const one of found) {
			if (one.kind === 'validation' && one.known === 'library') continue;
			const decides = isInPlace(one) ? deciding.get(nameOf(one)) : undefined;
			add(keyOf(decides ?? one), guardFrom(decides ?? one));
		}
		for (const one of point.guards.slice(0, point.guards.length - found.length))
			if (one.kind !== 'validation') add(`given ${one.name}`, givenGuard(one));
	}
	return [...guards.values()].sort((one, other) => other.uses - one.uses || (one.name < other.name ? -1 : 1));
}

/** The functions that reject by themselves, by name and kind; where a handler asks what one of them gave back, it is that guard. */
function decidingFunctions(all: readonly FoundGuard[]): ReadonlyMap<string, FoundGuard> {
	const functions = new Map<string, FoundGuard | undefined>();
	for (const one of all) {
		if (one.known === 'library' || isInPlace(one)) continue;
		const known = functions.get(nameOf(one));
		const isAnother = functions.has(nameOf(one)) && known?.rejects.path !== one.rejects.path;
		functions.set(nameOf(one), isAnother ? undefined : (known ?? one));
	}
	return new Map([...functions].flatMap(([name, one]) => (one === undefined ? [] : [[name, one] as const])));
}

const isInPlace = (one: FoundGuard): boolean => one.rejects.path === one.path && one.rejects.line === one.line;

const nameOf = ({name, kind}: FoundGuard): string => JSON.stringify([name, kind]);

const keyOf = (one: FoundGuard): string =>
	one.known === 'library' || isInPlace(one)
		? JSON.stringify([one.known, one.name, one.kind])
		: JSON.stringify([one.rejects.path, one.name, one.kind]);

/** A project's own guard is shown where it rejects: that is what a person has to read. */
function guardFrom(one: FoundGuard): Guard {
	if (one.known === 'library')
		return {path: one.path, line: one.line, text: one.text, name: one.name, kind: one.kind, known: 'library', uses: 1};
	const said = one.said === undefined ? {} : {said: one.said};
	return {...one.rejects, name: one.name, kind: one.kind, known: one.known, rejects: one.rejects, ...said, uses: 1};
}

const givenGuard = ({path, line, text, name, kind}: GuardOnTheWay): Guard => ({path, line, text, name, kind, known: 'library', uses: 1});
