import type {Code, Value} from '../code/code.ts';

/** A value with the name that it is given: a variable, a field, a key of an object, an argument by name. */
export type Given = {
	/** The name alone: `password` of `this.user.password = …`. */
	readonly name: string;
	readonly value: Value;
	readonly line: number;
	/** The function that it stands in. */
	readonly in: number;
	/** Its line, or for a key of an object the key with what can be told of its value. */
	readonly text: string;
	/** The call in whose arguments it stands. */
	readonly call?: number;
	/** The keys of the objects around it, outermost first. */
	readonly under: readonly string[];
};

type From = Omit<Given, 'name' | 'value'>;

const deepest = 6;
const known = new WeakMap<Code, readonly Given[]>();

/** A value in a few words, without what may be secret in it. */
function told(value: Value): string {
	switch (value.is) {
		case 'literal':
			return String(value.value);
		case 'name':
		case 'generic':
			return value.name;
		case 'text':
		case 'template':
			return value.text === '' ? "''" : "'…'";
		case 'either':
			return value.of.slice(0, 3).map(told).join(' || ');
		case 'object':
			return '{…}';
		case 'list':
			return '[…]';
		case 'call':
		case 'function':
		case 'class':
		case 'spread':
		case 'other':
			return '…';
	}
}

/** Everything in a file that is given a name, objects within objects included. */
export function givenIn(code: Code): readonly Given[] {
	const before = known.get(code);
	if (before !== undefined) return before;
	const made: Given[] = [];
	const within = (value: Value, from: From, first: From, deep: number): void => {
		if (deep === 0) return;
		if (value.is === 'object') {
			for (const {key, value: inner, line} of value.entries) {
				const text = line === first.line ? first.text : `${key}: ${told(inner)}`;
				made.push({...from, name: key, value: inner, line, text});
				within(inner, {...from, line, text, under: [...from.under, key]}, first, deep - 1);
			}
		} else if (value.is === 'list') for (const item of value.items) within(item, from, first, deep - 1);
		else if (value.is === 'either') for (const one of value.of) within(one, from, first, deep - 1);
		else if (value.is === 'spread') within(value.of, from, first, deep - 1);
	};
	const add = (name: string, value: Value | undefined, from: From): void => {
		if (value === undefined) return;
		if (name !== '') made.push({...from, name, value});
		within(value, from, from, deepest);
	};
	for (const {names, value, line, text, in: at} of code.variables)
		add(names.length === 1 ? (names[0] ?? '') : '', value, {line, text, in: at, under: []});
	for (const {to, value, line, text, in: at} of code.assignments)
		add(to.slice(to.lastIndexOf('.') + 1), value, {line, text, in: at, under: []});
	code.calls.forEach(({args, named, line, text, in: at}, call) => {
		for (const arg of args) add('', arg, {line, text, in: at, call, under: []});
		for (const entry of named)
			add(entry.key, entry.value, {
				line: entry.line,
				text: entry.line === line ? text : `${entry.key}=${told(entry.value)}`,
				in: at,
				call,
				under: [],
			});
	});
	for (const {value, line, text, in: at} of code.exits) add('', value, {line, text, in: at, under: []});
	for (const one of code.classes)
		for (const {name, value, line, text} of one.fields) add(name, value, {line, text, in: one.in, under: [one.name]});
	code.functions.forEach(({parameters, line, text, name: called}, at) => {
		for (const {name, default: value} of parameters) add(name, value, {line, text, in: at, under: [called]});
	});
	for (const {value, line} of code.exports) add('', value, {line, text: '', in: -1, under: []});
	known.set(code, made);
	return made;
}
