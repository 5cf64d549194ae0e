import type {Place} from '../../safe-text.ts';
import {type Call, type Code, lastOf, textOf} from '../code/code.ts';
import {type Facts, holds} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';
import {givenIn} from './given.ts';
import {type RunningFile, runningFiles} from './running.ts';
import {eachValue} from './values.ts';

/** A header that says who is asking, or under which address, and that anyone can write: what it is used for. */
export type Forwarded = Place & {
	readonly header: 'for' | 'host';
	readonly use: 'limit' | 'mail' | 'unclear' | 'other';
	readonly how: 'as it is' | 'counted';
};

const header = /^x-forwarded-(?<what>for|host)$/iu;
const limiting: ReadonlySet<string> = new Set(
	'limit limits limiter limited ratelimit ratelimiter rate throttle throttler throttling quota lockout attempts attempt bruteforce slowdown abuse defense ban banned blocked failed'.split(
		' ',
	),
);
const counting: ReadonlySet<string> = new Set('hop hops trusted depth proxies'.split(' '));
const limiterPackages =
	/^(?:express-rate-limit|rate-limiter-flexible|@upstash\/ratelimit|express-slow-down|koa-ratelimit|hono-rate-limiter|@nestjs\/throttler|slowapi|fastapi_limiter|flask_limiter)(?:[/.]|$)/u;

const speaksOf = (name: string, words: ReadonlySet<string>): boolean => wordsOf(name).some(word => words.has(word));

type Read = Place & {readonly header: 'for' | 'host'; readonly in: number};

/** Where a file reads such a header. */
function readsIn({path, code}: RunningFile): readonly Read[] {
	const found: Read[] = [];
	const add = (name: string, place: {readonly line: number; readonly text: string; readonly in: number}): void => {
		const what = header.exec(name)?.groups?.what?.toLowerCase();
		if (what !== undefined) found.push({path, line: place.line, text: place.text, in: place.in, header: what === 'for' ? 'for' : 'host'});
	};
	eachValue(code, (value, at) => {
		if (value.is === 'name') add(lastOf(value.name), at);
	});
	for (const call of code.calls) {
		if (/(?:^|\.)(?:get|header|getHeader|getRequestHeader|getFirst)$/u.test(call.to))
			for (const arg of call.args) add(textOf(arg) ?? '', call);
		for (const part of call.to.split('.')) add(part, call);
	}
	return [...new Map(found.map(one => [`${one.line}:${one.header}`, one])).values()];
}

/** The named function that a place stands in. */
function namedAround(at: number, code: Code): number {
	for (let here = at, steps = 0; here >= 0 && steps < 20; steps++) {
		const one = code.functions[here];
		if (one === undefined) return -1;
		if (one.name !== '') return here;
		here = one.in;
	}
	return -1;
}

/** Every call of a function of the project, by its own name. */
type Callers = ReadonlyMap<string, readonly {readonly file: RunningFile; readonly call: Call}[]>;

function callersOf(files: readonly RunningFile[], names: ReadonlySet<string>): Callers {
	const found = new Map<string, {readonly file: RunningFile; readonly call: Call}[]>();
	for (const file of files)
		for (const call of file.code.calls) {
			const name = lastOf(call.to);
			if (names.has(name)) found.set(name, [...(found.get(name) ?? []), {file, call}]);
		}
	return found;
}

/** Whether what stands in a function decides how often somebody may ask. */
function limits(at: number, {code, path}: RunningFile): boolean {
	const around = namedAround(at, code);
	const one = code.functions[around];
	if (one !== undefined && (lastOf(one.name) === 'keyGenerator' || lastOf(one.name) === 'key_func' || speaksOf(one.name, limiting)))
		return true;
	if (speaksOf(path.slice(path.lastIndexOf('/') + 1), limiting)) return true;
	return code.calls.some(
		call =>
			namedAround(call.in, code) === around &&
			around !== -1 &&
			(speaksOf(lastOf(call.to), limiting) ||
				(limiterPackages.test(code.imports.find(({local}) => call.to.startsWith(`${local ?? ''}.`))?.from ?? '') &&
					/(?:limit|consume)$/u.test(call.to))),
	);
}

const writtenDown = /\b(?:console|log|logger|logging|audit)\b/iu;

/** Something in the file speaks of limits. */
const namesLimits = ({code}: RunningFile): boolean =>
	code.calls.some(({to}) => speaksOf(lastOf(to), limiting)) ||
	code.variables.some(({names}) => names.some(name => speaksOf(name, limiting)));

const known = new WeakMap<readonly unknown[], readonly Forwarded[]>();

/** Every read of such a header in the server's code, with what it is used for. */
export function forwardedIn(facts: Facts): readonly Forwarded[] {
	const before = known.get(facts.files);
	if (before !== undefined) return before;
	const files = runningFiles(facts).filter(({file}) => file.side !== 'client');
	const reads = files.flatMap(file => readsIn(file).map(read => ({read, file, around: namedAround(read.in, file.code)})));
	const names = new Set(reads.flatMap(({file, around}) => (around === -1 ? [] : [lastOf(file.code.functions[around]?.name ?? '')])));
	const callers = callersOf(files, names);
	const made = reads.map(({read, file, around}): Forwarded => {
		const name = lastOf(file.code.functions[around]?.name ?? '');
		const users = name.length < 4 ? [] : (callers.get(name) ?? []).slice(0, 200);
		const counted =
			wordsOf(`${name} ${read.text} ${file.code.functions[around]?.parameters.map(one => one.name).join(' ') ?? ''}`).some(word =>
				counting.has(word),
			) || file.code.variables.some(one => one.in === read.in && one.names.some(said => speaksOf(said, counting)));
		const use =
			read.header === 'for' && (limits(read.in, file) || users.some(({file: other, call}) => limits(call.in, other)))
				? 'limit'
				: read.header === 'host' &&
						[{path: read.path, at: read.in}, ...users.map(({file: other, call}) => ({path: other.path, at: call.in}))].some(({path, at}) =>
							facts.program.pointsOf(path, at).some(({costs}) => costs.some(({does}) => does === 'mails')),
						)
					? 'mail'
					: read.header === 'for' && !writtenDown.test(read.text) && [file, ...users.map(one => one.file)].some(namesLimits)
						? 'unclear'
						: 'other';
		return {path: read.path, line: read.line, text: read.text, header: read.header, use, how: counted ? 'counted' : 'as it is'};
	});
	known.set(facts.files, made);
	return made;
}

/** Where the framework is told to believe whatever is forwarded, beside a limiter that counts by address. */
export function believingAll(facts: Facts): readonly Place[] {
	const files = runningFiles(facts).filter(({file}) => file.side !== 'client');
	const limiter =
		files.some(({code}) => code.imports.some(({from, typeOnly}) => !typeOnly && /^express-rate-limit$|^express-slow-down$/u.test(from))) &&
		!files.some(({code}) => givenIn(code).some(({name}) => name === 'keyGenerator'));
	if (!limiter) return [];
	return files.flatMap(({path, code}) =>
		code.calls
			.filter(
				({to, args}) =>
					(/\.set$/u.test(to) && textOf(args[0]) === 'trust proxy' && args[1]?.is === 'literal' && args[1].value === true) ||
					(/\.enable$/u.test(to) && textOf(args[0]) === 'trust proxy'),
			)
			.map(({line, text}) => ({path, line, text})),
	);
}

/** A platform that writes the header itself, whatever the visitor sent. */
export const isOverwritten = (facts: Facts): boolean => holds(facts, 'deploy.vercel', 'deploy.netlify', 'deploy.cloudflare');
/** It is put online by itself, behind whatever proxy there is. */
export const isSelfHosted = (facts: Facts): boolean =>
	holds(
		facts,
		'deploy.docker',
		'deploy.compose',
		'deploy.k8s',
		'deploy.helm',
		'deploy.fly',
		'deploy.heroku',
		'deploy.render',
		'deploy.railway',
	);
