import type {Place} from '../../safe-text.ts';
import {type Call, type Code, type Entry, lastOf, type Value} from '../code/code.ts';
import type {Facts} from '../facts.ts';
import type {Program} from '../program.ts';
import {isReached} from '../reached.ts';

const known = new WeakMap<Program, readonly Place[]>();
const size = /^(?:limit|page_?size|per_?page|take|rows_?per_?page|page_?limit)$/iu;
const position = /^(?:page|page_?number|page_?index|offset|skip|cursor|after)$/iu;
/** What an answer says beside the page that it holds: then it is none that comes in. */
const answered = /^(?:total\w*|count|pages|page_?count|has_?(?:more|next)\w*|items|data|results|next\w*)$/iu;
const schemas = /^(?:z|zod|Joi|joi|yup|Yup)\./u;
const bounding =
	/^(?:max|lte|lt|less|lessThan|valid|oneOf|enum|transform|pipe|refine|superRefine|custom|preprocess|literal|union|test|catch)$/u;
const least = /(?:^|\.)(?:min|clamp|minimum)$/u;
const deepest = 4;

/** Where a schema takes the number of rows from whoever asks, beside the page that is asked for, and names no largest one. */
export function boundlessPagesOf(facts: Facts): readonly Place[] {
	const before = known.get(facts.program);
	if (before !== undefined) return before;
	const files = facts.files.flatMap(file => {
		const scope = facts.program.scopes.at(file.path);
		const runs = file.role === 'app' && file.side !== 'client' && isReached(file, facts.reached) !== false;
		return scope === undefined || !runs ? [] : [{path: file.path, code: scope.code}];
	});
	const open = files.flatMap(({path, code}) => (code.calls.some(({to}) => schemas.test(to)) ? openIn(path, code) : []));
	const capped = open.length === 0 ? new Set<string>() : new Set(files.flatMap(({code}) => cappedIn(code)));
	const made = open.flatMap(({key, place}) => (capped.has(key) ? [] : [place]));
	known.set(facts.program, made);
	return made;
}

function openIn(path: string, code: Code): readonly {readonly key: string; readonly place: Place}[] {
	const objects = [...code.variables.map(({value}) => value), ...code.calls.flatMap(({args}) => args)].flatMap(value => objectsIn(value));
	return objects.flatMap(entries => {
		const own = entries.find(({key, value}) => size.test(key) && isOpenNumber(value, code));
		if (own === undefined || !entries.some(({key}) => position.test(key)) || entries.some(({key}) => answered.test(key))) return [];
		const text = own.value.is === 'call' ? (code.calls[own.value.call]?.text ?? '') : '';
		return [{key: own.key, place: {path, line: own.line, text}}];
	});
}

function objectsIn(value: Value, left = deepest): readonly (readonly Entry[])[] {
	if (value.is !== 'object' || left === 0) return [];
	return [value.entries, ...value.entries.flatMap(entry => objectsIn(entry.value, left - 1))];
}

/** `z.coerce.number().int().positive()`: a number, and nothing that could bound it. */
function isOpenNumber(value: Value, code: Code): boolean {
	const verbs: string[] = [];
	let call: Call | undefined = value.is === 'call' ? code.calls[value.call] : undefined;
	let first = call;
	for (let steps = 0; call !== undefined && steps < 20; steps++) {
		verbs.push(lastOf(call.to));
		first = call;
		call = call.on === undefined ? undefined : code.calls[call.on];
	}
	return first !== undefined && schemas.test(first.to) && verbs.includes('number') && !verbs.some(verb => bounding.test(verb));
}

/** The names of what is held down to a largest number elsewhere: `Math.min(limit, 100)`. */
const cappedIn = (code: Code): readonly string[] =>
	code.calls.flatMap(({to, args}) =>
		least.test(to)
			? args.flatMap(arg => {
					const inner = arg.is === 'call' ? (code.calls[arg.call]?.args ?? []) : [arg];
					return inner.flatMap(one =>
						one.is === 'name'
							? [lastOf(one.name)]
							: one.is === 'either'
								? one.of.flatMap(each => (each.is === 'name' ? [lastOf(each.name)] : []))
								: [],
					);
				})
			: [],
	);
