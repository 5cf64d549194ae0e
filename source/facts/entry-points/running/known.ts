import type {Code, Entry, Value} from '../../code/code.ts';
import type {RouterRef} from '../router.ts';
import type {FileIndex} from './file-index.ts';

/** A value as written, the frame that its names are understood in, and where it is given. */
export type Term = {readonly value: Value; readonly frame: Frame; readonly line: number; readonly text: string};

/** What a name is bound to while a function runs. */
export type Bound = {readonly known: Known; readonly term?: Term};

/** One run of a function, or of a module's own body. */
export type Frame = {
	readonly id: number;
	readonly path: string;
	readonly code: Code;
	readonly index: FileIndex;
	/** `moduleLevel` for the module's own body. */
	readonly function: number;
	readonly parent?: Frame;
	readonly self?: Instance;
	readonly bound: ReadonlyMap<string, Bound>;
	/** What the calls that were made so far came to. */
	readonly results: Map<number, Known>;
	/** What its variables were found to hold. */
	readonly held: Map<string, Known>;
};

/** An object made of a class of the project. */
export type Instance = {readonly is: 'instance'; readonly class: number; readonly home: Frame; readonly fields: Map<string, Known>};

/** What a value is known to be after following it, without running anything. */
export type Known =
	/** `holes` names what could not be filled in. */
	| {readonly is: 'text'; readonly text: string; readonly holes: readonly string[]}
	| {readonly is: 'list'; readonly items: readonly Term[]}
	| {readonly is: 'object'; readonly entries: readonly Entry[]; readonly frame: Frame}
	/** `open` is a plugin that works on the instance that it is given rather than on one of its own. */
	| {readonly is: 'function'; readonly function: number; readonly frame: Frame; readonly self?: Instance; readonly open?: boolean}
	| {readonly is: 'class'; readonly class: number; readonly frame: Frame}
	| Instance
	| {readonly is: 'module'; readonly path: string}
	| {readonly is: 'package'; readonly package: string; readonly part: string; readonly name: string}
	/** What calling something of a package gave. */
	| {
			readonly is: 'made';
			readonly package: string;
			readonly part: string;
			readonly name: string;
			readonly call: number;
			readonly frame: Frame;
	  }
	| {readonly is: 'router'; readonly ref: RouterRef}
	/** `type` is the written type of a parameter that nothing is known to be given for; `isNoRouter` when it can at least not be a router. */
	| {readonly is: 'unknown'; readonly type?: Value; readonly frame?: Frame; readonly isNoRouter?: boolean};

/** Nothing is known of it. */
export const unknown: Known = {is: 'unknown'};

/** What a function gives back that has nothing to do with routers. */
export const noRouter: Known = {is: 'unknown', isNoRouter: true};
