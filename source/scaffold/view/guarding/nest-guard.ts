import {entryOf} from '../../../facts/code/code.ts';
import type {PlainFacts} from '../../../facts/facts.ts';
import {folderOf, joined} from '../../../facts/modules/paths.ts';
import type {CodeNow} from '../../view.ts';
import {sourcesOf} from '../web/sources.ts';
import type {Own} from './own-guard.ts';

const tokens = /^JwtModule\.register(?:Async)?$/u;

/**
 * Whether a guard of Nest can be made for a controller of any module: one that wants something of its own module for itself cannot. A part of every
 * module is the Reflector, and what reads tokens where it was made global.
 */
export function isServable({name, uses}: Own, facts: PlainFacts, code: CodeNow): boolean {
	const files = [...new Set(uses.map(({path}) => path))];
	const from = files.flatMap(path => (code(path)?.imports ?? []).filter(({local}) => local === name).map(one => ({path, from: one.from})));
	const [first] = from;
	// A guard of a package is made by the package.
	if (first !== undefined && !first.from.startsWith('.')) return true;
	const near = [...files, ...from.map(one => `${joined(folderOf(one.path), one.from.replace(/\.[jt]s$/u, ''))}.ts`)];
	const made = near.flatMap(path => {
		const now = code(path);
		return now?.classes.some(one => one.name === name) === true ? [now] : [];
	})[0];
	if (made === undefined) return false;
	const wants = made.functions.filter(one => one.name === `${name}.constructor`).flatMap(({parameters}) => parameters);
	return wants.every(
		({type}) => type?.is === 'name' && (type.name === 'Reflector' || (type.name === 'JwtService' && readsTokensEverywhere(facts, code))),
	);
}

const readsTokensEverywhere = (facts: PlainFacts, code: CodeNow): boolean =>
	sourcesOf(facts, code).some(source =>
		source.code.calls.some(({to, args: [options]}) => {
			const isGlobal = entryOf(options, 'global');
			return tokens.test(to) && isGlobal?.is === 'literal' && isGlobal.value === true;
		}),
	);
