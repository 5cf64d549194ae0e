import type {Way} from './ways.ts';

/**
 * What the code of one file says, in one form for every language: who imports what, which functions there are, what they call and how they end.
 * Plain data, so that it crosses processes and is kept by content. Functions, calls and variables refer to each other by their place in their list.
 */
export type Code = {
	readonly imports: readonly ImportedName[];
	readonly exports: readonly ExportedName[];
	readonly functions: readonly Func[];
	readonly classes: readonly Class[];
	readonly calls: readonly Call[];
	readonly variables: readonly Variable[];
	readonly assignments: readonly Assignment[];
	readonly exits: readonly Exit[];
	readonly catches: readonly Catch[];
	/** `use server`, `use client`, `server-only` and the like at the top of the file. */
	readonly directives: readonly string[];
	/** What the module's own body names, in a file that decides by the path of a request. */
	readonly ways?: readonly Way[];
};

/** The number of the module's own body, where a function's number is asked for. */
export const moduleLevel = -1;

/** An expression, as far as it can be told without running it. `await` and type assertions are looked through. */
export type Value =
	| {readonly is: 'text'; readonly text: string}
	| {readonly is: 'literal'; readonly value: number | boolean | null}
	/** A dotted path, without `?.` and `!`: `this.users`, `request.headers.authorization`; a computed part is `[]`. */
	| {readonly is: 'name'; readonly name: string}
	/** Text with holes, each `${}` in `text`; `tag` when it is tagged (`sql`). */
	| {readonly is: 'template'; readonly text: string; readonly holes: readonly Value[]; readonly tag?: string}
	| {readonly is: 'call'; readonly call: number}
	| {readonly is: 'function'; readonly function: number}
	| {readonly is: 'class'; readonly class: number}
	| {readonly is: 'object'; readonly entries: readonly Entry[]}
	| {readonly is: 'list'; readonly items: readonly Value[]}
	/** `a || b`, `a ?? b`, `a && b`, `c ? a : b`; `when` are the names and calls in what decides between them (`c`, the `a` of `a && b`). */
	| {readonly is: 'either'; readonly of: readonly Value[]; readonly when?: readonly string[]}
	/** `...a`, `*a`, `**a`; in an object its key is `...`. */
	| {readonly is: 'spread'; readonly of: Value}
	/** A name with what stands in its brackets: `Annotated[User, Depends(user)]`, `Promise<User>`. */
	| {readonly is: 'generic'; readonly name: string; readonly of: readonly Value[]}
	/** Anything else; `of` are the two sides of a sum or difference of which one is a name, and in Python of a comparison with an attribute. */
	| {readonly is: 'other'; readonly of?: readonly Value[]};

export type Entry = {readonly key: string; readonly value: Value; readonly line: number};

/** One name that an import brings into the file. An import for its effect alone has neither `name` nor `local`. */
export type ImportedName = {
	/** As written: `./lib/db`, `@scope/name/part`, `..models`. */
	readonly from: string;
	/** What it is called there; `default`, or `*` for all of it. For Python's `import a.b`, `*`. */
	readonly name?: string;
	/** What it is called here. A module that is loaded in the middle of an expression is given a name (`require#3`), under which values speak of it. */
	readonly local?: string;
	readonly typeOnly: boolean;
	readonly how: 'static' | 'require' | 'dynamic';
	readonly line: number;
};

/** One name that the file offers to others. */
export type ExportedName = {
	/** What others call it: a name, `default`, or `*` for everything of `from`. */
	readonly name: string;
	/** What it is called here, or in `from`. */
	readonly local?: string;
	/** The module that it is passed on from. */
	readonly from?: string;
	/** What it is when it has no name here: `export default defineHandler(…)`, `module.exports = router`. */
	readonly value?: Value;
	readonly line: number;
};

export type Parameter = {
	/** Its name; a destructured one is `{id,name}` or `[a,b]`. */
	readonly name: string;
	readonly type?: Value;
	readonly default?: Value;
	readonly decorators: readonly Value[];
};

export type Func = {
	/** `create`, `Users.create` for a method, the variable or key that it is given to, or empty. */
	readonly name: string;
	readonly line: number;
	readonly end: number;
	/** The trimmed first line, at most 160 characters; the same for every `text` here. */
	readonly text: string;
	/** The function that it stands in. */
	readonly in: number;
	readonly class?: number;
	readonly isAsync: boolean;
	readonly parameters: readonly Parameter[];
	readonly decorators: readonly Value[];
	readonly directives: readonly string[];
	/** What it does in order, in a file that decides by the path of a request. */
	readonly ways?: readonly Way[];
};

export type Class = {
	readonly name: string;
	readonly line: number;
	readonly end: number;
	readonly text: string;
	readonly in: number;
	/** What it extends, in order; for Python every base. */
	readonly bases: readonly Value[];
	readonly decorators: readonly Value[];
	readonly fields: readonly Field[];
	readonly methods: readonly number[];
};

export type Field = {
	readonly name: string;
	readonly value?: Value;
	readonly type?: Value;
	/** `name?: string`. */
	readonly optional: boolean;
	readonly decorators: readonly Value[];
	readonly line: number;
	readonly text: string;
};

export type Call = {
	/** The callee as a dotted path, `()` for a call on the way: `app.get`, `db.from().insert`, `super`. Empty when it is no name; `.map` when only what it is called on has none. */
	readonly to: string;
	readonly line: number;
	/** The line that the call ends on. */
	readonly end: number;
	readonly text: string;
	/** The function that it stands in. */
	readonly in: number;
	readonly args: readonly Value[];
	/** Arguments by name (Python). */
	readonly named: readonly Entry[];
	/** The call that the callee is reached through: for `a().b()`, the place of `a()`. */
	readonly on?: number;
	readonly isNew: boolean;
	readonly isAwaited: boolean;
	/** What becomes of its result: `dropped` is a statement by itself; `chained` is called or read further. */
	readonly result: 'dropped' | 'kept' | 'returned' | 'given' | 'chained' | 'tested';
	/** It stands in a loop, or in a callback of `map`, `forEach` and the like. */
	readonly inLoop: boolean;
	/** It stands in the body of a `try` that has a `catch`. */
	readonly inTry: boolean;
	/** The names and calls (`session`, `user.role`, `isAdmin()`) in the conditions around it, inside its function. */
	readonly when: readonly string[];
	/** The calls whose `with` block it stands in (Python). */
	readonly inside?: readonly number[];
	/** Up to where its result is cut (Python): the 20 of `rows()[:20]`. */
	readonly upTo?: Value;
};

export type Variable = {
	/** One name, or those that are taken out of the value: `{data, error}`. */
	readonly names: readonly string[];
	readonly pattern: 'name' | 'object' | 'list';
	/** What each is called in the value, where one of them is renamed: `data` for `{data: users}`, `user.id` for `{user: {id}}`, `...` for the rest. */
	readonly keys?: readonly string[];
	/** In `for (const item of items)` the spread of `items`. */
	readonly value: Value;
	readonly type?: Value;
	readonly in: number;
	readonly line: number;
	readonly text: string;
};

/** `module.exports.x = …`, `this.x = …`, `app.secret_key = …`. */
export type Assignment = {readonly to: string; readonly value: Value; readonly in: number; readonly line: number; readonly text: string};

/** A way out of a function: a `return` with a value, or without one under a condition; a `throw` or `raise`. */
export type Exit = {
	readonly how: 'return' | 'throw';
	readonly value?: Value;
	readonly in: number;
	readonly line: number;
	readonly text: string;
	/** The names and calls in the conditions around it, inside its function. */
	readonly when: readonly string[];
	/** It stands in a `catch` or `except`. */
	readonly inCatch: boolean;
	/** The names and calls in a comparison that it returns: `return given === expected`. */
	readonly compared?: readonly string[];
};

export type Catch = {
	readonly in: number;
	/** The line on which its `try` begins. */
	readonly from: number;
	readonly line: number;
	readonly end: number;
	readonly text: string;
	/** What the error is called; `Exception`-like types of Python's `except`. */
	readonly binding?: string;
	readonly types: readonly string[];
	/** Nothing stands in it but comments, `pass` or `...`. */
	readonly isEmpty: boolean;
	readonly rethrows: boolean;
};

/** The last part of a dotted path: `get` of `app.get`. */
export const lastOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

/** The first part of a dotted path, without `()`: `db` of `db.from().insert`. */
export const firstOf = (path: string): string => /^[^.(]*/u.exec(path)?.[0] ?? '';

/** The text of a value, when it is plain text or a template without holes. */
export const textOf = (value: Value | undefined): string | undefined => (value?.is === 'text' ? value.text : undefined);

/** The value of a key in an object. */
export const entryOf = (value: Value | undefined, key: string): Value | undefined =>
	value?.is === 'object' ? value.entries.find(entry => entry.key === key)?.value : undefined;
