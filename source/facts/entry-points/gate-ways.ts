import {firstOf, lastOf} from '../code/code.ts';
import type {Term, Way} from '../code/ways.ts';
import {namesIdentity, wordsOf} from '../guards/words.ts';
import type {Modules} from '../modules/modules.ts';
import {besideAnswer, type Leaving, leavingOf, raising} from './gate-leaving.ts';
import {constant, entryIn, pathValue, type Request, unknown} from './gate-request.ts';
import {type Asking, allOf, type Known, known, truth} from './gate-values.ts';

/** What a gate does with a caller whom nobody knows. */
export type Verdict = {
	readonly stands: boolean | undefined;
	/** It turns somebody away on some path. */
	readonly turns: boolean;
	/** It does so by throwing, whatever its caller makes of its answer. */
	readonly raises: boolean;
};

const farthest = 6;
const mostSteps = 10_000;
const nothing: Known = {is: 'nothing'};
const listName = /(?:routes|paths|pages|urls|endpoints|prefixes)$/iu;
const errorName = /^(?:err|error)$|Error$/u;

const guards: ReadonlySet<string> = new Set('guard require required protect ensure enforce assert'.split(' '));
/** The name of a call says that it turns people away. */
const guarding = (to: string): boolean => wordsOf(to).some(word => guards.has(word));

type Frame = {
	readonly path: string;
	readonly index: number;
	readonly values: Map<string, Known>;
	readonly terms: Map<string, Term>;
	/** Names whose value says who the caller is. */
	readonly who: Set<string>;
	readonly depth: number;
};

/** Goes through what a function does for one request, as far as conditions can be worked out. Undefined when its file keeps no ways. */
export function verdictOf(modules: Modules, request: Request, path: string, index: number): Verdict | undefined {
	const budget = {left: mostSteps};
	let whoAsked = false;

	const frameOf = (at: string, one: number, depth: number): Frame => ({
		path: at,
		index: one,
		values: new Map(),
		terms: new Map(),
		who: new Set(),
		depth,
	});

	function named(name: string, frame: Frame): Known | undefined {
		if (frame.depth > farthest || --budget.left < 0) return unknown(true);
		const root = firstOf(name);
		const own = frame.values.get(root);
		if (own !== undefined) {
			if (frame.who.has(root)) whoAsked = true;
			if (root === name || own.is === 'nothing') return own;
			if (own.is === 'text' && own.isPath) return unknown(true);
		}
		const asPath = pathValue(request, name);
		if (asPath !== undefined) return asPath;
		if (own !== undefined) return own.is === 'unknown' && own.byPath ? own : undefined;
		const {ways} = modules.codeOf(frame.path) ?? {};
		if (ways !== undefined) {
			const made = ways.find(way => way.names.some(one => one.name === root));
			const term = made === undefined ? undefined : entryIn(made.value, name.slice(root.length + 1));
			if (term !== undefined) return known(term, asking(frameOf(frame.path, -1, frame.depth + 1)));
		}
		const definition = modules.definitionOf(frame.path, name, frame.index);
		if (definition.is === 'variable') {
			if (definition.path !== frame.path) {
				const there = modules.codeOf(definition.path)?.ways?.find(way => way.names.some(one => definition.value.names.includes(one.name)));
				if (there !== undefined) return known(there.value, asking(frameOf(definition.path, -1, frame.depth + 1)));
			}
			return constant(definition.value.value, modules.codeOf(definition.path), 0);
		}
		return listName.test(lastOf(name)) && !/(?:^|\.)(?:req|request|event|env)\./u.test(name) ? unknown(true) : undefined;
	}

	function asking(frame: Frame, extra?: ReadonlyMap<string, Known>): Asking {
		return {
			name: name => extra?.get(name) ?? named(name, frame),
			call: (to, args) => answer(to, args, frame),
			step: () => --budget.left > 0,
			whoAsked: () => {
				whoAsked = true;
			},
		};
	}

	/** What a function of the project answers. */
	function answer(to: string, args: readonly Known[], frame: Frame): Known | undefined {
		if (frame.depth > farthest || --budget.left < 0) return unknown(true);
		const local = frame.terms.get(to);
		if (local?.is === 'lambda' && local.body.is !== 'unknown')
			return known(
				local.body,
				asking({...frame, depth: frame.depth + 1}, new Map(local.parameters.flatMap((name, at) => pairOf(name, args[at])))),
			);
		const called = functionOf(to, frame);
		if (called === undefined) return undefined;
		const inner = entered(called.path, called.index, args, frame);
		for (const way of called.ways) {
			const holds = allOf(way.under.map(one => known(one, asking(inner))));
			if (truth(holds) === false) continue;
			if (way.does === 'names') name(way, inner, holds);
			if (way.does !== 'returns') continue;
			if (truth(holds) === undefined) return holds.is === 'unknown' && holds.byPath ? holds : undefined;
			const value = known(way.value, asking(inner));
			return value.is === 'unknown' && !value.byPath ? undefined : value;
		}
		return undefined;
	}

	function functionOf(
		to: string,
		frame: Frame,
	): {readonly path: string; readonly index: number; readonly ways: readonly Way[]} | undefined {
		if (to === '') return undefined;
		const definition = modules.definitionOf(frame.path, to, frame.index);
		if (definition.is !== 'function' || definition.value.ways === undefined) return undefined;
		return {path: definition.path, index: definition.function, ways: definition.value.ways};
	}

	function entered(at: string, one: number, args: readonly Known[], from: Frame): Frame {
		const inner = frameOf(at, one, from.depth + 1);
		modules.codeOf(at)?.functions[one]?.parameters.forEach(({name}, place) => {
			const given = args[place];
			if (given !== undefined && given.is !== 'unknown') inner.values.set(name, given);
			if (given?.is === 'unknown' && given.byPath) inner.values.set(name, given);
		});
		return inner;
	}

	function name({value: term, names}: Way, frame: Frame, holds: Known): void {
		const before = whoAsked;
		whoAsked = false;
		for (const {name: one, key} of names) {
			const whole = key !== '' && term.is === 'name' ? named(`${term.name}.${key}`, frame) : known(term, asking(frame));
			const value = key !== '' && term.is !== 'name' ? part(whole ?? unknown(false), one, key) : (whole ?? unknown(false));
			const told = value.is === 'unknown' && !value.byPath && namesIdentity(one) && !errorName.test(one) ? nothing : value;
			const sure = truth(holds) === true;
			frame.values.set(one, sure ? told : unknown((holds.is === 'unknown' && holds.byPath) || (told.is === 'unknown' && told.byPath)));
			if (whoAsked || told === nothing) frame.who.add(one);
			if (key === '') frame.terms.set(one, term);
			else frame.terms.set(one, {is: 'call', to: '.', on: term, args: []});
		}
		whoAsked = before;
	}

	function part(whole: Known, one: string, key: string): Known {
		if (pathValue(request, key) !== undefined) return pathValue(request, key) ?? unknown(true);
		if (errorName.test(one)) return unknown(false);
		return whole.is === 'nothing' ? nothing : whole.is === 'unknown' && whole.byPath ? whole : unknown(false);
	}

	/** How a value that is handed back ends the request. */
	function leaves(term: Term, frame: Frame, who: boolean, depth: number): {readonly how: Leaving; readonly verdict?: Verdict} {
		if (depth > farthest) return {how: 'passes'};
		const plain = leavingOf(term, who) ?? besideAnswer(term, who);
		if (plain !== undefined) return {how: plain};
		switch (term.is) {
			case 'call': {
				if (term.to === '.' && term.on !== undefined) return leaves(term.on, frame, who, depth + 1);
				const to = term.on?.is === 'name' ? `${term.on.name}.${term.to}` : term.on === undefined ? term.to : '';
				const called = functionOf(to, frame);
				if (called === undefined) return {how: 'passes'};
				const args = term.args.map(arg => known(arg, asking(frame)));
				const verdict = run(called.ways, entered(called.path, called.index, args, frame));
				return {how: verdict.stands === false ? 'passes' : 'turns', verdict};
			}
			case 'name': {
				const made = frame.terms.get(term.name);
				return made === undefined || (made.is === 'name' && made.name === term.name)
					? {how: 'passes'}
					: leaves(made, frame, who, depth + 1);
			}
			case 'choice': {
				const before = whoAsked;
				whoAsked = false;
				const holds = truth(known(term.test, asking(frame)));
				const asks = who || whoAsked;
				whoAsked = before || whoAsked;
				const [first, second] = [leaves(term.of[0], frame, asks, depth + 1), leaves(term.of[1], frame, asks, depth + 1)];
				if (holds !== undefined) return holds ? first : second;
				return first.how === 'turns' ? first : second;
			}
			default:
				return {how: 'passes'};
		}
	}

	function run(ways: readonly Way[], frame: Frame): Verdict {
		let [turns, maybeTurned, maybePassed, membersLeft] = [false, false, false, false];
		const lost = ({value}: Way): boolean => value.is === 'call' && guarding(value.to) && functionOf(value.to, frame) === undefined;
		if (frame.depth > farthest) return {stands: false, turns, raises: false};
		for (const way of ways) {
			if (--budget.left < 0) return {stands: undefined, turns, raises: false};
			whoAsked = false;
			const cond = allOf(way.under.map(one => known(one, asking(frame))));
			const asked = whoAsked;
			const holds = truth(cond);
			const byPath = cond.is === 'unknown' && cond.byPath;
			const ended = way.does === 'returns' || way.does === 'throws' || raising(way.value);
			const {how, verdict} = leaves(way.value, frame, asked || membersLeft, 0);
			if (way.does === 'names' && holds !== false) name(way, frame, cond);
			const raises = !ended || (verdict?.raises ?? (way.does === 'throws' || raising(way.value)));
			if (verdict?.turns === true) turns = true;
			if ((way.does === 'acts' || way.does === 'names') && !ended && holds !== false && lost(way)) maybeTurned = true;
			const leaving: Leaving = way.does === 'throws' && how === 'passes' ? (asked ? 'turns' : 'elsewhere') : how;
			if (way.does === 'names' && verdict?.raises !== true) continue;
			if (way.does === 'acts' && !ended && verdict !== undefined && !verdict.raises) continue;
			if (leaving === 'turns') {
				turns ||= verdict === undefined;
				if (holds === false) continue;
				if (byPath || (verdict !== undefined && verdict.stands === undefined)) maybeTurned = true;
				else return {stands: maybePassed ? undefined : true, turns: true, raises};
				continue;
			}
			if (!ended && !(way.value.is === 'call' && way.value.to === 'next' && way.value.args.length === 0)) continue;
			if (holds === false && asked && leaving === 'passes') membersLeft = true;
			if (holds === true) return {stands: maybeTurned ? undefined : false, turns: turns || turnsLater(ways, way), raises: false};
			if (byPath) maybePassed = true;
		}
		return {stands: maybeTurned ? undefined : false, turns, raises: false};
	}

	const turnsLater = (ways: readonly Way[], from: Way): boolean =>
		ways.slice(ways.indexOf(from) + 1).some(way => leavingOf(way.value, true) === 'turns' || besideAnswer(way.value, true) === 'turns');

	const ways = modules.codeOf(path)?.functions[index]?.ways;
	return ways === undefined ? undefined : run(ways, frameOf(path, index, 0));
}

const pairOf = (name: string, value: Known | undefined): readonly (readonly [string, Known])[] =>
	value === undefined ? [] : [[name, value]];
