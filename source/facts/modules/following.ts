import type {Code, Value} from '../code/code.ts';
import type {Definition, Resolved} from './modules.ts';

/** A definition, or an instance of a class of the project. */
export type Followed = Definition | {readonly is: 'instance'; readonly path: string; readonly class: number};

/** How many steps one question may take: what goes round in circles ends. */
export type Fuel = {left: number};

/** What following names needs to know of the repository. */
export type Ways = {
	readonly codeOf: (path: string) => Code | undefined;
	readonly resolve: (path: string, source: string) => Resolved;
	/** The module of a name in a Python package; undefined when there is none. */
	readonly submodule: (path: string, source: string, name: string) => string | undefined;
};

/** The parts of following that need each other. */
export type Following = Ways & {
	/** A dotted name, as far as it can be followed, and what is left of it. */
	readonly name: (path: string, name: string, at: number, fuel: Fuel) => {readonly found: Followed; readonly rest: readonly string[]};
	/** What an expression stands for; itself (`value`) when it is no name, function or class. */
	readonly value: (path: string, value: Value, at: number, fuel: Fuel) => Followed;
	readonly member: (of: Followed, name: string, fuel: Fuel) => Followed | undefined;
	readonly exported: (path: string, name: string, fuel: Fuel) => Followed | undefined;
};

/** Something that cannot be followed, and why. */
export const unknown = (because: string): Definition => ({is: 'unknown', because});

/** Whether a file is Python, whose modules export all that they name. */
export const isPython = (path: string): boolean => path.endsWith('.py') || path.endsWith('.pyi');
