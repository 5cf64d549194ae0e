import {type Call, lastOf} from '../../code/code.ts';
import {wordsOf} from '../../guards/words.ts';
import type {RunningFile} from '../running.ts';
import {namedAround} from './forwarded-reads.ts';

const limiting: ReadonlySet<string> = new Set(
	'limit limits limiter limited ratelimit ratelimiter rate throttle throttler throttling quota lockout attempts attempt bruteforce slowdown abuse defense ban banned blocked failed'.split(
		' ',
	),
);

const limiterPackages =
	/^(?:express-rate-limit|rate-limiter-flexible|@upstash\/ratelimit|express-slow-down|koa-ratelimit|hono-rate-limiter|@nestjs\/throttler|slowapi|fastapi_limiter|flask_limiter)(?:[/.]|$)/u;

/** One of the name's words is among these. */
export const speaksOf = (name: string, words: ReadonlySet<string>): boolean => wordsOf(name).some(word => words.has(word));

/** `.limit(1)` says how many rows come, not how often somebody may ask. */
const isOfQuery = ({to, args}: Call): boolean => lastOf(to) === 'limit' && args[0]?.is === 'literal';

/** Whether what stands in a function decides how often somebody may ask. */
export function limits(at: number, {code, path}: RunningFile): boolean {
	const around = namedAround(at, code);
	const one = code.functions[around];
	if (one !== undefined && (lastOf(one.name) === 'keyGenerator' || lastOf(one.name) === 'key_func' || speaksOf(one.name, limiting)))
		return true;
	if (speaksOf(path.slice(path.lastIndexOf('/') + 1), limiting)) return true;
	return code.calls.some(
		call =>
			namedAround(call.in, code) === around &&
			around !== -1 &&
			((speaksOf(lastOf(call.to), limiting) && !isOfQuery(call)) ||
				(limiterPackages.test(code.imports.find(({local}) => call.to.startsWith(`${local ?? ''}.`))?.from ?? '') &&
					/(?:limit|consume)$/u.test(call.to))),
	);
}

/** Something in the file speaks of limits. */
export const namesLimits = ({code}: RunningFile): boolean =>
	code.calls.some(call => speaksOf(lastOf(call.to), limiting) && !isOfQuery(call)) ||
	code.variables.some(({names}) => names.some(name => speaksOf(name, limiting)));
