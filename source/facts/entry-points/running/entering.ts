import type {Call, Value} from '../../code/code.ts';
import {refTo} from '../router.ts';
import {spread} from './arguments.ts';
import {holdsRouter, runBody} from './instances.ts';
import {type Bound, type Frame, type Known, noRouter, type Term, unknown} from './known.ts';
import type {Machine} from './machine.ts';
import {bindPattern} from './members.ts';
import {selfOf} from './names.ts';

/** The value given for each parameter; a spread list counts as its items. */
export function argumentsOf(machine: Machine, call: Call, frame: Frame): readonly Term[] {
	return call.args.flatMap(value =>
		value.is === 'spread'
			? spread(machine, {value, frame, line: call.line, text: call.text})
			: [{value, frame, line: call.line, text: call.text}],
	);
}

/** What each parameter of a function is bound to. */
export function boundTo(
	machine: Machine,
	home: Frame,
	method: number,
	args: readonly Term[],
	known: readonly Known[] = [],
): ReadonlyMap<string, Bound> {
	const parameters = home.code.functions[method]?.parameters ?? [];
	return new Map(
		parameters.flatMap((parameter, at) => {
			const term: Term | undefined =
				args[at] ?? (parameter.default === undefined ? undefined : {value: parameter.default, frame: home, line: 0, text: ''});
			const given = known[at] ?? (term === undefined ? undefined : machine.evaluate(term.value, term.frame));
			if (given === undefined) return [];
			if (given.is === 'unknown' && parameter.type !== undefined)
				return bindPattern(machine, parameter.name, {...given, type: parameter.type, frame: home}, term);
			return bindPattern(machine, parameter.name, given, term);
		}),
	);
}

/** Enters a function with what a call gives it. */
export function entered(machine: Machine, callee: Extract<Known, {is: 'function'}>, call: Call, frame: Frame): Known {
	return enter(machine, callee, argumentsOf(machine, call, frame));
}

/** Enters a function of the project, unless neither it nor what it is given has to do with routers; the same arguments are entered once. */
export function enter(
	machine: Machine,
	callee: Extract<Known, {is: 'function'}>,
	args: readonly Term[],
	known: readonly Known[] = [],
): Known {
	const {frame: home} = callee;
	const values = args.map((term, at) => known[at] ?? machine.evaluate(term.value, term.frame));
	const all = [...values, ...known.slice(values.length)];
	if (!machine.follows(home.path) && !all.some(one => holdsRouter(machine, one))) return noRouter;
	const self = callee.self ?? selfInstance(home);
	const key = `${home.id} ${callee.function} ${self === undefined ? '' : identity(self)} ${all.map(keyOf).join(' ')}`;
	const before = machine.entry(key);
	if (before !== undefined) return before;
	if (machine.isWorn(home, callee.function)) return unknown;
	machine.remember(key, unknown);
	const bound = boundTo(machine, home, callee.function, args, all);
	const inside = machine.frameFor({path: home.path, function: callee.function, parent: home, bound, ...(self === undefined ? {} : {self})});
	if (inside === undefined) return unknown;
	runBody(machine, inside);
	const result = returned(machine, inside);
	machine.remember(key, result);
	return result;
}

const selfInstance = (frame: Frame): Extract<Known, {is: 'instance'}> | undefined => {
	const self = selfOf(frame);
	return self?.is === 'instance' ? self : undefined;
};

/** What a function gives back, the first way out that is known. */
function returned(machine: Machine, frame: Frame): Known {
	for (const at of frame.index.exits.get(frame.function) ?? []) {
		const value: Value | undefined = frame.code.exits[at]?.value;
		const known = value === undefined ? unknown : machine.evaluate(value, frame);
		if (known.is !== 'unknown') return known;
	}
	return unknown;
}

const identities = new WeakMap<object, number>();
let identityCount = 0;

function identity(of: object): number {
	const known = identities.get(of);
	if (known !== undefined) return known;
	identityCount += 1;
	identities.set(of, identityCount);
	return identityCount;
}

/** Tells arguments apart as far as routers go. */
function keyOf(known: Known): string {
	switch (known.is) {
		case 'text':
			return JSON.stringify(known.text);
		case 'router':
			return `#${known.ref.router.id}${known.ref.prefix.map(({path}) => path).join('')}`;
		case 'function':
			return `f${known.frame.id}.${known.function}`;
		case 'instance':
			return `i${identity(known)}`;
		case 'object':
			return `o${identity(known.entries)}`;
		case 'list':
			return `l${known.items.length}`;
		case 'class':
			return `c${known.frame.path}.${known.class}`;
		case 'module':
		case 'package':
		case 'made':
		case 'unknown':
			return '-';
	}
}

/** A router as a known value. */
export const asKnown = (router: Parameters<typeof refTo>[0]): Known => ({is: 'router', ref: refTo(router)});
