import type {Place} from '../../safe-text.ts';
import {lastOf} from '../code/code.ts';
import type {Said, SaidAndDone, SaidGuard} from '../guards/said.ts';
import type {Assembled} from './assembled.ts';

type Corrected = {readonly all: readonly Assembled[]; readonly differ: boolean; readonly done: readonly SaidAndDone[]};

/** Entry points as what people said makes them, each that is another for it marked with the line that says so; and what came of everything that was said. */
export function corrected(before: readonly Assembled[], after: readonly Assembled[], entries: readonly SaidGuard[], said: Said): Corrected {
	const uses = new Map(entries.map(entry => [entry, 0]));
	let differ = false;
	const all = after.map((one, at): Assembled => {
		const was = before[at];
		if (was === undefined || guardsOf(was) === guardsOf(one)) return one;
		differ = true;
		const [first, ...more] = spokenOf(one, entries);
		for (const entry of [first, ...more]) if (entry !== undefined) uses.set(entry, (uses.get(entry) ?? 0) + 1);
		const says = first ?? entries[0];
		return says === undefined ? one : {...one, point: {...one.point, said: placeOf(says)}};
	});
	const done = entries.map((entry): SaidAndDone => {
		const count = uses.get(entry) ?? 0;
		const problem = count > 0 ? undefined : (said.problemOf(entry) ?? idle(entry, before));
		return {...entry, uses: count, ...(problem === undefined ? {} : {problem})};
	});
	return {all, differ, done};
}

const guardsOf = ({point}: Assembled): string =>
	JSON.stringify(point.guards.map(({name, kind, path, line, said}) => [name, kind, path, line, said]));
const placeOf = ({path, line, text}: Place): Place => ({path, line, text});

/** What was said of the guards of an entry point, or of a function whose answer one of them asks for. */
function spokenOf({found, none}: Assembled, entries: readonly SaidGuard[]): readonly SaidGuard[] {
	return entries.filter(entry =>
		entry.is === 'none'
			? none.includes(entry)
			: found.some(({said, name}) =>
					said === undefined ? lastOf(name.replace(/\(\)$/u, '')) === lastOf(entry.name) : said.line === entry.line,
				),
	);
}

/** Why something that was said makes no difference, though what it speaks of is there. */
function idle(entry: SaidGuard, before: readonly Assembled[]): string {
	if (entry.is === 'none') return `no guard ${entry.name} stands in front of an entry point, so that there is nothing to take out`;
	const isKnown = before.some(({found}) => found.some(({name}) => lastOf(name) === lastOf(entry.name)));
	return isKnown
		? `${entry.name} is known as a guard without it: this entry can go`
		: `nothing in ${entry.name}, nor what is done with its answer, turns anybody away from an entry point: a guard counts only if its failure rejects`;
}
