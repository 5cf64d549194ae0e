import type {Instance} from './python-instances.ts';
import type {Step} from './registered.ts';

/** One router put on another. */
export type Mount = {
	readonly parent: Instance;
	readonly prefix: string;
	readonly before: readonly Step[];
	readonly unresolved: readonly string[];
};

/** How requests come to a router: the whole prefix, and what runs in front. */
export type Way = {readonly prefix: string; readonly before: readonly Step[]; readonly unresolved: readonly string[]};

/** What a framework says of its instances. */
export type Mounting = {
	/** Whether it answers by itself. */
	readonly isApp: (one: Instance) => boolean;
	readonly mounts: ReadonlyMap<Instance, readonly Mount[]>;
	/** What runs in front of everything on it, its mounts apart. */
	readonly own: (one: Instance) => readonly Step[];
	/** A prefix of its own, where that is not part of its mounts. */
	readonly prefix: (one: Instance) => string;
	/** There are mounts whose router could not be followed. */
	readonly lost: boolean;
};

const deepest = 10;
const most = 64;

/** The ways to each instance; none for a router that nothing mounts, unless a mount could not be followed. */
export function waysOf({isApp, mounts, own, prefix, lost}: Mounting): (one: Instance) => readonly Way[] {
	const known = new Map<Instance, readonly Way[]>();
	const ways = (one: Instance, path: readonly Instance[]): readonly Way[] => {
		const before = known.get(one);
		if (before !== undefined) return before;
		if (path.includes(one) || path.length > deepest) return [];
		const found = (mounts.get(one) ?? []).flatMap(mount =>
			ways(mount.parent, [...path, one]).map(
				(way): Way => ({
					prefix: way.prefix + mount.prefix,
					// An application inside another keeps its own dependencies; only what is wrapped around the outer one still runs.
					before: [...(isApp(one) ? way.before.filter(step => step.how === 'middleware') : way.before), ...mount.before, ...own(one)],
					unresolved: [...way.unresolved, ...mount.unresolved],
				}),
			),
		);
		const alone: Way = {prefix: prefix(one), before: own(one), unresolved: []};
		const all =
			found.length > 0 || !(isApp(one) || lost) ? found : [isApp(one) ? alone : {...alone, unresolved: ['where its router is included']}];
		const result = all.slice(0, most);
		if (path.length === 0) known.set(one, result);
		return result;
	};
	return one => ways(one, []);
}

const slashes = /\/{2,}/gu;

/** Two parts of a path, written one after the other. */
export const pathOf = (...parts: readonly string[]): string => `/${parts.join('/')}`.replace(slashes, '/');

/** A path with its parameters in our notation: `{id}` and `<int:id>` become `:id`, a rest of the path `*`. The pattern names its groups `name` and `rest`. */
export const routeOf = (written: string, parameter: RegExp): string => {
	let made = '';
	let from = 0;
	for (const match of written.matchAll(parameter)) {
		made += written.slice(from, match.index) + (match.groups?.rest === undefined ? `:${match.groups?.name ?? ''}` : '*');
		from = match.index + match[0].length;
	}
	return made + written.slice(from);
};
