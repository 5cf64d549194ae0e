import type {Effect, EntryPoint, GuardKind} from '../entry-points/entry-point.ts';

/** Who may call an entry point, as far as its guards say. */
export type Caller = 'anyone' | 'not known' | 'signed in' | 'a role' | 'a key' | 'a signature' | 'the program';

const callers: Readonly<Partial<Record<GuardKind, Caller>>> = {
	role: 'a role',
	'signed-in': 'signed in',
	signature: 'a signature',
	key: 'a key',
};
/** The narrowest first. */
const order: readonly GuardKind[] = ['role', 'signed-in', 'signature', 'key'];
const ownWork: ReadonlySet<EntryPoint['kind']> = new Set(['cron', 'queue']);

/** Who can call an entry point. What could not be followed is not known, never open. */
export function callerOf(point: EntryPoint): Caller {
	const kind = order.find(one => point.guards.some(guard => guard.kind === one));
	const caller = kind === undefined ? undefined : callers[kind];
	if (caller !== undefined) return caller;
	if (ownWork.has(point.kind)) return 'the program';
	return point.unresolved.length > 0 ? 'not known' : 'anyone';
}

/** What an entry point does to the world, each thing once: `writes orders`, `pays stripe`. */
export const effectsOf = (point: EntryPoint): readonly string[] => [
	...new Set(
		[...point.writes, ...point.costs].map(({does, what}: Effect) =>
			what === '' ? (wordless.has(does) ? `${does} something` : does) : `${does} ${what}`,
		),
	),
];

const wordless: ReadonlySet<Effect['does']> = new Set<Effect['does']>(['writes', 'deletes', 'pays']);

/** Whether it changes or costs something. */
export const isMoving = (point: EntryPoint): boolean => point.writes.length > 0 || point.costs.length > 0;
