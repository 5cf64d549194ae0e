import type {Class, Code, Func, Value, Variable} from '../code/code.ts';

/** Where an import leads. */
export type Resolved =
	| {readonly to: 'file'; readonly path: string}
	/** A package from outside, and the part of it that is imported (`server` of `next/server`; empty for the package itself). */
	| {readonly to: 'package'; readonly name: string; readonly part: string}
	/** Style sheets, images, data: nothing to follow. */
	| {readonly to: 'asset'}
	/** It looks like the project's own and is not there. */
	| {readonly to: 'nowhere'};

/** What a name in a file stands for, followed through variables, imports, re-exports and barrels. */
export type Definition =
	| {readonly is: 'function'; readonly path: string; readonly function: number; readonly value: Func}
	| {readonly is: 'class'; readonly path: string; readonly class: number; readonly value: Class}
	/** A variable that holds neither function nor class: `const router = express.Router()`. */
	| {readonly is: 'variable'; readonly path: string; readonly variable: number; readonly value: Variable}
	/** Something of a package: `Router` of `express`; `name` is the rest of the path (`Router`, `default.json`), `*` for all of it. */
	| {readonly is: 'package'; readonly package: string; readonly part: string; readonly name: string}
	/** A module as a whole. */
	| {readonly is: 'module'; readonly path: string}
	/** A value that has no name: `export default defineHandler(…)`. */
	| {readonly is: 'value'; readonly path: string; readonly value: Value}
	| {readonly is: 'unknown'; readonly because: string};

/** The files that were parsed, and how they hang together. */
export type Modules = {
	readonly codeOf: (path: string) => Code | undefined;
	/** Where `source`, as written in the file at `path`, leads. */
	readonly resolve: (path: string, source: string) => Resolved;
	/** What a dotted name (`auth.requireUser`, `router`) stands for at a place in a file: seen from inside function `at`, outwards. The longest part that can be followed decides. */
	readonly definitionOf: (path: string, name: string, at?: number) => Definition;
	/** What the module at `path` exports under a name (`default`, `GET`). */
	readonly exportOf: (path: string, name: string) => Definition | undefined;
	/** The names that a module exports, those of re-exports included. */
	readonly exportsOf: (path: string) => readonly string[];
	/** The files that a file imports at run time, and those that import it. */
	readonly importsOf: (path: string) => readonly string[];
	readonly importersOf: (path: string) => readonly string[];
	/** Imports of the project's own that lead nowhere, by file. */
	readonly nowhere: readonly {readonly path: string; readonly line: number; readonly source: string}[];
};
