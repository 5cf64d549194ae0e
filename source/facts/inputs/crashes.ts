import type {Place} from '../../safe-text.ts';
import type {Call} from '../code/code.ts';
import {lastOf} from '../code/code.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {inputsOf} from './inputs-of.ts';

/** A call that fails on what a caller may send, and whether something answers for that. */
export type Crash = Place & {
	/** What is read, in words: `a body that is no JSON`. */
	readonly what: string;
	readonly guard: 'none' | 'try' | 'wrapped' | 'checked';
	readonly points: readonly EntryPoint[];
};

const asked: ReadonlySet<EntryPoint['kind']> = new Set<EntryPoint['kind']>(['http', 'function', 'webhook']);
/** Frameworks that answer a body that is no JSON by themselves, with 400. */
const answering: ReadonlySet<string> = new Set(['fastify', 'nest', 'express', 'trpc', 'firebase.functions', 'ts-rest', 'graphql']);
const requestRoot = /^(?:_?req|_?request|c\.req|ctx\.req|event\.request|ctx\.request|context\.request|event\.req)$/u;
const converting =
	/^(?:JSON\.parse|json\.loads|uuid\.UUID|UUID|ObjectId|Types\.ObjectId|mongoose\.Types\.ObjectId|bson\.ObjectId|Decimal|datetime\.fromisoformat|datetime\.strptime)$/u;
const numbers = /^(?:int|float)$/u;

/** Where the handlers of requests would fail on what is sent to them. */
export function crashesOf(facts: Facts): readonly Crash[] {
	return facts.files.flatMap(file => {
		if (file.role !== 'app' || file.side === 'client' || !facts.reached.has(file.path)) return [];
		const scope = facts.program.scopes.at(file.path);
		return (scope?.code.calls ?? []).flatMap((call): readonly Crash[] => {
			if (scope === undefined) return [];
			const what = failingOn(call, scope, facts);
			if (what === undefined) return [];
			const points = facts.program
				.pointsOf(scope.path, call.in)
				.filter(
					point => asked.has(point.kind) && !point.guards.some(({kind}) => kind === 'signature' || kind === 'key' || kind === 'role'),
				);
			if (isBehindSecret(call, scope)) return [];
			if (points.length === 0) return [];
			if (what === noJson && points.every(({framework}) => answering.has(framework))) return [];
			return [
				{
					path: scope.path,
					line: call.line,
					text: call.text,
					what,
					guard: what === behindSchema ? 'checked' : guardOf(call, scope, facts),
					points,
				},
			];
		});
	});
}

const behindSchema = 'what a schema let through';
const noJson = 'a body that is no JSON';

/** What a call fails on when it is sent. */
function failingOn(call: Call, scope: FileScope, facts: Facts): string | undefined {
	const last = lastOf(call.to);
	const receiver = call.to.slice(0, -(last.length + 1));
	const isPython = scope.path.endsWith('.py');
	if (last === 'json' && call.args.length === 0 && requestRoot.test(receiver) && !(isPython && !call.isAwaited)) return noJson;
	const isNumber = isPython && numbers.test(call.to);
	if (!converting.test(call.to) && !isNumber) return undefined;
	const [first] = call.args;
	if (first === undefined || first.is === 'text' || first.is === 'literal') return undefined;
	const {inputs} = inputsOf(facts).of(first, {path: scope.path, in: call.in, line: call.line});
	const sent = inputs.filter(
		({by, shape, checks, from}) =>
			by === 'caller' &&
			shape !== 'safe' &&
			from !== 'header' &&
			from !== 'cookie' &&
			from !== 'request' &&
			!checks.some(({is}) => is === 'schema' || is === 'chosen'),
	);
	const [input] = sent;
	if (input === undefined) return inputs.some(({by, shape}) => by === 'caller' && shape === 'checked') ? behindSchema : undefined;
	if (input.from === 'url' || input.from === 'upload') return undefined;
	if (/^(?:JSON\.parse|json\.loads)$/u.test(call.to)) return `${input.name} that is no JSON`;
	return `${input.name} of another form than ${last === 'int' || last === 'float' ? 'a number' : 'expected'}`;
}

/** Something that only a trusted sender has was looked at before. */
const isBehindSecret = (call: Call, scope: FileScope): boolean =>
	scope
		.exitsIn(call.in)
		.some(exit => exit.line < call.line && exit.when.some(one => /secret|signature|token|api_?key|authori[sz]/iu.test(one))) ||
	scope
		.callsIn(call.in)
		.some(one => one.line < call.line && /token|signature|secret|webhook|hmac/iu.test(lastOf(one.to)) && !/^get/u.test(lastOf(one.to)));

const registering =
	/(?:^|\.)(?:get|post|put|patch|delete|all|use|route|on|serve|handle|handler|onRequest|onCall|https|listen|createServer|endpoint|add_url_rule|openapi|fetch)$/u;

/** What stands around a call when it fails: a `try` here or where the function is called, or a wrapper of the handler. */
function guardOf(call: Call, scope: FileScope, facts: Facts, left = 3): Crash['guard'] {
	if (call.inTry || isCaught(call, scope)) return 'try';
	for (let at = call.in, steps = 0; at >= 0 && steps < 6; steps++) {
		const given = scope.givenTo(at);
		const target = given === undefined ? undefined : facts.program.calleeOf(given, scope.path);
		if (target?.is === 'function') {
			const inside = facts.program.scopes.at(target.path);
			if (inside !== undefined && catches(inside, target.function)) return 'wrapped';
		} else if (given !== undefined && !registering.test(given.to.replaceAll('()', ''))) return 'wrapped';
		if (scope.code.functions[at]?.decorators.some(one => one.is === 'call' || one.is === 'name') === true && isDecorated(scope, at))
			return 'wrapped';
		at = scope.code.functions[at]?.in ?? -1;
	}
	if (left === 0) return 'wrapped';
	const callers = inputsOf(facts).callersOf(scope.path, call.in);
	const isHandler = inputsOf(facts).handledBy(scope.path, call.in).length > 0;
	if (callers.length === 0 || isHandler) return 'none';
	const around = callers.map(one => {
		const there = facts.program.scopes.at(one.path);
		return there === undefined ? 'wrapped' : guardOf(one.call, there, facts, left - 1);
	});
	return around.find(one => one === 'none') ?? around[0] ?? 'none';
}

/** A wrapper, or a function that it makes, holds a `catch`. */
const catches = (scope: FileScope, at: number): boolean =>
	[...scope.bodyOf(at), ...scope.innerOf(at).flatMap(inner => scope.bodyOf(inner))].some(one => scope.catchesIn(one).length > 0);

/** `request.json().catch(() => null)`. */
const isCaught = (call: Call, scope: FileScope): boolean => {
	const index = scope.code.calls.indexOf(call);
	return call.result === 'chained' && scope.callsIn(call.in).some(one => lastOf(one.to) === 'catch' && one.on === index);
};

const routing =
	/(?:^|\.)(?:get|post|put|patch|delete|route|head|options|websocket|api_view|action|csrf_exempt|require_POST|require_http_methods|require_GET|login_required|permission_classes|staticmethod|classmethod|property)$/u;

/** A decorator of the project's own may catch what the function raises. */
function isDecorated(scope: FileScope, at: number): boolean {
	return (scope.code.functions[at]?.decorators ?? []).some(one => {
		const name = one.is === 'name' ? one.name : one.is === 'call' ? (scope.code.calls[one.call]?.to ?? '') : '';
		return name !== '' && !routing.test(name);
	});
}
