import {moduleLevel} from '../code/code.ts';
import type {FoundGuard, Walked} from '../guards/found.ts';
import type {Said, SaidGuard} from '../guards/said.ts';
import {packageOf} from '../packages.ts';
import type {Effect, EntryPoint, GuardOnTheWay} from './entry-point.ts';
import {type Follower, type FunctionAt, mostCalls} from './follow.ts';
import {isForOtherPaths} from './for-other-paths.ts';
import {asLearned, isGivenRequest} from './learned.ts';
import {skippedBy} from './metadata.ts';
import {parametersOf} from './parameters.ts';
import {isPublicByName} from './public-name.ts';
import type {Ground, Registered, Step} from './registered.ts';
import {calleeOf, targetOf} from './resolve.ts';
import type {Scopes} from './scope.ts';
import {isWebhook} from './webhook.ts';
import {handlerOf, writtenAs} from './written.ts';

/** An entry point, the guards on its way as they were found, and the functions that its handler is. */
export type Assembled = {
	readonly point: EntryPoint;
	readonly found: readonly FoundGuard[];
	/** What may be a guard, if its use says so. */
	readonly perhaps: readonly FoundGuard[];
	/** What people said of guards that stand here: that they are none. */
	readonly none: readonly SaidGuard[];
	readonly functions: readonly FunctionAt[];
	/** The project's own functions that stand in front of it, or make what stands there. */
	readonly inFront: readonly FunctionAt[];
};

/** An address of another system in a path, with whatever it holds: it is no part of a route. */
const addressIn = /[a-z][a-z+]{1,20}:\/.*$/isu;
const costly: ReadonlySet<Effect['does']> = new Set<Effect['does']>(['mails', 'texts', 'pays', 'asks a model', 'runs a command']);
const harmlessUnder: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What is known of guards besides their code: those that their use has shown to be some, by their keys, and what people said. */
type Besides = {readonly learned?: ReadonlySet<string>; readonly said?: Said};
const nobody: ReadonlySet<string> = new Set();

/** Follows everything that runs for an entry point. */
export function assembled(
	one: Registered,
	ground: Ground,
	scopes: Scopes,
	follower: Follower,
	{learned = nobody, said}: Besides = {},
): Assembled {
	const before = one.before.map(step => ({step, walked: standing(step, one, ground, scopes, follower)}));
	const {walked: inside, functions} =
		one.handler === undefined
			? {walked: withoutHandler(one), functions: scriptOf(one)}
			: follower.handler(one.handler.value, spotOf(one.handler));
	const handler = one.handler === undefined ? undefined : handlerOf(one.handler, scopes);
	const seen = [
		...before.flatMap(({walked}) => walked.guards),
		...inside.guards.filter(guard => holds(guard, one, ground)).map(guard => inHandler(guard, one, handler)),
	];
	const stand = said === undefined ? seen : seen.filter(guard => said.noneOf(guard) === undefined);
	const found = distinct(stand.flatMap(guard => asLearned(guard, learned)));
	const effects = distinctEffects(inside.effects);
	const writtenPublic = isPublicByName(one.route, handler?.name ?? '');
	return {
		found,
		perhaps: stand.filter(({perhaps, weak}) => perhaps === true && !weak),
		none: said === undefined ? [] : seen.flatMap(guard => said.noneOf(guard) ?? []),
		functions,
		inFront: one.before.flatMap(step => functionIn(step, scopes)),
		point: {
			path: one.path,
			line: one.line,
			text: one.text,
			kind: isWebhook(one, ground.modules.codeOf(one.handler?.path ?? one.path)) ? 'webhook' : one.kind,
			framework: one.framework,
			method: one.method,
			route: one.route.replace(addressIn, '…'),
			parameters: parametersOf(one.route),
			package: packageOf(one.path, ground.packages),
			...(handler === undefined ? {} : {handler}),
			middleware: one.before.map(step => writtenAs(step, scopes)),
			guards: [...one.given, ...found.map(shown)],
			writes: effects.filter(({does}) => !costly.has(does)),
			costs: effects.filter(({does}) => costly.has(does)),
			publicByName: writtenPublic,
			unresolved: stillOpen([...one.unresolved, ...before.flatMap(({walked}) => walked.unresolved), ...inside.unresolved], found),
		},
	};
}

const withoutHandler = (one: Registered): Walked => ({
	guards: [],
	effects: [],
	unresolved: one.kind === 'page' || isGiven(one) ? [] : ['its handler could not be told'],
});

const scriptOf = ({script}: Registered): readonly FunctionAt[] => (script === undefined ? [] : [{path: script, function: moduleLevel}]);

/** The framework itself asks who the caller is: nothing in the handler could let strangers in. */
const isGiven = (one: Registered): boolean => one.given.some(({kind}) => identifying.includes(kind));

/** What is asked only under a condition leaves nothing open where somebody else asks in any case. */
function stillOpen(names: readonly string[], found: readonly FoundGuard[]): readonly string[] {
	const isKept = found.some(({kind}) => identifying.includes(kind));
	return [...new Set(isKept ? names.filter(name => !name.endsWith('only under a condition')) : names)];
}

/** The function that a step is; where a call makes it, that function and those that it gives back. */
function functionIn(step: Step, scopes: Scopes): readonly FunctionAt[] {
	const call = step.value.is === 'call' ? scopes.at(step.path)?.code.calls[step.value.call] : undefined;
	const target = call === undefined ? targetOf(scopes, step.value, spotOf(step)) : calleeOf(scopes, call, step.path);
	if (target.is !== 'function') return [];
	const {path, function: at} = target;
	const inner = call === undefined ? [] : (scopes.at(path)?.code.functions ?? []).flatMap((one, index) => (one.in === at ? [index] : []));
	return [at, ...inner].map(index => ({path, function: index}));
}

const spotOf = (step: Step): {readonly path: string; readonly in: number} => ({path: step.path, in: step.in});

/** What a step in front of the handler turns away, called as it is written there. */
function standing(step: Step, one: Registered, ground: Ground, scopes: Scopes, follower: Follower): Walked {
	const walked = follower.value(step.value, spotOf(step), mostCalls, 'step');
	const name = writtenAs(step, scopes);
	const kept = walked.guards.filter(
		guard => !guard.weak && holds(guard, one, ground) && !isForOtherPaths(guard, one, scopes) && !skippedBy(step, guard, one, scopes),
	);
	const guards = kept.map(
		(guard): FoundGuard => ({
			...guard,
			path: step.path,
			line: step.line,
			text: step.text,
			name: step.how === 'gate' ? guard.name : name,
			how: step.how,
		}),
	);
	return {guards, effects: [], unresolved: walked.unresolved};
}

/** A guard that needs something which only the framework could give is none; nor is one that lets reading pass, for reading. */
function holds(guard: FoundGuard, one: Registered, {modules}: Ground): boolean {
	if (guard.name.endsWith('IsAuthenticatedOrReadOnly')) return !harmlessUnder.has(one.method);
	return guard.perhaps === true ? isGivenRequest(guard, one, modules.codeOf(guard.path)) : guard.needs.length === 0;
}

function inHandler(guard: FoundGuard, one: Registered, handler: EntryPoint['handler']): FoundGuard {
	if (guard.line === 0) return {...guard, path: one.path, line: one.line, text: one.text, how: 'wrapper'};
	const isWrapped =
		one.handler?.value.is === 'call' && handler !== undefined && guard.path === one.handler.path && guard.line < handler.line;
	return isWrapped ? {...guard, how: 'wrapper'} : guard;
}

const shown = ({name, kind, how, path, line, text, said}: FoundGuard): GuardOnTheWay => ({
	path,
	line,
	text,
	name,
	kind,
	how,
	...(said === undefined ? {} : {said}),
});

const identifying: readonly string[] = ['key', 'signature', 'signed-in', 'role'];

/** One of each: what rejects at the same line is the same guard, and at one place under one name the one that asks for most is shown. */
function distinct(guards: readonly FoundGuard[]): readonly FoundGuard[] {
	const byRejection = new Map<string, FoundGuard>();
	for (const guard of guards) {
		const key = JSON.stringify([guard.kind, guard.rejects.path, guard.rejects.line]);
		if (!byRejection.has(key)) byRejection.set(key, guard);
	}
	const byPlace = new Map<string, FoundGuard>();
	for (const guard of byRejection.values()) {
		const rank = identifying.indexOf(guard.kind);
		const key = JSON.stringify([guard.name, guard.path, guard.line, rank === -1 ? guard.kind : '']);
		const known = byPlace.get(key);
		if (known === undefined || rank > identifying.indexOf(known.kind)) byPlace.set(key, guard);
	}
	return [...byPlace.values()];
}

function distinctEffects(effects: readonly Effect[]): readonly Effect[] {
	const seen = new Map<string, Effect>();
	for (const effect of effects) {
		const key = JSON.stringify(effect.what === '' ? [effect.does] : [effect.does, effect.what, effect.path, effect.line]);
		if (!seen.has(key)) seen.set(key, effect);
	}
	const all = [...seen.values()];
	// That something is written says nothing more where it is said what.
	const named = new Set(all.filter(({what}) => what !== '').map(({does}) => does));
	return all.filter(({does, what}) => what !== '' || !named.has(does));
}
