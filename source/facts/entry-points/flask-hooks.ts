import {lastOf} from '../code/code.ts';
import {verdictOf} from './gate-ways.ts';
import {given, textOf} from './python-ground.ts';
import type {Instance} from './python-instances.ts';
import type {Ground, Step} from './registered.ts';

/** The name that Flask knows a route by: its blueprint's, and its function's. */
export function endpointOf(modules: Ground['modules'], one: Instance, handler: Step | undefined): string | undefined {
	if (handler?.value.is !== 'function') return undefined;
	const func = lastOf(modules.codeOf(handler.path)?.functions[handler.value.function]?.name ?? '');
	if (func === '') return undefined;
	if (one.made === 'Flask' || one.made === 'APIFlask') return func;
	const name = given(one.call, 'name', 0);
	const text = name === undefined ? undefined : textOf(modules, {path: one.path, value: name, in: one.call.in});
	return text === undefined ? undefined : `${text}.${func}`;
}

/** The hooks that stand in front of a route, without those that let it pass because of its path or its endpoint. */
export function hooksBefore(
	modules: Ground['modules'],
	before: readonly Step[],
	route: string,
	endpoint: string | undefined,
): {readonly kept: readonly Step[]; readonly open: readonly string[]} {
	const request = {path: route.replaceAll(/:[^/]+/gu, 'x').replace(/\*$/u, 'x/x'), ...(endpoint === undefined ? {} : {endpoint})};
	const open: string[] = [];
	const kept = before.filter(step => {
		const at = indexOf(modules, step);
		const verdict = at === undefined ? undefined : verdictOf(modules, request, at.path, at.index);
		if (verdict === undefined || !verdict.turns || verdict.stands === true) return true;
		if (verdict.stands === undefined) open.push('what runs before it decides by the path, in a way that was not followed');
		return false;
	});
	return {kept, open};
}

function indexOf(modules: Ground['modules'], {path, value, in: at}: Step): {readonly path: string; readonly index: number} | undefined {
	if (value.is === 'function') return {path, index: value.function};
	const found = value.is === 'name' ? modules.definitionOf(path, value.name, at) : undefined;
	return found?.is === 'function' ? {path: found.path, index: found.function} : undefined;
}
