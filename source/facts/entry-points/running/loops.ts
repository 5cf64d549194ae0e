import type {Variable} from '../../code/code.ts';
import type {Bound, Frame, Term} from './known.ts';
import type {Machine} from './machine.ts';

const mostItems = 500;

/** Makes the calls of a body in order; those in a loop over a list that is written out once for each of its items. */
export function makeCalls(
	machine: Machine,
	frame: Frame,
	make: (call: number, frame: Frame) => void = (call, here) => void machine.result(call, here),
): void {
	const calls = frame.index.calls.get(frame.function) ?? [];
	const loop = loopIn(machine, frame);
	let isRound = false;
	for (const at of calls) {
		const call = frame.code.calls[at];
		if (loop === undefined || call === undefined || !call.inLoop || call.line < loop.variable.line) make(at, frame);
		else if (!isRound) {
			isRound = true;
			const looped = calls.filter(
				one => frame.code.calls[one]?.inLoop === true && (frame.code.calls[one]?.line ?? 0) >= loop.variable.line,
			);
			for (const item of loop.items) {
				const round = roundOf(machine, frame, loop.variable, item, looped);
				for (const one of looped) make(one, round);
			}
		}
	}
}

/** The one loop of a body whose list is known. */
function loopIn(machine: Machine, frame: Frame): {readonly variable: Variable; readonly items: readonly Term[]} | undefined {
	for (const at of frame.index.loops.get(frame.function) ?? []) {
		const variable = frame.code.variables[at];
		const known = variable?.value.is === 'spread' ? machine.evaluate(variable.value.of, frame) : undefined;
		if (variable !== undefined && known?.is === 'list' && known.items.length <= mostItems) return {variable, items: known.items};
	}
	return undefined;
}

function roundOf(machine: Machine, frame: Frame, variable: Variable, item: Term, looped: readonly number[]): Frame {
	const known = machine.evaluate(item.value, item.frame);
	const bound = new Map<string, Bound>(frame.bound);
	for (const [at, name] of variable.names.entries()) {
		if (variable.pattern === 'name') bound.set(name, {known, term: item});
		else if (variable.pattern === 'object') {
			const key = variable.keys?.[at] ?? name;
			const value = known.is === 'object' ? known.entries.find(entry => entry.key === key)?.value : undefined;
			bound.set(name, {
				known: machine.member(known, key),
				...(value === undefined || known.is !== 'object' ? {} : {term: {...item, value, frame: known.frame}}),
			});
		} else {
			const term = known.is === 'list' ? known.items[at] : undefined;
			if (term !== undefined) bound.set(name, {known: machine.evaluate(term.value, term.frame), term});
		}
	}
	const results = new Map(frame.results);
	for (const call of looped) results.delete(call);
	return {...frame, id: machine.nextFrame(), bound, results, held: new Map(frame.held)};
}
