import type {HandsOn} from './router.ts';
import {knownOf} from './running/arguments.ts';
import type {Frame, Known, Term} from './running/known.ts';
import type {Machine} from './running/machine.ts';

type Fn = {readonly frame: Frame; readonly function: number};
const deepest = 4;

/** Whether the function that a term stands for hands on to what comes after it: it calls its third parameter with nothing in it, or gives it away. */
export function handsOn(machine: Machine, term: Term): HandsOn {
	const found = functionOf(machine, term, 0);
	if (found === undefined) return 'perhaps';
	const next = found.frame.code.functions[found.function]?.parameters[2]?.name;
	return passesOn(machine, found, next, 0) ? 'seen' : 'never';
}

function passesOn(machine: Machine, {frame, function: at}: Fn, next: string | undefined, depth: number): boolean {
	if (next === undefined) return false;
	const {code} = frame;
	const inside = new Set([at]);
	for (const [here, one] of code.functions.entries()) if (inside.has(one.in)) inside.add(here);
	return code.calls.some(call => {
		if (!inside.has(call.in)) return false;
		if (call.to === next) return call.args.length === 0 || call.args[0]?.is === 'text';
		const given = call.args.findIndex(value => value.is === 'name' && value.name === next);
		if (given < 0) return false;
		const local = code.functions.findIndex(one => one.name === call.to && inside.has(one.in));
		const callee = local >= 0 ? {is: 'function' as const, function: local, frame} : machine.evaluate({is: 'name', name: call.to}, frame);
		if (callee.is !== 'function' || depth > deepest) return true;
		return passesOn(machine, callee, callee.frame.code.functions[callee.function]?.parameters[given]?.name, depth + 1);
	});
}

/** The function itself, or the one that a factory of the project gives back. */
function functionOf(machine: Machine, term: Term, depth: number): Fn | undefined {
	const known: Known = knownOf(machine, term);
	if (known.is === 'function') return {frame: known.frame, function: known.function};
	const call = term.value.is === 'call' ? term.frame.code.calls[term.value.call] : undefined;
	if (call === undefined || depth > deepest || call.to === '' || call.isNew) return undefined;
	const callee = machine.evaluate({is: 'name', name: call.to}, term.frame);
	if (callee.is !== 'function') return undefined;
	const {code} = callee.frame;
	const inside = machine.frameFor({path: callee.frame.path, function: callee.function, parent: callee.frame});
	for (const exit of code.exits) {
		if (exit.in !== callee.function || exit.how !== 'return' || exit.value === undefined || inside === undefined) continue;
		const found = functionOf(machine, {value: exit.value, frame: inside, line: exit.line, text: exit.text}, depth + 1);
		if (found !== undefined) return found;
	}
	return undefined;
}
