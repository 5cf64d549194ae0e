import type {Place} from '../../safe-text.ts';
import {type Call, lastOf} from '../code/code.ts';
import type {DataCall} from '../data-calls/data-call.ts';
import {isWrite} from '../data-calls/data-call.ts';
import {dataCallsOf} from '../data-calls/data-calls.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';
import {isReached} from '../reached.ts';
import {placeOf} from '../sinks/sink.ts';

/** Work that is started and not waited for, although it may fail; `tested`: what it will answer is asked for before it is there, so the answer is always yes; `stops`: a check that is to turn away, and does so too late; `unsent`: a write that is sent only when it is waited for. */
export type Floating = Place & {readonly kind: 'each' | 'started' | 'never runs' | 'tested' | 'stops' | 'unsent'; readonly name: string};

const sentOff: ReadonlySet<string> = new Set(
	'publish emit dispatch audit log track event events queue enqueue analytics metric metrics telemetry prefetch warm'.split(' '),
);
const stopping: ReadonlySet<string> = new Set('assert ensure require verify authorize authorise enforce'.split(' '));
const looping: ReadonlySet<string> = new Set(['forEach']);

/** Work in server code, for somebody's request, that is started and forgotten: what it throws reaches nobody. */
export function floatingIn(facts: Facts): readonly Floating[] {
	const calls = facts.files.flatMap((file): readonly Floating[] => {
		const {code, path} = file;
		if (code === undefined || file.role !== 'app' || file.side === 'client' || isReached(file, facts.reached) !== true) return [];
		if (!code.functions.some(({isAsync}) => isAsync) && !code.imports.some(({from}) => from.startsWith('.') || from.startsWith('@')))
			return [];
		const scope = facts.program.scopes.at(path);
		if (scope === undefined) return [];
		return code.calls.flatMap(call => {
			if (call.result === 'tested')
				return isTestedEarly(call, scope, facts) ? [{...placeOf(path, call), kind: 'tested', name: call.to}] : [];
			return call.result === 'dropped' ? floating(call, scope, facts, file.language === 'py') : [];
		});
	});
	return [...calls, ...unsentIn(facts)];
}

/** Clients whose writes are sent when somebody waits for them, and not before. */
const sentWhenAwaited: ReadonlySet<DataCall['client']> = new Set<DataCall['client']>(['prisma', 'drizzle', 'supabase', 'knex', 'kysely']);

/** What sends a write, or waits for it, at the end of its chain. */
const sends = /\.(?:then|catch|finally|run|all|get|values|exec|execute\w*)$/u;

/** Writes to a database that are put together and never sent: nothing waits for them. */
const unsentIn = (facts: Facts): readonly Floating[] =>
	dataCallsOf(facts).flatMap(({client, operation, isAwaited, result, path, line, text, on, call}): readonly Floating[] => {
		const isLost = sentWhenAwaited.has(client) && isWrite({operation}) && !isAwaited && result === 'dropped' && !path.endsWith('.py');
		const end = isLost ? facts.program.scopes.at(path)?.code.calls[call] : undefined;
		return end === undefined || sends.test(end.to) || /\bvoid\b/u.test(text) ? [] : [{path, line, text, name: on, kind: 'unsent'}];
	});

function floating(call: Call, scope: FileScope, facts: Facts, isPython: boolean): readonly Floating[] {
	const place = {...placeOf(scope.path, call), name: call.to};
	const [given] = call.args;
	// An `await` before `forEach` waits for nothing: it returns nothing.
	if (!isPython && looping.has(lastOf(call.to)) && given?.is === 'function') {
		const one = scope.code.functions[given.function];
		const isOpen = one?.isAsync === true && hasOpenWait(scope, given.function);
		return isOpen && facts.program.pointsOf(scope.path, call.in).length > 0 ? [{...place, kind: 'each'}] : [];
	}
	if (
		call.isAwaited ||
		call.to === '' ||
		call.isNew ||
		/\bvoid\b|waitUntil|after\(|ensure_future|create_task|\.catch\(/u.test(call.text) ||
		call.to.includes('()')
	)
		return [];
	if (scope.code.calls.some(one => one.on !== undefined && scope.code.calls[one.on] === call)) return [];
	const target = facts.program.calleeOf(call, scope.path);
	const inner = target.is === 'function' ? facts.program.scopes.at(target.path) : undefined;
	const callee = target.is === 'function' ? inner?.code.functions[target.function] : undefined;
	if (target.is !== 'function' || inner === undefined || callee === undefined || !callee.isAsync) return [];
	if (isPython) {
		const around = scope.code.functions[call.in];
		const isGenerator = callee.decorators.length > 0;
		return around?.isAsync === true && !isGenerator && target.path.endsWith('.py') ? [{...place, kind: 'never runs'}] : [];
	}
	// Messages within the program and notes of what happened are sent off by design.
	if (wordsOf(call.to).some(word => sentOff.has(word))) return [];
	if (facts.program.pointsOf(scope.path, call.in).length === 0) return [];
	const [verb] = wordsOf(lastOf(call.to));
	if (verb !== undefined && stopping.has(verb) && throws(inner, target.function, facts)) return [{...place, kind: 'stops'}];
	if (!hasOpenWait(inner, target.function)) return [];
	return [{...place, kind: 'started'}];
}

/** `if (!isOwner(user))` with an async `isOwner`: a promise, and a coroutine, is true whatever it will say. */
function isTestedEarly(call: Call, scope: FileScope, facts: Facts): boolean {
	if (call.isAwaited || call.isNew || call.to === '' || call.to.includes('()') || /\binstanceof\b|\btypeof\b/u.test(call.text))
		return false;
	const target = facts.program.calleeOf(call, scope.path);
	const callee = target.is === 'function' ? facts.program.scopes.at(target.path)?.code.functions[target.function] : undefined;
	return callee?.isAsync === true && callee.decorators.length === 0;
}

/** Whether a function throws, or one that it calls. */
const throws = (scope: FileScope, at: number, {program}: Facts): boolean =>
	scope.exitsIn(at).some(({how}) => how === 'throw') ||
	scope.callsIn(at).some(call => {
		const target = program.calleeOf(call, scope.path);
		return (
			target.is === 'function' &&
			program.scopes
				.at(target.path)
				?.exitsIn(target.function)
				.some(({how}) => how === 'throw') === true
		);
	});

/** Whether a function waits for something outside of a `try`. */
const hasOpenWait = (scope: FileScope, at: number): boolean =>
	scope
		.callsIn(at)
		.some(
			call =>
				call.isAwaited &&
				!call.inTry &&
				!call.to.includes('.catch') &&
				!(call.isNew && call.to === 'Promise') &&
				!scope.catchesIn(at).some(one => one.line <= call.line && call.line <= one.end),
		);
