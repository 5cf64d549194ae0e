import {type Code, moduleLevel, type Value} from '../code/code.ts';

/** Where a value stands: its line, and the function that it stands in. `name` is what it is given to, as far as it is told. */
export type Standing = {readonly line: number; readonly in: number; readonly text: string; readonly name: string};

const deepest = 8;

/** Visits every value of a file, outer ones first. */
export function eachValue(code: Code, visit: (value: Value, at: Standing) => void): void {
	const walk = (value: Value | undefined, at: Standing, deep: number): void => {
		if (value === undefined || deep === 0) return;
		visit(value, at);
		switch (value.is) {
			case 'object':
				for (const entry of value.entries) walk(entry.value, {...at, line: entry.line, name: entry.key}, deep - 1);
				return;
			case 'list':
				for (const item of value.items) walk(item, at, deep - 1);
				return;
			case 'either':
			case 'generic':
				for (const one of value.of) walk(one, at, deep - 1);
				return;
			case 'template':
				for (const hole of value.holes) walk(hole, at, deep - 1);
				return;
			case 'spread':
				walk(value.of, at, deep - 1);
				return;
			case 'text':
			case 'literal':
			case 'name':
			case 'call':
			case 'function':
			case 'class':
			case 'other':
				return;
		}
	};
	for (const {names, value, line, text, in: at} of code.variables) walk(value, {line, text, in: at, name: names[0] ?? ''}, deepest);
	for (const {to, value, line, text, in: at} of code.assignments) walk(value, {line, text, in: at, name: to}, deepest);
	for (const {args, named, line, text, in: at, to} of code.calls) {
		for (const arg of args) walk(arg, {line, text, in: at, name: to}, deepest);
		for (const entry of named) walk(entry.value, {line: entry.line, text, in: at, name: entry.key}, deepest);
	}
	for (const {value, line, text, in: at} of code.exits) walk(value, {line, text, in: at, name: ''}, deepest);
	for (const {fields, in: at} of code.classes)
		for (const {name, value, line, text} of fields) walk(value, {line, text, in: at, name}, deepest);
	code.functions.forEach(({parameters, line, text}, at) => {
		for (const {name, default: value} of parameters) walk(value, {line, text, in: at, name}, deepest);
	});
	for (const {name, value, line} of code.exports) walk(value, {line, text: '', in: moduleLevel, name}, deepest);
}
