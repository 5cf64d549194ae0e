import {type Call, lastOf} from '../code/code.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {serverFiles} from '../sinks/sink.ts';
import {isLimiter, namesLimiter} from './limiters.ts';

const counting = /(?:^|[._])\w*(?:limit|quota|credits?|remaining|usage|cooldown|throttle|lock(?:ed|out)|bucket)\w*(?:\.|$|\(\))/iu;
const tries = /(?:^|[._])\w*(?:attempts?|tries)\w*(?:\.|$|\(\))/iu;
/** A page's size, or what a model says that it cost. */
const bare = /(?:^|\.)(?:limit|usage)$/iu;

/** Something on the way to an entry point, or in what runs for it, counts how often it is called. */
export function isLimited(
	point: EntryPoint,
	asksModel: boolean,
	bodies: readonly {readonly scope: FileScope; readonly at: number}[],
	calls: readonly {readonly call: Call}[],
): boolean {
	if (point.guards.some(({kind}) => kind === 'limiter')) return true;
	if (point.middleware.some(one => namesLimiter(one) || /limit|throttle/iu.test(one))) return true;
	// A model that did not answer is asked again: what counts that counts no caller.
	const counts = (name: string): boolean => (counting.test(name) && !bare.test(name)) || (!asksModel && tries.test(name));
	const isCounted = (names: readonly string[]): boolean => names.some(counts);
	if (calls.some(({call}) => (isLimiter(call) && !(asksModel && tries.test(call.to))) || isCounted(call.when))) return true;
	return bodies.some(
		({scope, at}) =>
			scope.exitsIn(at).some(exit => isCounted(exit.when)) ||
			(scope.code.functions[at]?.decorators ?? []).some(one => {
				const name = one.is === 'call' ? (scope.code.calls[one.call]?.to ?? '') : one.is === 'name' ? one.name : '';
				return namesLimiter(name) || (one.is === 'call' && /limit|throttle/iu.test(name));
			}),
	);
}

/** A limiter is put in front of the path under which all procedures of a framework are called: `app.use('/api/trpc/*', limiter)`. */
export function countsAllOf(framework: string, facts: Facts): boolean {
	const path = new RegExp(`(?:^|/)${framework}(?:/\\*?)?$`, 'u');
	return serverFiles(facts).some(({scope}) =>
		scope.code.calls.some(({to, args: [first, ...others]}) => {
			if (lastOf(to) !== 'use' || first?.is !== 'text' || !path.test(first.text)) return false;
			return others.some(one =>
				one.is === 'name' ? namesLimiter(one.name) : one.is === 'call' && namesLimiter(scope.code.calls[one.call]?.to ?? ''),
			);
		}),
	);
}

/** The frameworks of Python all of whose routes a limiter with defaults counts; slowapi applies them by a middleware. */
export function countedByDefault(facts: Facts): ReadonlySet<string> {
	const found = new Set<string>();
	const isApplied = facts.files.some(({code}) => code?.imports.some(({name}) => /^SlowAPI(?:ASGI)?Middleware$/u.test(name ?? '')) === true);
	for (const {scope} of serverFiles(facts))
		for (const call of scope.code.calls) {
			if (lastOf(call.to) !== 'Limiter' || !call.named.some(({key}) => key === 'default_limits')) continue;
			const from = facts.program.scopes.modules.definitionOf(scope.path, call.to, call.in);
			if (from.is !== 'package') continue;
			if (from.package === 'flask_limiter') found.add('flask');
			if (from.package === 'slowapi' && isApplied) found.add('fastapi');
		}
	return found;
}
