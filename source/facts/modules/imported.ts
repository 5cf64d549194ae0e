import type {ImportedName} from '../code/code.ts';
import {type Followed, type Following, type Fuel, isPython, unknown} from './following.ts';
import {walk} from './walk.ts';

/** What one import brings. */
export function followImport(following: Following, path: string, one: ImportedName, fuel: Fuel): Followed {
	const {from, name = '*'} = one;
	if (fuel.left-- <= 0) return unknown(`${from} leads too far`);
	const inside = isPython(path) && name !== '*' ? following.submodule(path, from, name) : undefined;
	const target = following.resolve(path, from);
	if (target.to === 'package') return {is: 'package', package: target.name, part: target.part, name};
	if (target.to === 'nowhere') return unknown(`${from} is not there`);
	if (target.to === 'asset') return inside === undefined ? unknown(`${from} is no code that was read`) : {is: 'module', path: inside};
	if (target.path === path) return inside === undefined ? unknown(`${name} leads back to its own file`) : {is: 'module', path: inside};
	if (name === '*' && one.how !== 'require') return {is: 'module', path: target.path};
	if (one.how === 'require' && (name === '*' || name === 'default')) {
		const whole = following.exported(target.path, 'default', fuel);
		return whole === undefined || whole.is === 'value' || whole.is === 'unknown' ? {is: 'module', path: target.path} : whole;
	}
	const found = following.exported(target.path, name, fuel);
	if (found !== undefined) return found;
	if (inside !== undefined) return {is: 'module', path: inside};
	return unknown(`${target.path} does not export ${name}`);
}

/** What an imported name stands for; Python's `import a.b` and `import a.c` bring one name together. */
export function followImports(
	following: Following,
	path: string,
	imports: readonly ImportedName[],
	rest: readonly string[],
	fuel: Fuel,
): ReturnType<Following['name']> {
	if (isPython(path)) {
		const whole = imports
			.filter(one => one.name === '*' && one.from.includes('.') && (one.local === one.from || one.local === one.from.split('.')[0]))
			.toSorted((one, other) => other.from.length - one.from.length)
			.find(one =>
				one.from
					.split('.')
					.slice(1)
					.every((part, index) => rest[index] === part),
			);
		if (whole !== undefined)
			return walk(following, followImport(following, path, whole, fuel), rest.slice(whole.from.split('.').length - 1), fuel);
	}
	const one = imports.find(({typeOnly}) => !typeOnly) ?? imports[0];
	return one === undefined
		? {found: unknown('an import'), rest: []}
		: walk(following, followImport(following, path, one, fuel), rest, fuel);
}
