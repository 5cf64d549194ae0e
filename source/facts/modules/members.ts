import {type Code, type Func, moduleLevel, type Value} from '../code/code.ts';
import {type Followed, type Following, type Fuel, isPython} from './following.ts';
import {scopesOf} from './scopes.ts';

const mostScopes = 64;

/** What `name` is of something: a module's export, a class's method, an object's entry. */
export function memberOf(following: Following, of: Followed, name: string, fuel: Fuel): Followed | undefined {
	if (fuel.left-- <= 0) return undefined;
	switch (of.is) {
		case 'package':
			return {...of, name: of.name === '*' ? name : `${of.name}.${name}`};
		case 'module': {
			const found = following.exported(of.path, name, fuel);
			if (found !== undefined || !isPython(of.path)) return found;
			const path = /\/?__init__\.pyi?$/u.test(of.path) ? following.submodule(of.path, '.', name) : undefined;
			return path === undefined ? undefined : {is: 'module', path};
		}
		case 'class':
		case 'instance':
			return ofClass(following, of.path, of.class, name, fuel);
		case 'variable':
			return (
				ofValue(following, of.path, of.value.value, of.value.in, name, fuel) ??
				ofType(following, of.path, of.value.type, of.value.in, name, fuel)
			);
		case 'value':
			return ofValue(following, of.path, of.value, moduleLevel, name, fuel);
		case 'function':
		case 'unknown':
			return undefined;
	}
}

function ofValue(following: Following, path: string, value: Value, at: number, name: string, fuel: Fuel): Followed | undefined {
	if (value.is === 'object') {
		const entry = value.entries.findLast(({key}) => key === name);
		if (entry !== undefined) return following.value(path, entry.value, at, fuel);
		return firstOf(value.entries.toReversed(), ({value: inner}) =>
			inner.is === 'spread' ? ofValue(following, path, inner.of, at, name, fuel) : undefined,
		);
	}
	if (value.is === 'either') return firstOf(value.of, one => ofValue(following, path, one, at, name, fuel));
	if (value.is === 'name') {
		const {found, rest} = following.name(path, value.name, at, fuel);
		return rest.length > 0 ? undefined : following.member(found, name, fuel);
	}
	if (value.is !== 'call') return undefined;
	const call = following.codeOf(path)?.calls[value.call];
	const [first] = call?.args ?? [];
	if (call === undefined) return undefined;
	if (call.to === 'Object.freeze' && first !== undefined) return ofValue(following, path, first, at, name, fuel);
	const made = instanceOf(following, path, call.to, call.in, fuel);
	return made?.is === 'instance' ? following.member(made, name, fuel) : undefined;
}

function ofType(following: Following, path: string, type: Value | undefined, at: number, name: string, fuel: Fuel): Followed | undefined {
	const made = typed(following, path, type, at, fuel);
	return made === undefined ? undefined : following.member(made, name, fuel);
}

/** An instance of what a type names: of a class here, or of a package's. */
export function typed(following: Following, path: string, type: Value | undefined, at: number, fuel: Fuel): Followed | undefined {
	if (type?.is === 'either') return firstOf(type.of, one => typed(following, path, one, at, fuel));
	return type?.is === 'name' || type?.is === 'generic' ? instanceOf(following, path, type.name, at, fuel) : undefined;
}

function instanceOf(following: Following, path: string, name: string, at: number, fuel: Fuel): Followed | undefined {
	const {found, rest} = following.name(path, name, at, fuel);
	if (rest.length > 0) return undefined;
	if (found.is === 'class') return {is: 'instance', path: found.path, class: found.class};
	return found.is === 'package' ? found : undefined;
}

function ofClass(following: Following, path: string, index: number, name: string, fuel: Fuel): Followed | undefined {
	const code = following.codeOf(path);
	const one = code?.classes[index];
	if (code === undefined || one === undefined || fuel.left-- <= 0) return undefined;
	const scopes = scopesOf(code);
	const methods = scopes.methods.get(index);
	const method = methods?.get(name);
	const func = method === undefined ? undefined : code.functions[method];
	if (method !== undefined && func !== undefined) return {is: 'function', path, function: method, value: func};
	const field = one.fields.find(other => other.name === name);
	if (field?.value !== undefined) {
		const found = following.value(path, field.value, one.in, fuel);
		if (found.is !== 'unknown') return found;
	}
	const byType = typed(following, path, field?.type, one.in, fuel);
	if (byType !== undefined) return byType;
	const maker = methods?.get('constructor') ?? methods?.get('__init__');
	for (const parameter of maker === undefined ? [] : (code.functions[maker]?.parameters ?? [])) {
		const given = parameter.name === name ? typed(following, path, parameter.type, one.in, fuel) : undefined;
		if (given !== undefined) return given;
	}
	for (const place of [`this.${name}`, `self.${name}`, `cls.${name}`, `${one.name}.${name}`])
		for (const at of scopes.assigned.get(place) ?? []) {
			const assignment = code.assignments[at];
			if (assignment === undefined || !(place.startsWith(one.name) || isInside(code, assignment.in, index))) continue;
			const found = following.value(path, assignment.value, assignment.in, fuel);
			if (found.is !== 'unknown') return found;
		}
	return firstOf(one.bases, base => {
		if (base.is !== 'name' && base.is !== 'generic') return undefined;
		const {found, rest} = following.name(path, base.name, one.in, fuel);
		return rest.length === 0 && (found.is === 'class' || found.is === 'package') ? following.member(found, name, fuel) : undefined;
	});
}

/** Whether a function stands in a method of the class. */
const isInside = (code: Code, at: number, index: number): boolean => classAround(code, at) === index;

/** The class whose method a function is or stands in, or whose field it fills. */
export function classAround(code: Code, at: number): number | undefined {
	let outermost: Func | undefined;
	for (let scope = at, hops = 0; scope !== moduleLevel && hops < mostScopes; hops++) {
		outermost = code.functions[scope];
		if (outermost === undefined) return undefined;
		if (outermost.class !== undefined) return outermost.class;
		scope = outermost.in;
	}
	if (outermost === undefined) return undefined;
	const {line, end} = outermost;
	const around = code.classes.findLastIndex(one => one.line <= line && end <= one.end);
	return around === -1 ? undefined : around;
}

/** The first answer that there is. */
export function firstOf<T, R>(values: readonly T[], ask: (value: T) => R | undefined): R | undefined {
	for (const value of values) {
		const found = ask(value);
		if (found !== undefined) return found;
	}
	return undefined;
}
