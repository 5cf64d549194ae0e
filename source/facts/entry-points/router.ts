import type {Place} from '../../safe-text.ts';
import type {Dialect} from './dialect.ts';
import type {EntryPoint, GuardOnTheWay} from './entry-point.ts';
import type {Step} from './registered.ts';
import type {Term} from './running/known.ts';

/** A path as it is given to a router, and what of it could not be told. */
export type Path = {readonly path: string; readonly unresolved: readonly string[]};

/** What is done to a router, in order. */
export type RouterEvent =
	/** Steps for everything below the paths, or, `exact`, at them. */
	| {readonly is: 'use'; readonly paths: readonly Path[]; readonly exact: boolean; readonly steps: readonly Step[]}
	| {readonly is: 'mount'; readonly paths: readonly Path[]; readonly before: readonly Step[]; readonly router: Router}
	| RouteEvent;

/** Whether a function lets what comes after it run. */
export type HandsOn = 'seen' | 'perhaps' | 'never';

/** A route on a router. */
export type RouteEvent = {
	readonly is: 'route';
	readonly kind: EntryPoint['kind'];
	readonly methods: readonly string[];
	readonly paths: readonly Path[];
	readonly handler?: Step;
	readonly before: readonly Step[];
	/** Whether its handler hands on to a later route that fits as well: seen to, not seen at all, or seen not to. */
	readonly handsOn: HandsOn;
	readonly given: readonly GuardOnTheWay[];
	readonly unresolved: readonly string[];
	readonly place: Place;
};

/** Something that routes are registered on. */
export type Router = {
	readonly id: number;
	readonly dialect: Dialect;
	/** An `app` answers by itself; a `router` only where it is mounted; a `maybe` answers by itself when something is seen to serve it. */
	readonly role: 'app' | 'router' | 'maybe';
	readonly place: Place;
	readonly events: RouterEvent[];
	/** A prefix of its own. */
	prefix: Path;
	/** It is mounted, served or exported. */
	mounted: boolean;
	served: boolean;
	/** What it was given by name (`fastify.decorate`). */
	readonly given: Map<string, Term>;
	readonly parent?: Router;
};

/** A router as a value: perhaps seen through a prefix, or with the path already chosen (`router.route('/x')`). */
export type RouterRef = {readonly router: Router; readonly prefix: readonly Path[]; readonly chosen: boolean};

/** The router itself. */
export const refTo = (router: Router): RouterRef => ({router, prefix: [], chosen: false});
