import type {ImportedName} from '../code/code.ts';
import {type Followed, type Following, type Fuel, isPython, unknown} from './following.ts';

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
