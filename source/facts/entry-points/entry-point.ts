import type {Place} from '../../safe-text.ts';

/** A place where something from outside sets code going: a request, a message, a clock, a person in a form. One form for every framework. */
export type EntryPoint = Place & {
	readonly kind: 'http' | 'page' | 'action' | 'rpc' | 'function' | 'webhook' | 'cron' | 'queue' | 'socket';
	/** `express`, `next.app`, `fastapi` …: the name of the framework's fact without `fw.`. */
	readonly framework: string;
	/** In capitals; `ANY` when it answers all. For what is not HTTP, empty. */
	readonly method: string;
	/** The whole path with every prefix, `/users/:id`, a catch-all is `*`; for what is not HTTP, its name. */
	readonly route: string;
	/** The names of the path's parameters. */
	readonly parameters: readonly string[];
	readonly package: string;
	/** Where its code stands, when it could be followed. */
	readonly handler?: Place & {readonly name: string};
	/** What stands in front of the handler, in the order in which it runs, as written. */
	readonly middleware: readonly string[];
	readonly guards: readonly GuardOnTheWay[];
	/** What it changes, directly or within three calls. */
	readonly writes: readonly Effect[];
	/** What it costs: models, mail, messages, payments. */
	readonly costs: readonly Effect[];
	/** Its name says that strangers are meant to call it: sign-in, health, webhook … */
	readonly publicByName: boolean;
	/** Its guards are what they are because a person said so there. */
	readonly said?: Place;
	/** What could not be followed on the way; guards are then not known to be absent. */
	readonly unresolved: readonly string[];
};

/** Who may pass. `limiter` and `validation` are no guards of identity, and are told apart from them. */
export type GuardKind = 'signed-in' | 'role' | 'key' | 'signature' | 'limiter' | 'validation';

/** Something on the way that turns callers away. */
export type GuardOnTheWay = Place & {
	/** As written where it is used: `requireUser`, `JwtAuthGuard`, `verify_jwt`. */
	readonly name: string;
	readonly kind: GuardKind;
	readonly how: 'middleware' | 'wrapper' | 'call' | 'dependency' | 'decorator' | 'gate' | 'platform';
	/** The line on which a person says that it is one, where nothing else does. */
	readonly said?: Place;
};

export type Effect = Place & {
	readonly does: 'writes' | 'deletes' | 'mails' | 'texts' | 'pays' | 'asks a model' | 'stores a file' | 'runs a command';
	/** The table, the model or the vendor; empty when it cannot be told. */
	readonly what: string;
};

/** A framework whose entry points are not read, or a registration that could not be followed: what is not known, by name. */
export type UnreadEntryPoints = {readonly framework: string; readonly because: string; readonly places: readonly Place[]};

/** Who can call what. */
export type EntryPoints = {
	/** By path and line. */
	readonly points: readonly EntryPoint[];
	readonly unread: readonly UnreadEntryPoints[];
};
