import type {Call, Value} from '../code/code.ts';
import {lastOf, moduleLevel} from '../code/code.ts';
import type {Definition} from '../modules/modules.ts';
import type {FileScope, Scopes, Spot} from './scope.ts';

/** What is called or given: a function, a class, something of a library, or a value that has to be looked into further. */
export type Target =
	| {readonly is: 'function'; readonly path: string; readonly function: number}
	| {readonly is: 'class'; readonly path: string; readonly class: number}
	| {readonly is: 'library'; readonly definition: Definition & {readonly is: 'package'}; readonly name: string}
	| {readonly is: 'value'; readonly value: Value; readonly spot: Spot}
	| {readonly is: 'unknown'; readonly because: string};

const self = /^(?:this|self|cls)\./u;
const deepest = 6;

/** The class that a function is a method of, its callbacks included. */
function classOf(scope: FileScope, at: number): number | undefined {
	for (let here = at, steps = 0; here !== moduleLevel && steps < 30; steps++) {
		const one = scope.code.functions[here];
		if (one?.class !== undefined) return one.class;
		here = one?.in ?? moduleLevel;
	}
	return undefined;
}

/** A method of a class by its own name, looked up in its bases as well. */
export function methodOf(scopes: Scopes, path: string, at: number, name: string, left = deepest): Target | undefined {
	const scope = scopes.at(path);
	const one = scope?.code.classes[at];
	if (scope === undefined || one === undefined || left === 0) return undefined;
	const method = one.methods.find(index => lastOf(scope.code.functions[index]?.name ?? '') === name);
	if (method !== undefined) return {is: 'function', path, function: method};
	const field = one.fields.find(candidate => candidate.name === name);
	if (field?.value !== undefined) return targetOf(scopes, field.value, {path, in: one.in}, left - 1);
	const built = one.methods.find(index => lastOf(scope.code.functions[index]?.name ?? '') === 'constructor');
	const given = built === undefined ? undefined : memberOf(scopes, path, built, name, left - 1);
	if (given !== undefined && given.is !== 'unknown') return given;
	for (const base of one.bases) {
		const target = targetOf(scopes, base, {path, in: one.in}, left - 1);
		const found = target.is === 'class' ? methodOf(scopes, target.path, target.class, name, left - 1) : undefined;
		if (found !== undefined) return found;
	}
	return undefined;
}

/** The class of what a type, a constructor's parameter or a `new` names. */
function classNamed(scopes: Scopes, value: Value | undefined, spot: Spot, left: number): (Target & {is: 'class'}) | undefined {
	if (value === undefined || left === 0) return undefined;
	if (value.is === 'generic')
		return (
			value.of.map(one => classNamed(scopes, one, spot, left - 1)).find(one => one !== undefined) ??
			classNamed(scopes, {is: 'name', name: value.name}, spot, left - 1)
		);
	const target = targetOf(scopes, value, spot, left - 1);
	if (target.is === 'class') return target;
	if (target.is !== 'value' || target.value.is !== 'call') return undefined;
	const call = scopes.at(target.spot.path)?.code.calls[target.value.call];
	if (call === undefined) return undefined;
	const made = named(scopes, call.to, target.spot, left - 1);
	return made.is === 'class' ? made : undefined;
}

/** What `this.one` or a local instance is an instance of. */
function instanceOf(scopes: Scopes, name: string, spot: Spot, left: number): (Target & {is: 'class'}) | undefined {
	const scope = scopes.at(spot.path);
	if (scope === undefined || left === 0) return undefined;
	if (!self.test(name)) {
		const binding = scope.binding(name, spot.in, Number.MAX_SAFE_INTEGER);
		if (binding?.is === 'variable')
			return classNamed(scopes, binding.variable.type, spot, left) ?? classNamed(scopes, binding.variable.value, spot, left);
		const parameter = binding === undefined ? undefined : scope.code.functions[binding.of]?.parameters[binding.index];
		if (parameter !== undefined) return classNamed(scopes, parameter.type, spot, left) ?? classNamed(scopes, parameter.default, spot, left);
		return classNamed(scopes, {is: 'name', name}, spot, left);
	}
	const owner = classOf(scope, spot.in);
	const one = owner === undefined ? undefined : scope.code.classes[owner];
	if (one === undefined) return undefined;
	const wanted = name.replace(self, '');
	const field = one.fields.find(candidate => candidate.name === wanted);
	const place = {path: spot.path, in: one.in};
	const built = one.methods.map(index => scope.code.functions[index]).find(method => lastOf(method?.name ?? '') === 'constructor');
	const parameter = built?.parameters.find(candidate => candidate.name === wanted);
	return (
		classNamed(scopes, field?.type, place, left) ??
		classNamed(scopes, field?.value, place, left) ??
		classNamed(scopes, parameter?.type, place, left)
	);
}

/** What a dotted name stands for where it is written. */
function named(scopes: Scopes, name: string, spot: Spot, left: number): Target {
	const scope = scopes.at(spot.path);
	if (scope === undefined || name === '' || left === 0) return {is: 'unknown', because: name};
	const parts = name.split('.');
	const last = parts.at(-1) ?? '';
	if (self.test(name) && parts.length === 2) {
		const owner = classOf(scope, spot.in);
		const found = owner === undefined ? undefined : methodOf(scopes, spot.path, owner, last, left - 1);
		if (found !== undefined) return found;
	}
	if (parts.length > 1 && parts.length < 5) {
		const made = instanceOf(scopes, parts.slice(0, -1).join('.'), spot, left - 1);
		const found = made === undefined ? undefined : methodOf(scopes, made.path, made.class, last, left - 1);
		if (found !== undefined) return found;
	}
	return definedAs(scopes, scopes.modules.definitionOf(spot.path, name, spot.in), name, left);
}

/** A definition as something to look into. */
export function definedAs(scopes: Scopes, definition: Definition, name: string, left = deepest): Target {
	switch (definition.is) {
		case 'function':
			return {is: 'function', path: definition.path, function: definition.function};
		case 'class': {
			const last = lastOf(name);
			const method =
				name.includes('.') && definition.value.name !== last
					? methodOf(scopes, definition.path, definition.class, last, left - 1)
					: undefined;
			return method ?? {is: 'class', path: definition.path, class: definition.class};
		}
		case 'variable':
			return within(scopes, definition.value.value, {path: definition.path, in: definition.value.in}, name, definition.value.names, left);
		case 'value':
			return within(scopes, definition.value, {path: definition.path, in: moduleLevel}, name, [], left);
		case 'package':
			return {is: 'library', definition, name};
		case 'module':
		case 'unknown':
			return {is: 'unknown', because: name};
	}
}

/** A value, or what one of its members is when the name goes on into it. */
function within(scopes: Scopes, value: Value, spot: Spot, name: string, names: readonly string[], left: number): Target {
	const last = lastOf(name);
	const goesOn = name.includes('.') && !names.includes(last);
	if (value.is === 'object' && (goesOn || (names.length > 1 && names.includes(name)))) {
		const entry = value.entries.find(({key}) => key === last);
		if (entry !== undefined) return targetOf(scopes, entry.value, spot, left - 1);
	}
	if (value.is === 'call' && (goesOn || (names.length > 0 && !names.includes(name) && names[0] !== name))) {
		const call = scopes.at(spot.path)?.code.calls[value.call];
		const maker = call === undefined ? undefined : named(scopes, call.to, {path: spot.path, in: call.in}, left - 1);
		const member = maker?.is === 'function' ? memberOf(scopes, maker.path, maker.function, last, left - 1) : undefined;
		if (member !== undefined) return member;
		if (goesOn) return {is: 'unknown', because: name};
	}
	return targetOf(scopes, value, spot, left - 1);
}

/** What a function puts on what it makes: `this.check = …` of one that is called with `new`, or a key of the object that it returns. */
function memberOf(scopes: Scopes, path: string, at: number, name: string, left: number): Target | undefined {
	const scope = scopes.at(path);
	const spot = {path, in: at};
	const given = scope?.assignmentsIn(at).find(one => self.test(one.to) && one.to.replace(self, '') === name);
	if (given !== undefined) return targetOf(scopes, given.value, spot, left - 1);
	for (const exit of scope?.exitsIn(at) ?? []) {
		const entry = exit.value?.is === 'object' ? exit.value.entries.find(({key}) => key === name) : undefined;
		if (entry !== undefined) return targetOf(scopes, entry.value, spot, left - 1);
	}
	return undefined;
}

/** What a value stands for where it is written. */
export function targetOf(scopes: Scopes, value: Value, spot: Spot, left = deepest): Target {
	if (left === 0) return {is: 'unknown', because: 'it leads too far'};
	switch (value.is) {
		case 'name':
			return named(scopes, value.name, spot, left);
		case 'function':
			return {is: 'function', path: spot.path, function: value.function};
		case 'class':
			return {is: 'class', path: spot.path, class: value.class};
		case 'text':
		case 'literal':
		case 'template':
		case 'call':
		case 'object':
		case 'list':
		case 'either':
		case 'spread':
		case 'generic':
		case 'other':
			return {is: 'value', value, spot};
	}
}

/** What a call calls. */
export const calleeOf = (scopes: Scopes, call: Call, path: string): Target =>
	call.to === '' || call.to.includes('()') ? {is: 'unknown', because: call.to} : named(scopes, call.to, {path, in: call.in}, deepest);
