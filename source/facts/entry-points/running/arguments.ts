import {type Call, moduleLevel, type Value} from '../../code/code.ts';
import type {Step} from '../registered.ts';
import type {Path} from '../router.ts';
import type {Frame, Known, Term} from './known.ts';
import type {Machine} from './machine.ts';
import {memberOf} from './members.ts';

const deepest = 12;

/** What a call is given, lists and spreads taken apart, parameters replaced by what they are bound to. */
export const termsOf = (machine: Machine, call: Call, frame: Frame): readonly Term[] =>
	call.args.flatMap(value => spread(machine, {value, frame, line: call.line, text: call.text}));

/** A value as one or more terms: lists and spreads are taken apart. */
export function spread(machine: Machine, term: Term, depth = 0): readonly Term[] {
	const {value} = term;
	if (depth > deepest) return [term];
	if (value.is === 'spread') return spread(machine, {...term, value: value.of}, depth + 1);
	if (value.is === 'list') return value.items.flatMap(item => spread(machine, {...term, value: item}, depth + 1));
	if (value.is !== 'name') return [term];
	const bound = boundIn(value.name, term.frame);
	if (bound !== undefined) return spread(machine, bound, depth + 1);
	const known = machine.evaluate(value, term.frame);
	if (known.is === 'list') return known.items.flatMap(item => spread(machine, {...item, line: term.line, text: term.text}, depth + 1));
	const decorated = decoratedOn(machine, value.name, term.frame);
	return [decorated === undefined ? term : {...decorated, line: term.line, text: term.text}];
}

/** What a parameter, or a part of one, was given. */
function boundIn(name: string, frame: Frame): Term | undefined {
	const [first = '', ...rest] = name.split('.');
	let here: Frame | undefined = frame;
	while (here !== undefined && here.function !== moduleLevel) {
		const bound = here.bound.get(first);
		if (bound !== undefined) return rest.length === 0 ? bound.term : undefined;
		const own = here.index.variables.get(here.function)?.has(first) ?? false;
		if (own) return undefined;
		here = here.parent;
	}
	return undefined;
}

/** What was put on a router by name (`app.decorate('authenticate', …)`). */
function decoratedOn(machine: Machine, name: string, frame: Frame): Term | undefined {
	const dot = name.lastIndexOf('.');
	if (dot < 0) return undefined;
	const [first = '', ...rest] = name.slice(0, dot).split('.');
	let known: Known = machine.evaluate({is: 'name', name: first}, frame);
	for (const part of rest) known = memberOf(machine, known, part);
	return known.is === 'router' ? known.ref.router.given.get(name.slice(dot + 1)) : undefined;
}

/** A term as a step on the way. */
export const stepOf = (term: Term, how: Step['how'] = 'middleware'): Step => ({
	path: term.frame.path,
	line: term.line,
	text: term.text,
	value: term.value,
	in: term.frame.function,
	how,
});

/** What a term stands for. */
export const knownOf = (machine: Machine, term: Term): Known => machine.evaluate(term.value, term.frame);

/** How many parameters a function takes that a term names, when that can be told. */
export function arity(known: Known): number | undefined {
	if (known.is !== 'function') return undefined;
	return known.frame.code.functions[known.function]?.parameters.length;
}

/** The paths that a term names; none when it is no path. */
export function pathsOf(machine: Machine, term: Term): readonly Path[] | undefined {
	const known = knownOf(machine, term);
	if (known.is === 'text') return [{path: known.text, unresolved: known.holes.map(hole => `the path holds \`${hole}\``)}];
	if (known.is !== 'list') return undefined;
	const paths = known.items.map(item => knownOf(machine, item));
	return paths.length > 0 && paths.every(path => path.is === 'text')
		? paths.map(path => ({path: path.is === 'text' ? path.text : '', unresolved: path.is === 'text' ? path.holes : []}))
		: undefined;
}

/** A path that cannot be told from what is written. */
export function untold(value: Value): Path {
	const name = value.is === 'name' ? value.name : undefined;
	if (value.is === 'other' || value.is === 'list') return {path: '*', unresolved: ['the path is not plain text']};
	return {path: `\${${name ?? '…'}}`, unresolved: [`the path ${name === undefined ? 'is computed' : `is in \`${name}\``}`]};
}
