import type {EntryPoint, GuardOnTheWay} from '../entry-points/entry-point.ts';
import type {FoundGuard} from './found.ts';
import type {Guard} from './guard.ts';

/** Every guard that stands somewhere, with how often: the project's own by where they reject, a library's by their name. */
export function guardsOf(all: readonly {readonly point: EntryPoint; readonly found: readonly FoundGuard[]}[]): readonly Guard[] {
	const guards = new Map<string, Guard>();
	for (const {point, found} of all) {
		const counted = new Set<string>();
		const add = (key: string, guard: Guard): void => {
			const known = guards.get(key);
			if (known === undefined) guards.set(key, guard);
			else if (!counted.has(key)) guards.set(key, {...known, uses: known.uses + 1});
			counted.add(key);
		};
		for (const one of found) add(keyOf(one), guardFrom(one));
		for (const one of point.guards.slice(0, point.guards.length - found.length)) add(`given ${one.name}`, givenGuard(one));
	}
	return [...guards.values()].sort((one, other) => other.uses - one.uses || (one.name < other.name ? -1 : 1));
}

const keyOf = (one: FoundGuard): string =>
	one.known === 'library' || (one.rejects.path === one.path && one.rejects.line === one.line)
		? JSON.stringify([one.known, one.name, one.kind])
		: JSON.stringify([one.rejects.path, one.rejects.line, one.kind]);

/** A project's own guard is shown where it rejects: that is what a person has to read. */
function guardFrom(one: FoundGuard): Guard {
	if (one.known === 'library')
		return {path: one.path, line: one.line, text: one.text, name: one.name, kind: one.kind, known: 'library', uses: 1};
	return {...one.rejects, name: one.name, kind: one.kind, known: one.known, rejects: one.rejects, uses: 1};
}

const givenGuard = ({path, line, text, name, kind}: GuardOnTheWay): Guard => ({path, line, text, name, kind, known: 'library', uses: 1});
