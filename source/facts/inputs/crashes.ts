import type {Place} from '../../safe-text.ts';
import type {Call} from '../code/code.ts';
import {lastOf} from '../code/code.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {type Guarded, guardedBy} from '../malformed/guarded.ts';
import {inputsOf} from './inputs-of.ts';

/** A call that fails on what a caller may send, and whether something answers for that. */
export type Crash = Place & {
	/** What is read, in words: `a body that is no JSON`. */
	readonly what: string;
	readonly guard: Guarded | 'checked';
	readonly points: readonly EntryPoint[];
};

const asked: ReadonlySet<EntryPoint['kind']> = new Set<EntryPoint['kind']>(['http', 'function', 'webhook']);
/** A function of Firebase that screens call hands over what was sent as it is. */
const isAsked = ({kind, framework}: EntryPoint): boolean => asked.has(kind) || (kind === 'rpc' && framework === 'firebase.functions');
/** Frameworks that answer a body that is no JSON by themselves, with 400. */
const answering: ReadonlySet<string> = new Set(['fastify', 'nest', 'express', 'trpc', 'firebase.functions', 'ts-rest', 'graphql']);
const requestRoot = /^(?:_?req|_?request|c\.req|ctx\.req|event\.request|ctx\.request|context\.request|event\.req)$/u;
const converting =
	/^(?:eval|JSON\.parse|json\.loads|uuid\.UUID|UUID|ObjectId|Types\.ObjectId|mongoose\.Types\.ObjectId|bson\.ObjectId|Decimal|datetime\.fromisoformat|datetime\.strptime)$/u;
const numbers = /^(?:int|float)$/u;

/** Where the handlers of requests would fail on what is sent to them. */
export function crashesOf(facts: Facts): readonly Crash[] {
	return askedScopes(facts).flatMap(scope =>
		scope.code.calls.flatMap((call): readonly Crash[] => {
			const what = failingOn(call, scope, facts);
			if (what === undefined) return [];
			const points = strangersAt(call, scope, facts);
			if (points.length === 0) return [];
			if (what === noJson && points.every(({framework}) => answering.has(framework))) return [];
			return [
				{
					path: scope.path,
					line: call.line,
					text: call.text,
					what,
					guard: what === behindSchema ? 'checked' : told(guardedBy(call, scope, facts)),
					points,
				},
			];
		}),
	);
}

/** The files of servers in which something runs for an entry point. */
export const askedScopes = (facts: Facts): readonly FileScope[] =>
	facts.files.flatMap(({role, side, path}) => {
		const isAskedFor = role === 'app' && side !== 'client' && facts.program.runsAt(path);
		return (isAskedFor ? facts.program.scopes.at(path) : undefined) ?? [];
	});

/** Whoever catches a body that is no JSON has thought of it. */
const told = (guard: Guarded): Guarded => (guard === 'failed' ? 'try' : guard);

/** The entry points that anybody may call, of those that a call runs for. */
export const strangersAt = (call: Call, scope: FileScope, facts: Facts): readonly EntryPoint[] =>
	isBehindSecret(call, scope)
		? []
		: facts.program.pointsOf(scope.path, call.in).filter(point => isAsked(point) && !point.guards.some(isTrusted));

/** Only a sender whom somebody let in gets past it. The key of a platform is in every browser. */
export const isTrusted = ({kind, how}: EntryPoint['guards'][number]): boolean =>
	kind === 'signature' || kind === 'role' || (kind === 'key' && how !== 'platform');

const behindSchema = 'what a schema let through';
const noJson = 'a body that is not JSON';

/** What a call fails on when it is sent. */
function failingOn(call: Call, scope: FileScope, facts: Facts): string | undefined {
	const last = lastOf(call.to);
	const receiver = call.to.slice(0, -(last.length + 1));
	const isPython = scope.path.endsWith('.py');
	if (last === 'json' && call.args.length === 0 && requestRoot.test(receiver) && !(isPython && !call.isAwaited)) return noJson;
	if (isPython && last === 'decode' && call.args.length === 0 && call.named.length === 0 && receiver !== '')
		return isBody(receiver, call, scope, facts) ? 'a body in another encoding' : undefined;
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
	if (/^(?:JSON\.parse|json\.loads)$/u.test(call.to)) return `${input.name} that is not JSON`;
	return `${input.name} of another form than ${last === 'int' || last === 'float' ? 'a number' : 'expected'}`;
}

/** The bytes that were sent, or the first of them. */
function isBody(name: string, call: Call, scope: FileScope, facts: Facts): boolean {
	const {inputs} = inputsOf(facts).ofName(name.replaceAll('()', ''), {path: scope.path, in: call.in, line: call.line});
	return inputs.length === 1 && inputs.every(({by, from, checks}) => by === 'caller' && from === 'body' && checks.length === 0);
}

/** Something that only a trusted sender has was looked at before. */
const isBehindSecret = (call: Call, scope: FileScope): boolean =>
	scope
		.exitsIn(call.in)
		.some(exit => exit.line < call.line && exit.when.some(one => /secret|signature|token|api_?key|authori[sz]/iu.test(one))) ||
	scope
		.callsIn(call.in)
		.some(one => one.line < call.line && /token|signature|secret|webhook|hmac/iu.test(lastOf(one.to)) && !/^get/u.test(lastOf(one.to)));
