import type {Call, Value} from '../../code/code.ts';
import {boundTo} from './entering.ts';
import {runBody} from './instances.ts';
import {type Frame, type Known, type Term, unknown} from './known.ts';
import type {Machine} from './machine.ts';

const mostItems = 500;

/** A callback for each item of a list that is written out. */
export function repeated(machine: Machine, items: readonly Term[], call: Call, frame: Frame): Known {
	const [value] = call.args;
	const callback = value === undefined ? unknown : machine.evaluate(value, frame);
	if (callback.is !== 'function') return unknown;
	for (const item of items.slice(0, mostItems)) each(machine, callback, item);
	return {is: 'list', items};
}

/** Each round has a frame of its own, so that what it makes is its own too. */
function each(machine: Machine, callback: Extract<Known, {is: 'function'}>, item: Term): void {
	const bound = boundTo(machine, callback.frame, callback.function, [item]);
	const inside = machine.frameFor({path: callback.frame.path, function: callback.function, parent: callback.frame, bound});
	if (inside !== undefined) runBody(machine, inside);
}

/** `Object.entries` and `Object.values` of an object that is written out. */
export function ofObject(machine: Machine, call: Call, frame: Frame, valuesOnly: boolean): Known {
	const [value] = call.args;
	const known = value === undefined ? unknown : machine.evaluate(value, frame);
	if (known.is !== 'object') return unknown;
	const items = known.entries.map((entry): Term => {
		const pair: Value = {is: 'list', items: [{is: 'text', text: entry.key}, entry.value]};
		return {value: valuesOnly ? entry.value : pair, frame: known.frame, line: entry.line, text: call.text};
	});
	return {is: 'list', items};
}
