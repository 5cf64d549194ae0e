import type {Place} from '../../safe-text.ts';
import {type Call, firstOf, lastOf, type Value} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';
import {isReached} from '../reached.ts';
import type {Reply} from './answers.ts';
import {answersOf} from './answers-of.ts';
import {type ErrorName, errorsAt} from './errors.ts';

/** How much of an error an answer holds: its stack, the whole of it, or its message. */
export type Told = 'stack' | 'whole' | 'message';
/** An answer that holds an unexpected error. */
export type Leak = Place & {readonly told: Told; readonly status?: number; readonly how: Reply['how']; readonly from: ErrorName['from']};

const order: Readonly<Record<Told, number>> = {stack: 3, whole: 2, message: 1};
const gates: ReadonlySet<string> = new Set('env dev development production prod debug staging'.split(' '));
const broad = /^(?:Exception|BaseException|Error|SQLAlchemyError|DatabaseError|OperationalError|IntegrityError|Throwable)$/u;
const typed = /(?:^|\.)(?!Error\b)[A-Z]\w*(?:Error|Exception)\w*(?:\(\))?$/u;
const told = /\.(?:code|name|status|statusCode|type|digest|isOperational|expose|errors|issues)$/u;
const known = new WeakMap<Facts['program'], readonly Leak[]>();

type Names = ReadonlyMap<string, Told>;
type Here = {readonly scope: FileScope; readonly names: Names; readonly facts: Facts};

const worst = (all: readonly (Told | undefined)[]): Told | undefined =>
	all.reduce((one, other) => ((other === undefined ? 0 : order[other]) > (one === undefined ? 0 : order[one]) ? other : one), undefined);
const isGated = (names: readonly string[]): boolean => names.some(name => wordsOf(name).some(word => gates.has(word)));
const isTyped = (names: readonly string[]): boolean => names.some(name => typed.test(name) || told.test(name));

/** The answers of server code that hold an error which nobody expected; by file, then line. */
export function leaksOf(facts: Facts): readonly Leak[] {
	const all = known.get(facts.program) ?? leaksIn(facts);
	known.set(facts.program, all);
	if (facts.root === '.') return all;
	const paths = new Set(facts.files.map(({path}) => path));
	return all.filter(({path}) => paths.has(path));
}

function leaksIn(facts: Facts): readonly Leak[] {
	const replies = answersOf(facts);
	const direct = replies.flatMap(reply => {
		const scope = facts.program.scopes.at(reply.path);
		return scope === undefined ? [] : leakOf(reply, reply.value, scope, reply.in, facts);
	});
	return [...direct, ...throughHelpers(replies, facts)].toSorted((one, other) =>
		one.path === other.path ? one.line - other.line : one.path < other.path ? -1 : 1,
	);
}

/** What is at hand of an error at a line: its own name, and those of what was made of it before. */
function namesAt(scope: FileScope, at: number, line: number, facts: Facts): {readonly names: Names; readonly error: ErrorName} | undefined {
	for (const error of errorsAt(scope, at, line)) {
		if (error.types.length > 0 && !error.types.some(type => broad.test(lastOf(type)))) return undefined;
		const names = new Map<string, Told>([[error.name, 'whole']]);
		const functions = new Set(scope.bodyOf(error.in));
		// What is given something else later may no longer be the error.
		const changed = new Set(scope.code.assignments.flatMap(one => (functions.has(one.in) && !one.to.includes('.') ? [one.to] : [])));
		if (changed.has(error.name)) return undefined;
		for (const variable of scope.code.variables) {
			if (!functions.has(variable.in) || variable.line < error.line || variable.line > line) continue;
			if (variable.pattern === 'object') {
				if (variable.value.is !== 'name' || variable.value.name !== error.name) continue;
				for (const name of variable.names) if ((name === 'message' || name === 'stack') && !changed.has(name)) names.set(name, name);
				continue;
			}
			const kind = toldBy(variable.value, {scope, names, facts});
			const [name] = variable.names;
			if (kind !== undefined && name !== undefined && !changed.has(name)) names.set(name, kind);
		}
		return {names, error};
	}
	return undefined;
}

function leakOf(reply: Reply, value: Value | undefined, scope: FileScope, at: number, facts: Facts): readonly Leak[] {
	if (isGated(reply.when) || isTyped(reply.when)) return [];
	const bare: Here = {scope, names: new Map(), facts};
	const found = namesAt(scope, at, reply.line, facts);
	const kind = toldBy(value, found === undefined ? bare : {scope, names: found.names, facts});
	if (kind === undefined) return [];
	if (found === undefined && kind !== 'stack') return [];
	const {path, line, text, status, how} = reply;
	return [{path, line, text, told: kind, how, from: found?.error.from ?? 'catch', ...(status === undefined ? {} : {status})}];
}

/** How much of an error stands in a value. */
function toldBy(value: Value | undefined, here: Here, left = 5): Told | undefined {
	if (value === undefined || left === 0) return undefined;
	const inside = (one: Value): Told | undefined => toldBy(one, here, left - 1);
	switch (value.is) {
		case 'name':
			return toldByName(value.name, here.names);
		case 'template':
			return worst(value.holes.map(hole => (inside(hole) === 'whole' ? 'message' : inside(hole))));
		case 'object':
			return worst(value.entries.map(entry => inside(entry.value)));
		case 'list':
			return worst(value.items.map(inside));
		case 'either':
			return value.when !== undefined && (isGated(value.when) || isTyped(value.when)) ? undefined : worst(value.of.map(inside));
		case 'spread':
			return inside(value.of);
		case 'call': {
			const call = here.scope.code.calls[value.call];
			return call === undefined ? undefined : toldByCall(call, here, left);
		}
		case 'text':
		case 'literal':
		case 'function':
		case 'class':
		case 'generic':
		case 'other':
			return undefined;
	}
}

function toldByName(name: string, names: Names): Told | undefined {
	const root = firstOf(name);
	const kind = names.get(root);
	if (kind === undefined) return undefined;
	const rest = name.slice(root.length + 1);
	if (rest === '') return kind;
	if (kind !== 'whole') return undefined;
	if (rest === 'stack') return 'stack';
	return rest === 'message' || rest === 'args' ? 'message' : undefined;
}

function toldByCall(call: Call, here: Here, left: number): Told | undefined {
	const last = lastOf(call.to);
	if (/(?:^|\.)(?:format_exc|format_exception|print_exc)$/u.test(call.to)) return 'stack';
	const given = (): Told | undefined => worst(call.args.map(arg => toldBy(arg, here, left - 1)));
	if (last === 'serializeError') return given() === undefined ? undefined : 'stack';
	if (call.to === 'JSON.stringify' || call.to === 'jsonify' || call.to === 'jsonable_encoder') return given();
	if (/^(?:str|repr|String|inspect|util\.inspect)$/u.test(call.to)) return given() === undefined ? undefined : 'message';
	if (last === 'toString' || last === 'trim' || last === 'slice' || last === 'substring')
		return toldByName(call.to.slice(0, -last.length - 1), here.names) === undefined ? undefined : 'message';
	if (given() === undefined || call.isNew) return undefined;
	const target = here.facts.program.calleeOf(call, here.scope.path);
	const scope = target.is === 'function' ? here.facts.program.scopes.at(target.path) : undefined;
	if (target.is !== 'function' || scope === undefined) return undefined;
	const [first] = scope.code.functions[target.function]?.parameters ?? [];
	if (first === undefined) return undefined;
	const names = new Map<string, Told>([[first.name, 'whole']]);
	return worst(
		scope
			.exitsIn(target.function)
			.filter(exit => exit.how === 'return' && !isGated(exit.when) && !isTyped(exit.when))
			.map(exit => toldBy(exit.value, {scope, names, facts: here.facts}, left - 2)),
	);
}

/** Functions of the project's own that answer with what they are given: `serverError({error})`, `fail(res, 500, error.message)`. */
function throughHelpers(replies: readonly Reply[], facts: Facts): readonly Leak[] {
	const {scopes, calleeOf} = facts.program;
	type Helper = {readonly parameter: number; readonly kind: Told; readonly status?: number};
	const helpers = new Map<string, Helper[]>();
	for (const reply of replies) {
		const scope = scopes.at(reply.path);
		const own = scope?.code.functions[reply.in];
		if (scope === undefined || own === undefined || isGated(reply.when)) continue;
		own.parameters.forEach((parameter, at) => {
			const names = new Map<string, Told>([[parameter.name, 'whole']]);
			const kind = toldBy(reply.value, {scope, names, facts});
			if (kind === undefined) return;
			const key = `${reply.in} ${reply.path}`;
			const group = helpers.get(key) ?? [];
			group.push({parameter: at, kind, ...(reply.status === undefined ? {} : {status: reply.status})});
			helpers.set(key, group);
		});
	}
	if (helpers.size === 0) return [];
	const names = new Set(
		[...helpers.keys()].map(key => {
			const [at = '', ...path] = key.split(' ');
			return lastOf(scopes.at(path.join(' '))?.code.functions[Number(at)]?.name ?? '');
		}),
	);
	return facts.files.flatMap(file => {
		const scope =
			file.role !== 'app' || file.code === undefined || file.side === 'client' || isReached(file, facts.reached) !== true
				? undefined
				: scopes.at(file.path);
		if (scope === undefined) return [];
		return scope.code.calls.flatMap((call): readonly Leak[] => {
			if (!names.has(lastOf(call.to)) || isGated(call.when) || isTyped(call.when)) return [];
			const found = namesAt(scope, call.in, call.line, facts);
			if (found === undefined) return [];
			const target = calleeOf(call, file.path);
			const own = target.is === 'function' ? helpers.get(`${target.function} ${target.path}`) : undefined;
			for (const {parameter, kind, status} of own ?? []) {
				const given = toldBy(call.args[parameter], {scope, names: found.names, facts});
				if (given === undefined || (given === 'whole' && kind === 'message' && call.args[parameter]?.is === 'object')) continue;
				const told = given === 'whole' ? kind : given;
				return [
					{
						path: file.path,
						line: call.line,
						text: call.text,
						told,
						how: 'answer',
						from: found.error.from,
						...(status === undefined ? {} : {status}),
					},
				];
			}
			return [];
		});
	});
}
