import type {Place} from '../../safe-text.ts';
import {type Call, entryOf, lastOf, type Value} from '../code/code.ts';
import {mayHold} from '../code/lazy.ts';
import {targetOf} from '../entry-points/resolve.ts';
import type {FileScope, Scopes} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {isReached} from '../reached.ts';

type Maker = {readonly package: RegExp; readonly name: RegExp; readonly elsewhere: RegExp};

/** Limiters that count in the memory of the process unless they are told where else. */
const makers: readonly Maker[] = [
	{package: /^express-rate-limit$|^express-slow-down$/u, name: /^(?:default|rateLimit|slowDown|RateLimit)$/u, elsewhere: /^store$/u},
	{package: /^hono-rate-limiter$/u, name: /^rateLimiter$/u, elsewhere: /^store$/u},
	{package: /^koa-ratelimit$/u, name: /^default$/u, elsewhere: /^db$/u},
	{package: /^rate-limiter-flexible$/u, name: /^RateLimiterMemory$/u, elsewhere: /^$/u},
	{package: /^slowapi$/u, name: /^Limiter$/u, elsewhere: /^storage_(?:uri|options)$/u},
	{package: /^flask_limiter$/u, name: /^Limiter$/u, elsewhere: /^storage_(?:uri|options)$/u},
];

/** A limiter that counts elsewhere, for which one in memory stands in while that cannot be reached. */
const spareTo = /(?:^|\.)RateLimiter(?:Redis|Valkey|Mongo|Postgres|MySQL|Prisma|Drizzle|Memcache|Dynamo|Cluster|SQLite)\w*$/u;

/** Names by which any of these may be called, whichever package of the workspace passes it on. */
const anyName = /limit|throttl|slow_?down/iu;

/** Where a limiter is made whose counts are those of one process. One whose options could not be read is left out. */
export const limitersInMemory = (facts: Facts): readonly Place[] =>
	facts.files.flatMap(file => {
		const {path, role, side, code} = file;
		if (role !== 'app' || side === 'client' || code === undefined || !mayHold(code, anyName)) return [];
		const scope = isReached(file, facts.reached) !== false ? facts.program.scopes.at(path) : undefined;
		const calls = scope?.code.calls ?? [];
		return calls.flatMap(call => {
			if (call.to === '' || call.to.includes('()')) return [];
			if (scope !== undefined && (isFastifys(call, scope, facts.program.scopes) || isNests(call, scope, facts.program.scopes)))
				return [{path, line: call.line, text: call.text}];
			const from = facts.program.scopes.modules.definitionOf(path, call.to, call.in);
			if (from.is !== 'package') return [];
			const name = from.name === '*' ? lastOf(call.to) : lastOf(from.name);
			const maker = makers.find(one => one.package.test(from.package) && one.name.test(name));
			const isSpare = name === 'RateLimiterMemory' && calls.some(({to}) => spareTo.test(to));
			return maker !== undefined && !isSpare && !isKeptElsewhere(call, maker) ? [{path, line: call.line, text: call.text}] : [];
		});
	});

/** `app.register(rateLimit, {…})`, with options that name no Redis. */
function isFastifys({to, args, in: at}: Call, scope: FileScope, scopes: Scopes): boolean {
	const [plugin, given] = args;
	if (lastOf(to) !== 'register' || plugin?.is !== 'name' || !isFrom(plugin.name, /^(?:@fastify\/rate-limit|fastify-rate-limit)$/u, scope))
		return false;
	const target = given?.is === 'name' ? targetOf(scopes, given, {path: scope.path, in: at}) : undefined;
	const options = target?.is === 'value' ? target.value : given;
	return options === undefined || (options.is === 'object' && !options.entries.some(({key}) => /^(?:redis|store|\.\.\.)$/u.test(key)));
}

/** `ThrottlerModule.forRoot(…)`, or what a factory answers for `forRootAsync`, without a storage. */
function isNests({to, args, in: at}: Call, scope: FileScope, scopes: Scopes): boolean {
	if (!/^ThrottlerModule\.forRoot(?:Async)?$/u.test(to) || !isFrom('ThrottlerModule', /^@nestjs\/throttler$/u, scope)) return false;
	if (to === 'ThrottlerModule.forRoot') return args.every(hasNoStorage);
	const factory = entryOf(args[0], 'useFactory');
	const target = factory === undefined ? undefined : targetOf(scopes, factory, {path: scope.path, in: at});
	if (target?.is !== 'function') return false;
	const answers =
		scopes
			.at(target.path)
			?.exitsIn(target.function)
			.flatMap(({value}) => value ?? []) ?? [];
	return answers.length > 0 && answers.every(hasNoStorage);
}

const hasNoStorage = (value: Value): boolean =>
	value.is === 'list' || (value.is === 'object' && !value.entries.some(({key}) => key === 'storage' || key === '...'));

const isFrom = (name: string, from: RegExp, {code}: FileScope): boolean =>
	code.imports.some(one => one.local === name && from.test(one.from));

const isKeptElsewhere = ({args, named}: Call, {elsewhere}: Maker): boolean =>
	named.some(({key}) => elsewhere.test(key) || key === '...') ||
	args.some(arg => (arg.is === 'object' ? arg.entries.some(({key}) => elsewhere.test(key) || key === '...') : arg.is === 'spread'));
