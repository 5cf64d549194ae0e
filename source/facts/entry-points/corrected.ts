import type {Place} from '../../safe-text.ts';
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
		const spoken = spokenOf(one, entries, said);
		const due = spoken.length > 0 ? spoken : entries.filter(entry => said.problemOf(entry) === undefined);
		for (const entry of due) uses.set(entry, (uses.get(entry) ?? 0) + 1);
		const [says] = due;
		return says === undefined ? one : {...one, point: {...one.point, said: placeOf(says)}};
	});
	const done = entries.map((entry): SaidAndDone => {
		const count = uses.get(entry) ?? 0;
		const problem = count > 0 ? undefined : (said.problemOf(entry) ?? idle(entry, before, said));
		return {...entry, uses: count, ...(problem === undefined ? {} : {problem})};
	});
	return {all, differ, done};
}

const guardsOf = ({point}: Assembled): string =>
	JSON.stringify(point.guards.map(({name, kind, path, line, said}) => [name, kind, path, line, said]));
const placeOf = ({path, line, text}: Place): Place => ({path, line, text});

/** What was said of the guards of an entry point, or of a function whose answer one of them asks for. */
const spokenOf = ({found, none}: Assembled, entries: readonly SaidGuard[], said: Said): readonly SaidGuard[] =>
	entries.filter(entry =>
		entry.is === 'none'
			? none.includes(entry)
			: found.some(guard => (guard.said === undefined ? said.isAbout(entry, guard) : guard.said.line === entry.line)),
	);

/** Why something that was said makes no difference, though what it speaks of is there. */
function idle(entry: SaidGuard, before: readonly Assembled[], said: Said): string {
	if (entry.is === 'none') return `no guard ${entry.name} stands in front of an entry point, so that there is nothing to take out`;
	return before.some(({found}) => found.some(guard => said.isAbout(entry, guard)))
		? `${entry.name} is known as a guard without it: this entry can go`
		: `nothing in ${entry.name}, nor what is done with its answer, turns anybody away from an entry point: a guard counts only if its failure rejects`;
}
