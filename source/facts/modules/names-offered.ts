import type {Code} from '../code/code.ts';
import {starsOf} from './exported.ts';
import {isPython, type Ways} from './following.ts';
import {scopesOf} from './scopes.ts';

/** The names that a module offers, those that it passes on included. */
export function namesOffered({codeOf, resolve}: Pick<Ways, 'codeOf' | 'resolve'>, path: string): readonly string[] {
	const code = codeOf(path);
	if (code === undefined) return [];
	if (isPython(path)) return [...scopesOf(code).topNames.keys()];
	const names = new Set(ownNames(code));
	for (const {path: at, from} of starsOf({codeOf, resolve}, path)) {
		const target = resolve(at, from);
		const passed = target.to === 'file' ? codeOf(target.path) : undefined;
		if (passed !== undefined) for (const name of ownNames(passed)) if (name !== 'default') names.add(name);
	}
	return [...names];
}

function ownNames(code: Code): readonly string[] {
	const {exports} = scopesOf(code);
	const whole = exports.get('default')?.value;
	const entries = whole?.is === 'object' ? whole.entries.flatMap(({key}) => (key === '...' ? [] : [key])) : [];
	return [...exports.keys(), ...entries];
}
