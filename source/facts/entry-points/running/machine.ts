import {moduleLevel, type Value} from '../../code/code.ts';
import type {Definition, Modules} from '../../modules/modules.ts';
import type {Dialect} from '../dialect.ts';
import type {Path, Router} from '../router.ts';
import {perform} from './calls.ts';
import {fileIndexOf} from './file-index.ts';
import {type Bound, type Frame, type Instance, type Known, unknown} from './known.ts';
import {makeCalls} from './loops.ts';
import {memberOf} from './members.ts';
import {defined} from './names.ts';
import {evaluated} from './values.ts';

/** What is given to `frameFor`. */
type Opening = {
	readonly path: string;
	readonly function: number;
	readonly parent?: Frame;
	readonly self?: Instance;
	readonly bound?: ReadonlyMap<string, Bound>;
};

const deepest = 48;
const mostSteps = 400_000;
const mostRuns = 200;

/**
 * Follows what modules do when they are loaded, as far as routers go: it makes them, passes them on and hears what is registered on them.
 * It runs nothing; what it cannot follow is `unknown`. Depth and the number of steps are bounded.
 */
export class Machine {
	readonly routers: Router[] = [];
	/** Where something is registered on what surely is a router but cannot be traced. */
	readonly untraced: {
		readonly framework: string;
		readonly because: string;
		readonly path: string;
		readonly line: number;
		readonly text: string;
	}[] = [];
	/** Functions that were entered, by path. */
	readonly entered = new Map<string, Set<number>>();
	readonly modules: Modules;
	/** The files that a loader of folders may find. */
	readonly paths: readonly string[];
	readonly dialects: readonly Dialect[];
	readonly makes: ReadonlyMap<string, Dialect['makes'] extends ReadonlyMap<string, infer Make> ? Make : never>;
	/** What to do once the modules are loaded: callbacks of promises and of events. */
	readonly #later: (() => void)[] = [];
	readonly #modules = new Map<string, Frame>();
	readonly #ran = new Set<string>();
	readonly #times = new Map<string, number>();
	readonly #entries = new Map<string, Known>();
	#relevant: ReadonlySet<string> = new Set();
	#frames = 0;
	#depth = 0;
	#steps = 0;

	constructor(modules: Modules, dialects: readonly Dialect[], paths: readonly string[] = []) {
		this.modules = modules;
		this.paths = paths;
		this.dialects = dialects;
		this.makes = new Map(dialects.flatMap(dialect => [...dialect.makes]));
	}

	/** Whether it stopped because there was too much to follow. */
	get isSpent(): boolean {
		return this.#steps > mostSteps;
	}

	/** Loads the modules, each after those that it imports, and then what waits for them. */
	run(paths: ReadonlySet<string>): void {
		this.#relevant = paths;
		for (const path of paths) this.load(path);
		this.settle();
	}

	/** Follows the functions of these modules, without loading any. */
	only(paths: ReadonlySet<string>): void {
		this.#relevant = paths;
	}

	/** Runs what was put off. */
	settle(): void {
		for (let at = 0; at < this.#later.length && at < mostSteps; at += 1) this.#later[at]?.();
		this.#later.length = 0;
	}

	/** Puts something off until the modules are loaded. */
	later(act: () => void): void {
		this.#later.push(act);
	}

	/** Whether calls of the file's functions are worth following. */
	follows(path: string): boolean {
		return this.#relevant.has(path);
	}

	/** Loads one module, once: its imports where they stand, and its calls. */
	load(path: string, depth = 0): void {
		if (this.#ran.has(path) || depth > 200) return;
		const frame = this.moduleFrame(path);
		if (frame === undefined) return;
		this.#ran.add(path);
		const required: {readonly line: number; readonly path: string}[] = [];
		for (const {from, how, typeOnly, line} of frame.code.imports) {
			if (typeOnly || how === 'dynamic') continue;
			const resolved = this.modules.resolve(path, from);
			if (resolved.to !== 'file' || !this.#relevant.has(resolved.path)) continue;
			if (how === 'static') this.load(resolved.path, depth + 1);
			else required.push({line, path: resolved.path});
		}
		makeCalls(this, frame, (call, here) => {
			const line = frame.code.calls[call]?.end ?? 0;
			while ((required[0]?.line ?? line + 1) <= line) this.load(required.shift()?.path ?? path, depth + 1);
			this.result(call, here);
		});
		for (const rest of required) this.load(rest.path, depth + 1);
	}

	/** The one frame of a module's own body. */
	moduleFrame(path: string): Frame | undefined {
		const made = this.#modules.get(path);
		if (made !== undefined) return made;
		const frame = this.frameFor({path, function: moduleLevel});
		if (frame !== undefined) this.#modules.set(path, frame);
		return frame;
	}

	/** A number that no frame has yet. */
	nextFrame(): number {
		this.#frames += 1;
		return this.#frames;
	}

	/** A new run of a function. */
	frameFor({path, bound = new Map(), ...opening}: Opening): Frame | undefined {
		const code = this.modules.codeOf(path);
		if (code === undefined) return undefined;
		return {...opening, id: this.nextFrame(), path, code, index: fileIndexOf(code), bound, results: new Map(), held: new Map()};
	}

	/** A new router. */
	router(
		dialect: Dialect,
		role: Router['role'],
		frame: Frame,
		call: number,
		prefix: Path = {path: '', unresolved: []},
		parent?: Router,
	): Router {
		const {line, text} = frame.code.calls[call] ?? {line: 1, text: ''};
		const router: Router = {
			id: this.routers.length,
			dialect,
			role,
			place: {path: frame.path, line, text},
			events: [],
			prefix,
			mounted: false,
			served: false,
			given: parent?.given ?? new Map(),
			...(parent === undefined ? {} : {parent}),
		};
		this.routers.push(router);
		return router;
	}

	/** What a call comes to; it is made once for each frame. */
	result(call: number, frame: Frame): Known {
		const known = frame.results.get(call);
		if (known !== undefined) return known;
		this.#steps += 1;
		if (this.#depth > deepest || this.isSpent) return unknown;
		frame.results.set(call, unknown);
		this.#depth += 1;
		const result = perform(this, call, frame);
		this.#depth -= 1;
		frame.results.set(call, result);
		return result;
	}

	/** What a definition in another place is. */
	defined(definition: Definition): Known {
		return defined(this, definition);
	}

	/** A part of a value. */
	member(known: Known, part: string): Known {
		return memberOf(this, known, part);
	}

	/** What a value is, its names understood in the frame. */
	evaluate(value: Value, frame: Frame): Known {
		if (this.#depth > deepest || this.isSpent) return unknown;
		this.#depth += 1;
		this.#steps += 1;
		const known = evaluated(this, value, frame);
		this.#depth -= 1;
		return known;
	}

	/** Whether a function was entered so often that another time will not tell more. */
	isWorn(frame: Frame, at: number): boolean {
		const key = `${frame.path} ${at}`;
		const times = (this.#times.get(key) ?? 0) + 1;
		this.#times.set(key, times);
		return times > mostRuns;
	}

	/** Remembers what entering a function with the same arguments came to. */
	entry(key: string): Known | undefined {
		return this.#entries.get(key);
	}

	remember(key: string, known: Known): void {
		this.#entries.set(key, known);
	}
}
