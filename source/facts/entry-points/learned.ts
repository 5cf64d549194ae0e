import {type Code, lastOf} from '../code/code.ts';
import type {FoundGuard} from '../guards/found.ts';
import type {Assembled} from './assembled.ts';
import type {EntryPoint} from './entry-point.ts';
import type {Registered} from './registered.ts';

/** Of fewer entry points that change something the share says nothing. */
const fewest = 5;
/** The share of them in front of which a function must stand before it counts as a guard. */
const share = 0.6;
const byThemselves: ReadonlySet<EntryPoint['kind']> = new Set<EntryPoint['kind']>(['cron', 'queue', 'webhook']);
const identifying: ReadonlySet<string> = new Set(['key', 'signature', 'signed-in', 'role']);

/** The keys of the guards that only their use shows: they stand in front of most entry points of a package that change something, and some of these have no other. */
export function learnedFrom(all: readonly Assembled[]): ReadonlySet<string> {
	const moving = all.filter(({point}) => point.writes.length + point.costs.length > 0 && !byThemselves.has(point.kind));
	const learned = new Set<string>();
	for (const folder of new Set(moving.map(({point}) => point.package))) {
		const here = moving.filter(({point}) => point.package === folder);
		if (here.length < fewest) continue;
		for (const key of new Set(here.flatMap(({perhaps}) => perhaps.map(keyOf)))) {
			const behind = here.filter(({perhaps}) => perhaps.some(one => keyOf(one) === key));
			const isNeeded = behind.some(({point}) => !point.guards.some(({kind}) => identifying.has(kind)));
			if (isNeeded && behind.length >= here.length * share) learned.add(key);
		}
	}
	return learned;
}

const keyOf = ({rejects}: FoundGuard): string => JSON.stringify([rejects.path, rejects.line]);

/** A guard that is one, also by what was learned; nothing where that is not known. */
export function asLearned(guard: FoundGuard, learned: ReadonlySet<string>): readonly FoundGuard[] {
	if (guard.perhaps !== true) return [guard];
	return learned.has(keyOf(guard)) && !guard.weak ? [{...guard, perhaps: false, needs: []}] : [];
}

const request = /^(?:req|request|ctx|context|event|c|evt|_request|info)$/u;
const requestType = /(?:Request|Context|Event|Connection)$/u;

/** Whether the parameters that must be the request are what the framework gives for one. In JavaScript a request comes first, except to actions, whose arguments are the caller's own word. */
export function isGivenRequest({needs, path}: FoundGuard, {kind}: Registered, code: Code | undefined): boolean {
	return needs.every(({of, index, key}) => {
		const parameter = code?.functions[of]?.parameters[index];
		if (parameter === undefined) return false;
		const {type} = parameter;
		if (request.test(key ?? parameter.name) || (type?.is === 'name' && requestType.test(lastOf(type.name)))) return true;
		return index === 0 && key === undefined && !path.endsWith('.py') && kind !== 'action' && kind !== 'rpc';
	});
}
