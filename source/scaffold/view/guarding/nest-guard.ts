import type {CodeNow} from '../../view.ts';
import type {Own} from './own-guard.ts';

/**
 * Whether a guard of Nest can be made for a controller of any module: one that wants something of its own module for itself cannot. A part of every
 * module is the Reflector.
 */
export function isServable({name, uses}: Own, code: CodeNow): boolean {
	const files = [...new Set(uses.map(({path}) => path))];
	const from = files.flatMap(path => (code(path)?.imports ?? []).filter(({local}) => local === name).map(one => ({path, from: one.from})));
	const [first] = from;
	// A guard of a package is made by the package.
	if (first !== undefined && !first.from.startsWith('.')) return true;
	const near = [...files, ...from.map(one => `${joined(one.path, one.from)}.ts`)];
	const made = near.flatMap(path => {
		const now = code(path);
		return now?.classes.some(one => one.name === name) === true ? [now] : [];
	})[0];
	if (made === undefined) return false;
	const wants = made.functions.filter(one => one.name === `${name}.constructor`).flatMap(({parameters}) => parameters);
	return wants.every(({type}) => type?.is === 'name' && type.name === 'Reflector');
}

function joined(from: string, named: string): string {
	const parts = from.split('/').slice(0, -1);
	for (const part of named.replace(/\.[jt]s$/u, '').split('/')) {
		if (part === '..') parts.pop();
		else if (part !== '.') parts.push(part);
	}
	return parts.join('/');
}
