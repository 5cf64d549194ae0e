import type {Place} from '../../safe-text.ts';
import type {Call, Value} from '../code/code.ts';
import type {Facts} from '../facts.ts';
import {importsFrom} from '../files.ts';
import {serverFiles} from '../sinks/sink.ts';

const limiting =
	/(?:^|[._])(?:\w*rate_?limit\w*|\w*limiter\w*|\w*throttl\w*|slow_?down|\w*quota\w*|arcjet\w*|aj\.protect|\w*token_?bucket\w*|\w*credits?\w*|\w*(?:max|daily|monthly|usage|message|request|attempt|login)s?_?limit\w*|(?:check|enforce|within|exceeds?)_?\w*limit\w*|consume_?points|brute\w*|\w*lockout\w*|axes\w*|\w*attempts\w*)/iu;
/** Libraries that count calls. */
export const limiterPackages: ReadonlySet<string> = new Set(
	'@upstash/ratelimit express-rate-limit express-slow-down rate-limiter-flexible @fastify/rate-limit hono-rate-limiter @nestjs/throttler @arcjet/next @arcjet/node koa-ratelimit express-brute slowapi fastapi-limiter flask-limiter flask_limiter django-ratelimit django_ratelimit django-axes axes limits limiter bottleneck convex-helpers @convex-dev/rate-limiter next-rate-limit lambda-rate-limiter fastapi_limiter'.split(
		' ',
	),
);

/** A name says that it counts how often something is done. */
export const namesLimiter = (name: string): boolean => limiting.test(name);

/** A call that counts how often something is done; the limits of a query or an upload are none. */
export const isLimiter = (call: Call): boolean => limiting.test(call.to) && !/(?:^|\.)limits?$/iu.test(call.to);

/** Where a limiter is brought in or made, anywhere on the server. */
export function limitersOf(facts: Facts): readonly Place[] {
	const imported = importsFrom(facts, limiterPackages, ['app', 'config']);
	const named = serverFiles(facts).flatMap(({scope}) =>
		scope.code.calls.filter(isLimiter).map(({line, text}) => ({path: scope.path, line, text})),
	);
	const settings = facts.files.flatMap(({path}) =>
		/settings/u.test(path)
			? (facts.program.scopes.at(path)?.code.variables ?? [])
					.filter(
						one => one.names.some(name => /^AXES_|THROTTLE/u.test(name)) || (one.names.includes('REST_FRAMEWORK') && throttles(one.value)),
					)
					.map(({line, text}) => ({path, line, text}))
			: [],
	);
	return [...imported, ...named, ...settings].map(({path, line, text}) => ({path, line, text}));
}

/** Settings in which something of Django REST framework's throttling is set. */
const throttles = (value: Value): boolean => value.is === 'object' && value.entries.some(({key}) => key.startsWith('DEFAULT_THROTTLE_'));

/** Limiters that count only failures: what succeeds may be done without end. */
export const lenientLimitersOf = (facts: Facts): readonly Place[] =>
	serverFiles(facts).flatMap(({scope}) =>
		scope.code.calls
			.filter(call =>
				call.args.some(
					arg =>
						arg.is === 'object' &&
						arg.entries.some(({key, value}) => key === 'skipSuccessfulRequests' && value.is === 'literal' && value.value === true),
				),
			)
			.map(({line, text}) => ({path: scope.path, line, text})),
	);
