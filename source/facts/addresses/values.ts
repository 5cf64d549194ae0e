import {type Code, moduleLevel, type Value} from '../code/code.ts';

/** A value where it is written, and what it is given to. */
export type Written = {
	readonly value: Value;
	readonly line: number;
	/** The line that the variable, call or exit begins on. */
	readonly text: string;
	readonly in: number;
	/** The variables, keys or fields that it is kept under, outermost first. */
	readonly under: readonly string[];
	/** What is called with it, and as which argument. */
	readonly givenTo?: {readonly call: number; readonly at: number};
	/** It is one of several in a list. */
	readonly listed: boolean;
	/** What it stands in for: the other alternatives of `a || b`. */
	readonly besides: readonly Value[];
	/** The names in the conditions around it. */
	readonly when: readonly string[];
};

const deepest = 6;
const known = new WeakMap<Code, readonly Written[]>();

/** Every value of a file, down into objects, lists, templates and alternatives. Calls within values are met as calls. */
export function writtenIn(code: Code): readonly Written[] {
	const before = known.get(code);
	if (before !== undefined) return before;
	const found: Written[] = [];
	const add = (value: Value | undefined, rest: Omit<Written, 'value'>, left = deepest): void => {
		if (value === undefined || left === 0) return;
		found.push({value, ...rest});
		switch (value.is) {
			case 'template':
				for (const hole of value.holes) add(hole, {...rest, besides: []}, left - 1);
				return;
			case 'object':
				for (const {key, value: one, line} of value.entries)
					add(one, {...rest, line, under: [...rest.under, key], besides: [], listed: false}, left - 1);
				return;
			case 'list':
				for (const one of value.items) add(one, {...rest, listed: true, besides: []}, left - 1);
				return;
			case 'either':
				for (const one of value.of) add(one, {...rest, besides: value.of.filter(other => other !== one)}, left - 1);
				return;
			case 'spread':
				add(value.of, rest, left - 1);
				return;
			case 'text':
			case 'literal':
			case 'name':
			case 'call':
			case 'function':
			case 'class':
			case 'generic':
			case 'other':
				return;
		}
	};
	const nothing = {under: [], listed: false, besides: [], when: []} as const;
	for (const {value, line, text, in: at, names} of code.variables) add(value, {...nothing, line, text, in: at, under: names});
	for (const {value, line, text, in: at, to} of code.assignments) add(value, {...nothing, line, text, in: at, under: [to]});
	for (const {value, line, text, in: at, when} of code.exits) add(value, {...nothing, line, text, in: at, when});
	for (const one of code.classes)
		for (const {value, line, text, name} of one.fields) add(value, {...nothing, line, text, in: one.in, under: [one.name, name]});
	for (const {value, line} of code.exports) add(value, {...nothing, line, text: '', in: moduleLevel});
	for (const [call, {args, named, line, text, in: at, when}] of code.calls.entries()) {
		for (const [index, arg] of args.entries()) add(arg, {...nothing, line, text, in: at, when, givenTo: {call, at: index}});
		for (const entry of named)
			add(entry.value, {...nothing, line: entry.line, text, in: at, when, under: [entry.key], givenTo: {call, at: args.length}});
	}
	known.set(code, found);
	return found;
}
