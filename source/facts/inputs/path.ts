import type {Variable} from '../code/code.ts';
import {targetOf} from '../entry-points/resolve.ts';
import type {FileScope} from '../entry-points/scope.ts';
import {settingOf} from '../guards/origin.ts';
import {each, type From, type Input, nothing, type Source, together, unknownSource} from './input.ts';
import {checksOn} from './looked-at.ts';
import {ofParameter} from './parameter.ts';
import {isNumeric, isOfAnswer} from './reading.ts';
import {ofRequest} from './request.ts';
import {type At, further, type Tracer} from './tracer.ts';

const sent: ReadonlySet<From> = new Set<From>(['body', 'form', 'query']);

/** What reaches a dotted name, with what a function finds out about it before. */
export function ofPath(tracer: Tracer, parts: readonly string[], at: At): Source {
	const name = parts.join('.');
	const scope = tracer.program.scopes.at(at.path);
	if (scope === undefined || at.left <= 0 || settingOf(name) !== undefined || (parts.length > 1 && isNumeric(parts.at(-1) ?? '')))
		return nothing;
	const whole = bare(tracer, parts, scope, at);
	const isField = parts.length === 1 || !isOfAnswer(parts.at(-1) ?? '');
	const source = isField ? whole : {...whole, inputs: whole.inputs.filter(({by, from}) => by === 'caller' && sent.has(from))};
	if (source.inputs.length === 0) return source;
	const {checks, isUnclear} = checksOn(scope, at.in, name, at.line);
	if (checks.length === 0) return source;
	const chosen = checks.some(({is}) => is === 'chosen');
	const typed = checks.some(({is}) => is === 'converted');
	return each(
		source,
		(input): Input => ({
			...input,
			shape: chosen || input.shape === 'safe' ? 'safe' : isUnclear ? 'checked' : typed && input.shape === 'any' ? 'text' : input.shape,
			checks: [...input.checks, ...checks],
		}),
	);
}

function bare(tracer: Tracer, parts: readonly string[], scope: FileScope, at: At): Source {
	const [root = '', ...rest] = parts;
	if (root === 'this' || root === 'self' || root === 'cls') return ofOwn(tracer, rest, parts, at);
	const binding = scope.binding(root, at.in, at.line);
	if (binding?.is === 'parameter') return ofParameter(tracer, binding, root, rest, at);
	if (binding?.is === 'variable') return ofVariable(tracer, binding.variable, root, rest, scope, at);
	return fromElsewhere(tracer, parts, at);
}

/** What a variable was given, where it is made and afterwards. */
function ofVariable(tracer: Tracer, variable: Variable, root: string, rest: readonly string[], scope: FileScope, at: At): Source {
	const {names, keys, pattern, value} = variable;
	const spelt = keys?.[names.indexOf(root)] ?? root;
	const key = pattern === 'object' && spelt !== '...' ? spelt.split('.') : [];
	const there = further(at, {in: variable.in, line: variable.line});
	const isItself = value.is === 'name' && value.name.split('.')[0] === root;
	const parts: Source[] = [];
	if (pattern === 'list' && value.is === 'call') {
		const state = ofState(tracer, names, value.call, scope, at);
		if (state !== undefined) return state;
	}
	const before = isItself || refersTo(value, root, scope) ? earlier(tracer, variable, root, rest, scope, at) : undefined;
	if (before !== undefined && isItself) return before;
	parts.push(
		before !== undefined && value.is === 'call'
			? tracer.ofCall(scope.code.calls[value.call] ?? noCall, [...key, ...rest], {...there, line: variable.line - 1})
			: tracer.ofValue(value, [...key, ...rest], before === undefined ? there : {...there, line: variable.line - 1}),
	);
	const given = [...new Set([variable.in, at.in])]
		.flatMap(one => scope.assignmentsIn(one))
		.filter(one => one.to === root || (rest.length > 0 && one.to === [root, ...rest].join('.')))
		.filter(one => one.value.is !== 'name' || one.value.name !== root);
	for (const one of given.slice(0, 8))
		parts.push(tracer.ofValue(one.value, one.to === root ? rest : [], further(at, {in: one.in, line: one.line - 1})));
	return together(parts);
}

const noCall = {
	to: '',
	line: 0,
	end: 0,
	text: '',
	in: -1,
	args: [],
	named: [],
	isNew: false,
	isAwaited: false,
	result: 'dropped',
	inLoop: false,
	inTry: false,
	when: [],
} as const;

/** Whether a call that makes a variable is given that same name: `name = name.strip()`. */
function refersTo(value: Variable['value'], root: string, scope: FileScope): boolean {
	if (value.is !== 'call') return false;
	const call = scope.code.calls[value.call];
	return (
		call !== undefined && (call.to.split('.')[0] === root || call.args.some(arg => arg.is === 'name' && arg.name.split('.')[0] === root))
	);
}

/** What the same name was before it was given anew. */
function earlier(tracer: Tracer, variable: Variable, root: string, rest: readonly string[], scope: FileScope, at: At): Source | undefined {
	const others = scope.variablesOf(root).filter(one => one.in === variable.in && one !== variable && one.line < variable.line);
	const last = others.at(-1);
	if (last !== undefined) return ofVariable(tracer, last, root, rest, scope, further(at, {line: last.line}));
	const index = (scope.code.functions[variable.in]?.parameters ?? []).findIndex(({name}) => name === root);
	return index === -1 ? undefined : ofParameter(tracer, {of: variable.in, index}, root, rest, further(at));
}

/** What a screen keeps: all that its setter is ever given. */
function ofState(tracer: Tracer, names: readonly string[], at: number, scope: FileScope, asked: At): Source | undefined {
	const call = scope.code.calls[at];
	const setter = names[1];
	if (call === undefined || setter === undefined || !/(?:^|\.)use(?:State|Optimistic|LocalStorage|SessionStorage)$/u.test(call.to))
		return undefined;
	const given = scope.code.calls.filter(one => one.to === setter).slice(0, 6);
	return together([
		...call.args.map(arg => tracer.ofValue(arg, [], further(asked, {in: call.in, line: call.line}))),
		...given.flatMap(one => one.args.map(arg => tracer.ofValue(arg, [], further(asked, {in: one.in, line: one.line})))),
	]);
}

/** `self.request.GET`, `this.limit`: the request of a view, or a field of the class. */
function ofOwn(tracer: Tracer, rest: readonly string[], parts: readonly string[], at: At): Source {
	const [first = '', ...deeper] = rest;
	if (first === 'request' || first === 'req' || first === 'ctx') return ofRequest(deeper, parts.join('.'), at, tracer);
	if (first === 'kwargs') return ofRequest(rest, parts.join('.'), at, tracer);
	return fromElsewhere(tracer, parts, at);
}

/** What an imported or a module's own name stands for. */
function fromElsewhere(tracer: Tracer, parts: readonly string[], at: At): Source {
	const {scopes} = tracer.program;
	const name = parts.join('.');
	const definition = scopes.modules.definitionOf(at.path, parts[0] ?? '', at.in);
	if (definition.is === 'package') {
		if (/^(?:flask|bottle|quart|sanic)$/u.test(definition.package) && /(?:^|\.)request$/u.test(definition.name))
			return ofRequest(parts.slice(1), name, at, tracer);
		return unknownSource(name);
	}
	if (definition.is === 'variable')
		return definition.path === at.path && definition.value.in === at.in
			? unknownSource(name)
			: tracer.ofValue(definition.value.value, parts.slice(1), {
					path: definition.path,
					in: definition.value.in,
					line: Number.MAX_SAFE_INTEGER,
					left: at.left - 2,
					calls: at.calls,
				});
	if (definition.is === 'class' || definition.is === 'function') return nothing;
	const target = targetOf(scopes, {is: 'name', name}, at);
	if (target.is === 'value' && (target.value.is === 'text' || target.value.is === 'literal')) return nothing;
	return unknownSource(name);
}
