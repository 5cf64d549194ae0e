import type {Place} from '../../safe-text.ts';
import {lastOf, moduleLevel, type Value} from '../code/code.ts';
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
};

const collection = /^(?:Map|Set|WeakMap|Array|dict|list|set|defaultdict|deque|OrderedDict|Counter|collections\.\w+)$/u;
const weak = /^(?:WeakMap|WeakSet|WeakRef)$/u;
const changing =
	/^(?:set|add|push|unshift|splice|delete|clear|pop|shift|append|extend|insert|update|remove|setdefault|popleft|appendleft)$/u;
const rebuilt: ReadonlySet<string> = new Set(
	'cache cached caches memo memoized registry client clients pool pools instance instances listener listeners subscriber subscribers handler handlers socket sockets connection connections conns peers inflight flight pending loader loaders controller controllers abort timer timers timeout timeouts interval intervals module modules plugin plugins provider providers schema schemas compiled template templates import imports warned seen deprecated stream streams watcher watchers worker workers emitter emitters logger loggers lock locks mutex promise promises metric metrics counter histogram engine engines driver drivers model models singleton translations dictionary dictionaries fonts channels'.split(
		' ',
	),
);
/** What people brought, or what keeps them out: it cannot be made again. */
const brought: ReadonlySet<string> = new Set(
	'otp otps session sessions user users token tokens code codes attempt attempts verification verifications reset resets upload uploads job jobs task tasks order orders booking bookings cart carts invite invites limit limits rate rates hits bucket buckets quota'.split(
		' ',
	),
);
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
	const note = (name: string, at: number, line: number, text: string): void => {
		if (!held.has(name) || found.has(name) || at === moduleLevel) return;
		if (scope.binding(name, at, line)?.is === 'parameter' || code.variables.some(one => one.in === at && one.names.includes(name))) return;
		if (facts.program.pointsOf(path, at).some(({kind}) => kind !== 'cron')) found.set(name, {path, line, text});
	};
	for (const call of code.calls) {
		const parts = call.to.split('.');
		if (parts.length >= 2 && !call.to.includes('()') && changing.test(lastOf(call.to))) note(parts[0] ?? '', call.in, call.line, call.text);
	}
	for (const set of code.assignments) if (set.to.includes('.')) note(set.to.split('.')[0] ?? '', set.in, set.line, set.text);
	return [...found].flatMap(([name, changed]): readonly ModuleState[] => {
		const one = held.get(name);
		return one === undefined ? [] : [{path, line: one.line, text: one.text, name, changed, own: belongsToProcess(name)}];
	});
}

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
			: [{...place, name, changed: {path: scope.path, line: changed.line, text: changed.text}, own: belongsToProcess(name)}];
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
