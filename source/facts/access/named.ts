import type {Call, Value} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';

/** What a function and the callbacks in it name, and the texts that they hold. */
export type Named = {readonly names: ReadonlySet<string>; readonly texts: ReadonlySet<string>};

type Making = {readonly names: Set<string>; readonly texts: Set<string>};

const deepest = 5;
const known = new WeakMap<FileScope, ReadonlyMap<number, Making>>();

function take(value: Value | undefined, into: Making, left = deepest): void {
	if (value === undefined || left === 0) return;
	switch (value.is) {
		case 'name':
			into.names.add(value.name);
			return;
		case 'text':
			into.texts.add(value.text);
			return;
		case 'template':
			into.texts.add(value.text);
			for (const hole of value.holes) take(hole, into, left - 1);
			return;
		case 'object':
			for (const entry of value.entries) take(entry.value, into, left - 1);
			return;
		case 'list':
			for (const item of value.items) take(item, into, left - 1);
			return;
		case 'either':
		case 'generic':
			for (const one of value.of) take(one, into, left - 1);
			return;
		case 'spread':
			take(value.of, into, left - 1);
			return;
		case 'call':
		case 'function':
		case 'class':
		case 'literal':
		case 'other':
			return;
	}
}

function takeCall(call: Call, into: Making): void {
	if (call.to !== '') into.names.add(call.to);
	for (const value of call.args) take(value, into);
	for (const {value} of call.named) take(value, into);
	for (const name of call.when) into.names.add(name);
}

/** Everything of a file by the function that it stands in, seen once. */
function byFunction({code}: FileScope): ReadonlyMap<number, Making> {
	const made = new Map<number, Making>();
	const of = (at: number): Making => {
		const before = made.get(at);
		if (before !== undefined) return before;
		const empty: Making = {names: new Set(), texts: new Set()};
		made.set(at, empty);
		return empty;
	};
	for (const call of code.calls) takeCall(call, of(call.in));
	for (const one of code.variables) {
		for (const name of one.names) of(one.in).names.add(name);
		take(one.value, of(one.in));
	}
	for (const exit of code.exits) {
		take(exit.value, of(exit.in));
		for (const name of exit.when) of(exit.in).names.add(name);
	}
	for (const one of code.assignments) take(one.value, of(one.in));
	code.functions.forEach((one, at) => {
		for (const {name, type} of one.parameters) {
			of(at).names.add(name);
			take(type, of(at));
		}
		for (const decorator of one.decorators) take(decorator, of(at));
	});
	return made;
}

/** What the function at `at` names, its callbacks included. */
export function namedIn(scope: FileScope, at: number): Named {
	const seen = known.get(scope) ?? byFunction(scope);
	known.set(scope, seen);
	const parts = scope.bodyOf(at).flatMap(one => seen.get(one) ?? []);
	return {names: new Set(parts.flatMap(({names}) => [...names])), texts: new Set(parts.flatMap(({texts}) => [...texts]))};
}
