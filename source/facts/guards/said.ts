import type {Place} from '../../safe-text.ts';
import {lastOf} from '../code/code.ts';
import type {GuardKind} from '../entry-points/entry-point.ts';
import type {Scopes} from '../entry-points/scope.ts';
import type {FoundGuard} from './found.ts';

/** What a person said of a function, in a file of the repository: that it turns away who may not pass, or that it does not. */
export type SaidGuard = Place & {
	readonly name: string;
	/** Where the function stands; needed only where several have the name. */
	readonly file?: string;
	readonly is: 'guard' | 'none';
	/** Who may pass. */
	readonly lets: Extract<GuardKind, 'signed-in' | 'role' | 'key' | 'signature'>;
};

/** All that people said of guards; a file that cannot be used is `broken`, and counts for nothing. */
export type SaidGuards = {
	readonly entries: readonly SaidGuard[];
	readonly broken: readonly (Omit<Place, 'text'> & {readonly problem: string})[];
};

export const nothingSaid: SaidGuards = {entries: [], broken: []};

/** What was said, and what came of it. */
export type SaidAndDone = SaidGuard & {
	/** The entry points for which it makes a difference. */
	readonly uses: number;
	/** Why it makes none, and what to do. */
	readonly problem?: string;
};

/** What was said, as following code asks for it. */
export type Said = {
	/** What was said of a function of the project: that it is a guard. */
	readonly guardAt: (path: string, at: number) => SaidGuard | undefined;
	/** Whether something was said of this guard. */
	readonly isAbout: (entry: SaidGuard, guard: FoundGuard) => boolean;
	/** What was said of a guard that was found: that it is none. */
	readonly noneOf: (guard: FoundGuard) => SaidGuard | undefined;
	/** Why something that was said can make no difference at all. */
	readonly problemOf: (entry: SaidGuard) => string | undefined;
};

type FunctionAt = {readonly path: string; readonly at: number; readonly line: number; readonly end: number};

/** What is asked of a class that stands in front. */
const asked: ReadonlySet<string> = new Set(
	'canActivate has_permission has_object_permission test_func __call__ use dispatch handle'.split(' '),
);

/** Finds the functions that were spoken of. */
export function saidOf(entries: readonly SaidGuard[], paths: readonly string[], scopes: Scopes): Said {
	const found = new Map(entries.map(entry => [entry, named(entry, paths, scopes)] as const));
	const guards = new Map<string, SaidGuard>();
	for (const [entry, functions] of found)
		if (entry.is === 'guard' && severalIn(functions).length < 2)
			for (const {path, at} of functions) for (const one of [at, ...madeBy(path, at, scopes)]) guards.set(`${one} ${path}`, entry);
	const isAbout = (entry: SaidGuard, guard: FoundGuard): boolean =>
		((guard.name === entry.name || lastOf(guard.name) === entry.name) &&
			(entry.file === undefined || entry.file === guard.rejects.path || entry.file === guard.path)) ||
		(found.get(entry) ?? []).some(
			one => one.path === guard.rejects.path && one.line <= guard.rejects.line && guard.rejects.line <= one.end,
		);
	return {
		isAbout,
		guardAt: (path, at) => guards.get(`${at} ${path}`),
		noneOf: guard => entries.find(entry => entry.is === 'none' && isAbout(entry, guard)),
		problemOf: entry => (entry.is === 'guard' ? problemOf(entry, found.get(entry) ?? []) : undefined),
	};
}

/** The functions without a name that a factory or a wrapper gives back: they are what stands in front. */
const madeBy = (path: string, at: number, scopes: Scopes): readonly number[] =>
	(scopes.at(path)?.innerOf(at) ?? []).filter(inner => scopes.at(path)?.code.functions[inner]?.name === '');

const severalIn = (functions: readonly FunctionAt[]): readonly string[] => [...new Set(functions.map(({path}) => path))];

function problemOf({name, file}: SaidGuard, functions: readonly FunctionAt[]): string | undefined {
	const several = severalIn(functions);
	if (several.length > 1)
		return `several files have a function ${name} (${several.slice(0, 3).join(', ')}): add the one that is meant as \`file\``;
	if (several.length === 1) return undefined;
	return `no function ${name} was found ${file === undefined ? 'in the code of this repository' : `in ${file}`}: write its name and file as \`shipworthy facts\` shows them`;
}

function named({name, file}: SaidGuard, paths: readonly string[], scopes: Scopes): readonly FunctionAt[] {
	return (file === undefined ? paths : [file]).flatMap((path): readonly FunctionAt[] => {
		const code = scopes.modules.codeOf(path);
		if (code === undefined) return [];
		const methods = new Set(
			code.classes
				.filter(one => one.name === name)
				.flatMap(one => one.methods.filter(at => asked.has(lastOf(code.functions[at]?.name ?? '')))),
		);
		return code.functions.flatMap((one, at) =>
			one.name === name || (one.class === undefined && lastOf(one.name) === name) || methods.has(at)
				? [{path, at, line: one.line, end: one.end}]
				: [],
		);
	});
}
