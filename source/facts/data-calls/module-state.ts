import type {Place} from '../../safe-text.ts';
import {lastOf, moduleLevel, type Value} from '../code/code.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';
import type {Program} from '../program.ts';
import {isReached} from '../reached.ts';
import {heldByClasses} from './held-by-class.ts';

/** Something of a module that requests change: it lives as long as one process does. */
export type ModuleState = Place & {
	readonly name: string;
	/** Where requests change it. */
	readonly changed: Place;
	/** Its name says that it can be made again, or belongs to this process alone. */
	readonly own: boolean;
	/** It holds what people have under way, put in by one request and asked for by others. */
	readonly handedOn: boolean;
};

/** What a module keeps of people, and a method of an object of its own changes, in a way that no request was followed to. */
export type UnfollowedState = Place & {readonly name: string};

const collection = /^(?:Map|Set|WeakMap|Array|dict|list|set|defaultdict|deque|OrderedDict|Counter|collections\.\w+)$/u;
const weak = /^(?:WeakMap|WeakSet|WeakRef)$/u;
const changing =
	/^(?:set|add|push|unshift|splice|delete|clear|pop|shift|append|extend|insert|update|remove|setdefault|popleft|appendleft)$/u;
const rebuilt: ReadonlySet<string> = new Set(
	'cache cached caches memo memoized buffer buffers registry client clients pool pools instance instances listener listeners subscriber subscribers handler handlers socket sockets connection connections conns peers inflight flight pending loader loaders controller controllers abort timer timers timeout timeouts interval intervals module modules plugin plugins provider providers schema schemas compiled template templates import imports warned seen deprecated stream streams watcher watchers worker workers emitter emitters logger loggers lock locks mutex promise promises metric metrics counter histogram engine engines driver drivers model models singleton translations dictionary dictionaries fonts channels'.split(
		' ',
	),
);
/** What people brought, or what keeps them out: it cannot be made again. */
const brought: ReadonlySet<string> = new Set(
	'otp otps session sessions user users token tokens code codes attempt attempts verification verifications reset resets upload uploads job jobs task tasks order orders booking bookings cart carts invite invites limit limits rate rates hits bucket buckets quota'.split(
		' ',
	),
);
/** What people have under way, and what is only kept about that. */
const underWay: ReadonlySet<string> = new Set(
	'job jobs task tasks order orders booking bookings cart carts otp otps verification verifications upload uploads'.split(' '),
);
const bookkeeping =
	/^(?:running|active|queues?|events?|timers?|abort\w*|cancel\w*|processes|process|handles?|futures?|limits?|rates?|attempts?|hits|counts?|lasts?|times?|stats?|types?|names?|maps?|mapping|defaults?|config|cron|scheduled|background|async\w*|asyncio|subscribers?|listeners?)$/u;
const isUnderWay = (name: string): boolean => {
	const words = wordsOf(name);
	return words.some(word => underWay.has(word)) && !words.some(word => bookkeeping.test(word)) && !belongsToProcess(name);
};
const reading = /^(?:get|has|values|items|keys|entries|find|filter|some)$/u;
const belongsToProcess = (name: string): boolean => {
	const words = wordsOf(name);
	if (words.some(word => /^(?:otps?|verifications?|resets?)$/u.test(word))) return false;
	const isCopy = words.some(word => /^(?:cache[ds]?|caches|memo|memoized)$/u.test(word));
	return isCopy || (words.some(word => rebuilt.has(word)) && !words.some(word => brought.has(word)));
};
const known = new WeakMap<Program, readonly ModuleState[]>();

/** What modules of servers hold and requests change. */
export function moduleStateOf(facts: Facts): readonly ModuleState[] {
	const before = known.get(facts.program);
	if (before !== undefined) return before;
	const made = facts.files.flatMap(file => {
		if (file.role !== 'app' || file.side === 'client' || isReached(file, facts.reached) === false) return [];
		const scope = facts.program.scopes.at(file.path);
		return scope === undefined ? [] : [...stateIn(scope, facts), ...stateInClasses(scope, facts)];
	});
	known.set(facts.program, made);
	return made;
}

function stateIn(scope: FileScope, facts: Facts): readonly ModuleState[] {
	const {path, code} = scope;
	const held = new Map(
		code.variables.flatMap(one =>
			one.in === moduleLevel && one.pattern === 'name' && holdsMany(one.value, scope) ? [[one.names[0] ?? '', one] as const] : [],
		),
	);
	if (held.size === 0) return [];
	const found = new Map<string, Place>();
	const writers = new Map<string, ReadonlySet<EntryPoint>>();
	const note = (name: string, at: number, line: number, text: string): void => {
		if (!held.has(name) || found.has(name) || at === moduleLevel) return;
		if (scope.binding(name, at, line)?.is === 'parameter' || code.variables.some(one => one.in === at && one.names.includes(name))) return;
		const points = facts.program.pointsOf(path, at).filter(({kind}) => kind !== 'cron');
		if (points.length === 0) return;
		found.set(name, {path, line, text});
		writers.set(name, new Set(points));
	};
	for (const call of code.calls) {
		const parts = call.to.split('.');
		if (parts.length >= 2 && !call.to.includes('()') && changing.test(lastOf(call.to))) note(parts[0] ?? '', call.in, call.line, call.text);
	}
	for (const set of code.assignments) if (set.to.includes('.')) note(set.to.split('.')[0] ?? '', set.in, set.line, set.text);
	return [...found].flatMap(([name, changed]): readonly ModuleState[] => {
		const one = held.get(name);
		if (one === undefined) return [];
		const handedOn = isUnderWay(name) && isAskedFor(name, writers.get(name) ?? new Set(), scope, facts);
		return [{path, line: one.line, text: one.text, name, changed, own: belongsToProcess(name), handedOn}];
	});
}

/** Another way in than those that put something there looks it up. */
function isAskedFor(name: string, writers: ReadonlySet<EntryPoint>, {path, code}: FileScope, facts: Facts): boolean {
	const isOther = (at: number): boolean =>
		at !== moduleLevel && facts.program.pointsOf(path, at).some(point => point.kind !== 'cron' && !writers.has(point));
	const isIt = (value: Value | undefined): boolean =>
		value?.is === 'name'
			? value.name === name || value.name.startsWith(`${name}.`)
			: value?.is === 'either' || value?.is === 'other'
				? (value.of ?? []).some(isIt)
				: false;
	return (
		code.calls.some(
			call =>
				(call.to.startsWith(`${name}.`) && reading.test(lastOf(call.to)) && isOther(call.in)) || (call.args.some(isIt) && isOther(call.in)),
		) ||
		code.variables.some(one => isIt(one.value) && isOther(one.in)) ||
		code.exits.some(one => (isIt(one.value) || one.when.some(said => said === name || said.startsWith(`${name}.`))) && isOther(one.in))
	);
}

/** Counters, codes and sessions that an object which a module makes once holds, and that nothing seen leads to: a middleware that the framework calls by itself. */
export const unfollowedStateOf = (facts: Facts): readonly UnfollowedState[] =>
	facts.files.flatMap(file => {
		const scope =
			file.role === 'app' && file.side !== 'client' && isReached(file, facts.reached) === true
				? facts.program.scopes.at(file.path)
				: undefined;
		if (scope === undefined || scope.code.classes.length === 0) return [];
		return heldByClasses(scope, value => holdsMany(value, scope)).flatMap(({name, methods, path, line, text}) => {
			const owner = scope.code.classes.find(one => one.methods === methods)?.name ?? '';
			const isPeoples = wordsOf(`${owner} ${name}`).some(word => brought.has(word)) && !belongsToProcess(name);
			const bodies = new Set(methods.flatMap(at => scope.bodyOf(at)));
			const changes =
				scope.code.assignments.some(one => bodies.has(one.in) && one.to.startsWith(`self.${name}`) && one.to !== `self.${name}`) ||
				scope.code.calls.some(
					one =>
						bodies.has(one.in) &&
						/^(?:this|self)\./u.test(one.to) &&
						one.to.split('.')[1]?.startsWith(name) === true &&
						changing.test(lastOf(one.to)),
				) ||
				changesOneOf(name, bodies, scope);
			const isFollowed = methods.some(at => facts.program.pointsOf(path, at).length > 0);
			return isPeoples && changes && !isFollowed ? [{path, line, text, name}] : [];
		});
	});

/** One entry is taken out and changed: `hits = self._store[key]`, `hits.append(now)`. */
const changesOneOf = (name: string, bodies: ReadonlySet<number>, {code}: FileScope): boolean =>
	code.variables.some(
		({in: at, value, names: [held]}) =>
			bodies.has(at) &&
			value.is === 'name' &&
			/^(?:this|self)\.(?<own>\w+)\.\[\]$/u.exec(value.name)?.groups?.own === name &&
			code.calls.some(({in: where, to}) => where === at && changing.test(lastOf(to)) && to === `${held ?? ''}.${lastOf(to)}`),
	);

/** What an object holds of which the process has one, and its own methods change. */
function stateInClasses(scope: FileScope, facts: Facts): readonly ModuleState[] {
	return heldByClasses(scope, value => holdsMany(value, scope)).flatMap(({name, methods, ...place}): readonly ModuleState[] => {
		const bodies = new Set(methods.flatMap(at => scope.bodyOf(at)));
		const isIts = (to: string): boolean => /^(?:this|self)\.\w+/u.exec(to)?.[0].slice(5) === name;
		const changes = [
			...scope.code.calls.filter(({to}) => isIts(to) && to.split('.').length === 3 && changing.test(lastOf(to))),
			...scope.code.assignments.filter(({to}) => isIts(to) && to.split('.').length > 2),
		];
		const changed = changes.find(one => bodies.has(one.in) && facts.program.pointsOf(scope.path, one.in).some(({kind}) => kind !== 'cron'));
		return changed === undefined
			? []
			: [
					{
						...place,
						name,
						changed: {path: scope.path, line: changed.line, text: changed.text},
						own: belongsToProcess(name),
						handedOn: false,
					},
				];
	});
}

/** An empty map, list or object that is there to be filled. */
function holdsMany(value: Value, scope: FileScope): boolean {
	if (value.is === 'list') return value.items.length === 0;
	if (value.is === 'object') return value.entries.length === 0;
	const call = value.is === 'call' ? scope.code.calls[value.call] : undefined;
	return call !== undefined && collection.test(call.to) && !weak.test(call.to) && call.args.length <= 1;
}

/** Sessions of express that have no store but the memory of the process. */
export function sessionsInMemory(facts: Facts): readonly Place[] {
	return facts.files.flatMap(file => {
		const scope = file.role === 'app' && isReached(file, facts.reached) !== false ? facts.program.scopes.at(file.path) : undefined;
		if (scope === undefined || !scope.code.imports.some(({from}) => from === 'express-session')) return [];
		return scope.code.calls.flatMap(({to, in: at, args, line, text}) => {
			const from = to === '' ? undefined : facts.program.scopes.modules.definitionOf(file.path, to, at);
			const [given] = args;
			const isSession = from?.is === 'package' && from.package === 'express-session' && !/Store$/u.test(to) && given?.is === 'object';
			if (!isSession || given.entries.some(({key}) => key === 'store' || key === '...')) return [];
			return [{path: file.path, line, text}];
		});
	});
}
