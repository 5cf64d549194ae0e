import {type ExportedName, moduleLevel} from '../code/code.ts';
import {type Followed, type Following, type Fuel, isPython, unknown} from './following.ts';
import {followImport} from './imported.ts';
import {scopesOf} from './scopes.ts';

const component = /\.(?:vue|svelte|astro)$/u;
const mostStars = 2000;

/** What a module offers under a name. */
export function exportedBy(following: Following, path: string, name: string, fuel: Fuel): Followed | undefined {
	const code = following.codeOf(path);
	if (code === undefined) return component.test(path) && name === 'default' ? {is: 'module', path} : unknown(`${path} was not parsed`);
	if (fuel.left-- <= 0) return unknown(`${name} leads too far`);
	const scopes = scopesOf(code);
	if (isPython(path)) {
		const isStarred = code.imports.some(one => one.name === '*' && one.local === undefined);
		if (!scopes.topNames.has(name) && !isStarred) return undefined;
		const {found} = following.name(path, name, moduleLevel, fuel);
		return found.is === 'unknown' && !scopes.topNames.has(name) ? undefined : found;
	}
	const own = scopes.exports.get(name);
	if (own !== undefined) return offered(following, path, own, fuel);
	const whole = scopes.exports.get('default');
	if (name === 'default') return component.test(path) || code.exports.length > 0 ? {is: 'module', path} : undefined;
	const object = whole === undefined ? undefined : offered(following, path, whole, fuel);
	const entry = object?.is === 'value' || object?.is === 'variable' ? following.member(object, name, fuel) : undefined;
	if (entry !== undefined) return entry;
	return fromStars(following, path, name, fuel);
}

function offered(following: Following, path: string, {name, local, from, value, line}: ExportedName, fuel: Fuel): Followed {
	if (from !== undefined) return followImport(following, path, {from, name: local ?? name, how: 'static', typeOnly: false, line}, fuel);
	if (local !== undefined) {
		const {found, rest} = following.name(path, local, moduleLevel, fuel);
		return rest.length > 0 ? unknown(`${local} was not followed`) : found;
	}
	return value === undefined ? following.name(path, name, moduleLevel, fuel).found : following.value(path, value, moduleLevel, fuel);
}

function fromStars(following: Following, path: string, name: string, fuel: Fuel): Followed | undefined {
	const packages: Extract<Followed, {is: 'package'}>[] = [];
	for (const {path: at, from} of starsOf(following, path)) {
		const target = following.resolve(at, from);
		if (target.to === 'package') packages.push({is: 'package', package: target.name, part: target.part, name});
		const code = target.to === 'file' ? following.codeOf(target.path) : undefined;
		if (target.to !== 'file' || code === undefined) continue;
		if (scopesOf(code).exports.has(name) && fuel.left > 0) return exportedBy(following, target.path, name, fuel);
	}
	return packages.length === 1 ? packages[0] : undefined;
}

/** Every `export *` that a module leads to, its own first. */
export function starsOf(
	{codeOf, resolve}: Pick<Following, 'codeOf' | 'resolve'>,
	path: string,
): readonly {readonly path: string; readonly from: string}[] {
	const seen = new Set([path]);
	const found: {path: string; from: string}[] = [];
	const queue = [path];
	for (const at of queue) {
		const code = codeOf(at);
		if (code === undefined) continue;
		for (const {from} of scopesOf(code).stars) {
			if (from === undefined || found.length >= mostStars) continue;
			found.push({path: at, from});
			const target = resolve(at, from);
			if (target.to !== 'file' || seen.has(target.path)) continue;
			seen.add(target.path);
			queue.push(target.path);
		}
	}
	return found;
}
