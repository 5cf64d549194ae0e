import {firstOf, type Value} from '../code/code.ts';
import type {Modules} from '../modules/modules.ts';
import {ownName} from './running/members.ts';

const deepest = 8;

/** The package that a call goes back to, and the way there: `amqplib:connect().createChannel().consume`. Undefined when it is none. */
export function originOf(modules: Modules, path: string, at: number, depth = 0): string | undefined {
	const code = modules.codeOf(path);
	const call = code?.calls[at];
	if (code === undefined || call === undefined || depth > deepest) return undefined;
	if (call.on !== undefined && call.to.includes('()')) {
		const base = originOf(modules, path, call.on, depth + 1);
		const rest = call.to.slice(call.to.lastIndexOf('()') + 2);
		return base === undefined ? undefined : `${base}()${rest}`;
	}
	return named(modules, path, call.to, call.in, depth);
}

function named(modules: Modules, path: string, name: string, inside: number, depth: number): string | undefined {
	if (depth > deepest) return undefined;
	const first = firstOf(name);
	if (first === 'this' || first === 'self') return ofField(modules, path, name, depth);
	const definition = modules.definitionOf(path, first, inside);
	const rest = name.slice(first.length);
	if (definition.is === 'package') {
		const whole = definition.part === '' ? definition.package : `${definition.package}/${definition.part}`;
		return `${whole}:${ownName(`${definition.name}${rest}`)}`;
	}
	if (definition.is === 'module' && rest !== '') {
		const [part = '', ...more] = rest.slice(1).split('.');
		const exported = modules.exportOf(definition.path, part);
		if (exported?.is !== 'variable') return undefined;
		return joined(valued(modules, exported.path, exported.value.value, exported.value.in, depth + 1), more);
	}
	const value: Value | undefined =
		definition.is === 'variable' ? definition.value.value : definition.is === 'value' ? definition.value : undefined;
	if (
		value === undefined ||
		definition.is === 'function' ||
		definition.is === 'class' ||
		definition.is === 'module' ||
		definition.is === 'unknown'
	)
		return undefined;
	return joined(
		valued(modules, definition.path, value, definition.is === 'variable' ? definition.value.in : inside, depth + 1),
		rest === '' ? [] : rest.slice(1).split('.'),
	);
}

const joined = (base: string | undefined, rest: readonly string[]): string | undefined =>
	base === undefined ? undefined : [base, ...rest].join('.');

function valued(modules: Modules, path: string, value: Value, inside: number, depth: number): string | undefined {
	if (value.is === 'call') {
		const base = originOf(modules, path, value.call, depth);
		return base === undefined ? undefined : `${base}()`;
	}
	if (value.is === 'name') return named(modules, path, value.name, inside, depth);
	if (value.is !== 'either') return undefined;
	for (const one of value.of) {
		const base = valued(modules, path, one, inside, depth + 1);
		if (base !== undefined) return base;
	}
	return undefined;
}

/** `this.boss.work`, `self.boss.work`: what the class gives to `this.boss`. */
function ofField(modules: Modules, path: string, name: string, depth: number): string | undefined {
	const code = modules.codeOf(path);
	const [own = '', field = '', ...rest] = name.split('.');
	const assigned = code?.assignments.find(one => one.to === `${own}.${field}`);
	const held = code?.classes.flatMap(one => one.fields).find(one => one.name === field && one.value !== undefined)?.value;
	const value = assigned?.value ?? held;
	return value === undefined ? undefined : joined(valued(modules, path, value, assigned?.in ?? -1, depth + 1), rest);
}
