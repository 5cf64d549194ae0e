import {firstOf} from '../code/code.ts';
import type {Term} from '../code/ways.ts';
import {namesIdentity} from '../guards/words.ts';
import {pathPattern} from './path-pattern.ts';

/** What a term is for one request by a caller whom nobody knows. */
export type Known =
	| {readonly is: 'text'; readonly text: string; readonly isPath: boolean}
	| {readonly is: 'literal'; readonly value: number | boolean}
	| {readonly is: 'pattern'; readonly source: string}
	| {readonly is: 'list'; readonly items: readonly Known[]}
	/** Nothing there: no session, no user, no cookie. Everything of it is nothing, too. */
	| {readonly is: 'nothing'}
	/** It depends on the path in a way that was not followed, or on something else. */
	| {readonly is: 'unknown'; readonly byPath: boolean};

/** What is asked of names and of the project's functions while terms are worked out. */
export type Asking = {
	readonly name: (name: string) => Known | undefined;
	readonly call: (to: string, args: readonly Known[]) => Known | undefined;
	/** Takes a step; false when there are none left. */
	readonly step: () => boolean;
	/** Hears that who the caller is was asked for. */
	readonly whoAsked: () => void;
};

const deepest = 40;
const longestText = 2_000;
const mostItems = 1_000;
/** What the configuration says is the same for every caller. */
const configuring = /(?:^|\.)(?:env|config|settings|options|process|os|app)\./u;
const yes: Known = {is: 'literal', value: true};
const no: Known = {is: 'literal', value: false};
const nothing: Known = {is: 'nothing'};
const elsewise: Known = {is: 'unknown', byPath: false};
const byPath: Known = {is: 'unknown', byPath: true};
const bool = (value: boolean): Known => ({is: 'literal', value});

/** Whether a value lets a condition hold; undefined when that is not known. */
export function truth(known: Known): boolean | undefined {
	switch (known.is) {
		case 'text':
			return known.text !== '';
		case 'literal':
			return known.value !== false && known.value !== 0;
		case 'pattern':
		case 'list':
			return true;
		case 'nothing':
			return false;
		case 'unknown':
			return undefined;
	}
}

const hangsOnPath = (known: Known): boolean =>
	(known.is === 'text' && known.isPath) ||
	(known.is === 'unknown' && known.byPath) ||
	(known.is === 'list' && known.items.some(hangsOnPath));
const unknownOf = (all: readonly Known[]): Known => (all.some(hangsOnPath) ? byPath : elsewise);

/** All of them hold. */
export function allOf(each: readonly Known[]): Known {
	const truths = each.map(truth);
	if (truths.includes(false)) return each[truths.indexOf(false)] ?? no;
	return truths.includes(undefined) ? unknownOf(each.filter((_, index) => truths[index] === undefined)) : (each.at(-1) ?? yes);
}

function anyOf(each: readonly Known[]): Known {
	const truths = each.map(truth);
	if (truths.includes(true)) return each[truths.indexOf(true)] ?? yes;
	return truths.includes(undefined) ? unknownOf(each.filter((_, index) => truths[index] === undefined)) : (each.at(-1) ?? no);
}

function same(one: Known, other: Known): Known {
	if (one.is === 'nothing' || other.is === 'nothing') {
		const rest = one.is === 'nothing' ? other : one;
		return rest.is === 'unknown' ? rest : bool(rest.is === 'nothing');
	}
	if (one.is === 'text' && other.is === 'text') return bool(one.text === other.text);
	if (one.is === 'literal' && other.is === 'literal') return bool(one.value === other.value);
	return one.is === 'unknown' || other.is === 'unknown' ? unknownOf([one, other]) : no;
}

/** Works out a term. */
export function known(term: Term, asking: Asking, depth = 0): Known {
	if (depth > deepest || !asking.step()) return byPath;
	const of = (one: Term): Known => known(one, asking, depth + 1);
	switch (term.is) {
		case 'text':
			return {is: 'text', text: term.text, isPath: false};
		case 'literal':
			return term.value === null ? nothing : {is: 'literal', value: term.value};
		case 'pattern':
			return term;
		case 'list':
			return {is: 'list', items: term.items.flatMap(item => itemsOf(of(item))).slice(0, mostItems)};
		case 'name':
			return asking.name(term.name) ?? whoOf(term.name, asking) ?? elsewise;
		case 'not': {
			const value = of(term.of);
			const holds = truth(value);
			return holds === undefined ? value : bool(!holds);
		}
		case 'all':
			return allOf(term.of.map(of));
		case 'any':
			return anyOf(term.of.map(of));
		case 'same':
			return same(of(term.of[0]), of(term.of[1]));
		case 'choice': {
			const test = of(term.test);
			const [first, second] = [of(term.of[0]), of(term.of[1])];
			const holds = truth(test);
			return holds === undefined ? unknownOf([test, first, second]) : holds ? first : second;
		}
		case 'call':
			return called(term, asking, depth);
		case 'object':
		case 'lambda':
		case 'unknown':
			return elsewise;
	}
}

/** A list that is spread in a list gives its items. */
const itemsOf = (value: Known): readonly Known[] => (value.is === 'list' ? value.items : [value]);

function whoOf(name: string, asking: Asking): Known | undefined {
	if (!namesIdentity(name) || configuring.test(name)) return undefined;
	asking.whoAsked();
	return nothing;
}

function called(term: Term & {readonly is: 'call'}, asking: Asking, depth: number): Known {
	const {to, on, args} = term;
	const of = (one: Term): Known => known(one, asking, depth + 1);
	if (on === undefined) {
		if ((to === 'Set' || to === 'Array' || to === 'Object' || to === 'frozenset' || to === '...') && args[0] !== undefined)
			return of(args[0]);
		const given = args.map(of);
		if (to === 'Boolean') return given[0] === undefined ? no : truthOf(given[0]);
		if (to === 'joined') return joined(given);
		return asking.call(to, given) ?? asked(to, given, asking);
	}
	const base = of(on);
	if (base.is === 'nothing') return nothing;
	const [first] = args;
	if (base.is === 'list' && (to === 'some' || to === 'every' || to === 'find' || to === 'any')) {
		if (first?.is !== 'lambda')
			return first?.is === 'name' ? anyOf(base.items.map(item => asking.call(first.name, [item]) ?? byPath)) : byPath;
		const each = base.items.map(item => known(first.body, withItem(asking, first.parameters[0], item), depth + 1));
		return to === 'every' ? allOf(each) : truthOf(anyOf(each));
	}
	const given = args.map(of);
	const dotted = on.is === 'name' ? `${on.name}.${to}` : to;
	if (on.is === 'name' && base.is === 'unknown') {
		const own = asking.call(dotted, given);
		if (own !== undefined) return own;
	}
	return tested(base, to, given) ?? asked(dotted, [base, ...given], asking);
}

function joined(given: readonly Known[]): Known {
	const texts = given.flatMap(one => (one.is === 'text' ? [one.text] : []));
	const length = texts.reduce((sum, text) => sum + text.length, 0);
	return texts.length < given.length || length > longestText
		? unknownOf(given)
		: {is: 'text', text: texts.join(''), isPath: given.some(hangsOnPath)};
}

const truthOf = (value: Known): Known => {
	const holds = truth(value);
	return holds === undefined ? value : bool(holds);
};

const withItem = (asking: Asking, parameter: string | undefined, item: Known): Asking => ({
	...asking,
	name: name => (parameter !== undefined && firstOf(name) === parameter ? (name === parameter ? item : byPath) : asking.name(name)),
});

/** What is asked of a text, a list or a pattern; undefined for what is none of these questions. */
function tested(base: Known, to: string, [first]: readonly Known[]): Known | undefined {
	if (base.is === 'list' && (to === 'includes' || to === 'has' || to === 'in'))
		return first === undefined ? no : anyOf(base.items.map(item => same(item, first)));
	if (base.is === 'pattern' && (to === 'test' || to === 'exec' || to === 'match'))
		return first?.is === 'text' ? fits(base.source, first.text) : byPath;
	if (base.is !== 'text') return undefined;
	if (first?.is === 'list' && first.items.length > 0) return anyOf(first.items.map(item => tested(base, to, [item]) ?? byPath));
	switch (to) {
		case 'startsWith':
		case 'startswith':
			return first?.is === 'text' ? bool(base.text.startsWith(first.text)) : undefined;
		case 'endsWith':
		case 'endswith':
			return first?.is === 'text' ? bool(base.text.endsWith(first.text)) : undefined;
		case 'includes':
			return first?.is === 'text' ? bool(base.text.includes(first.text)) : undefined;
		case 'match':
			return first?.is === 'pattern' ? fits(first.source, base.text) : undefined;
		case 'toLowerCase':
		case 'toString':
		case 'trim':
		case 'lower':
			return base;
		// What is taken off a path is the language in front of it, or a slash at its end.
		case 'replace':
			return base.isPath ? {...base, text: base.text.replace(/^\/en(?=\/|$)/u, '') || '/'} : undefined;
	}
	return undefined;
}

/** Whether a regular expression fits a path, asked in bounded steps. */
function fits(source: string, path: string): Known {
	const fitting = pathPattern(`(${source.startsWith('^') ? '' : '.*'}(?:${source.replaceAll('\\/', '/')}).*)`)?.(path);
	return fitting === undefined ? byPath : bool(fitting);
}

/** A question that is not followed: of the path, of who the caller is, or of something else. */
function asked(to: string, given: readonly Known[], asking: Asking): Known {
	if (/(?:^|\.)isMatch$/u.test(to) && given[given.length - 2]?.is === 'text') {
		const [path, list] = given.slice(-2);
		const globs = list === undefined ? [] : itemsOf(list);
		return anyOf(globs.map(glob => (path?.is === 'text' && glob.is === 'text' ? globbed(glob.text, path.text) : byPath)));
	}
	if (given.some(one => hangsOnPath(one))) return byPath;
	const cookie = /(?:^|\.)(?:get|has|getAll)$/u.test(to) ? given.find(one => one.is === 'text') : undefined;
	return whoOf(to, asking) ?? (cookie?.is === 'text' ? whoOf(cookie.text, asking) : undefined) ?? elsewise;
}

function globbed(glob: string, path: string): Known {
	const fitting = pathPattern(glob.replaceAll('**', '*'))?.(path);
	return fitting === undefined ? byPath : bool(fitting);
}
