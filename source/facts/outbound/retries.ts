import type {Place} from '../../safe-text.ts';
import {type Call, type Code, entryOf, lastOf, type Value} from '../code/code.ts';
import {mayHold, mayName} from '../code/lazy.ts';
import {originOf} from '../entry-points/origin.ts';
import type {Facts} from '../facts.ts';
import {importsFrom} from '../files.ts';
import {isReached} from '../reached.ts';

/** Something that tries again; `isBare` when it does so at once, or without an end. */
export type Retry = Place & {readonly isBare: boolean | 'unknown'};

const helpers: ReadonlySet<string> = new Set(
	'p-retry async-retry exponential-backoff cockatiel backoff stamina retry ts-retry-promise'.split(' '),
);
const retrying = /[rR]etr(?:y|ies)/u;

/** The retries that server code asks a library or a queue for, and functions that say by their name that they try again. */
export function retriesIn(facts: Facts): readonly Retry[] {
	const known = importsFrom(facts, helpers).map(({path, line, text}): Retry => ({path, line, text, isBare: false}));
	const found = facts.files.flatMap((file): readonly Retry[] => {
		const {code, path, language} = file;
		if (code === undefined || file.role !== 'app' || file.side === 'client' || isReached(file, facts.reached) !== true) return [];
		const own = mayHold(code, retrying)
			? code.functions.flatMap(({name, line, text}, at): readonly Retry[] =>
					tries(code, at) && (/^(?:with|fetch|do|request|call)?_?[rR]etry/u.test(lastOf(name)) || /[wW]ith_?[rR]etry$/u.test(name))
						? [{path, line, text, isBare: 'unknown'}]
						: [],
				)
			: [];
		if (language === 'py') return [...own, ...decorated(file.path, facts)];
		const asked = mayName(code, ['attempts', 'axiosRetry', 'add', '.add', 'Queue'])
			? code.calls.flatMap((call, at) => queued(call, at, path, facts))
			: [];
		return [...own, ...asked];
	});
	return [...found, ...known];
}

/** It catches, waits or goes round: a part of a page that is called so does none of it. */
const tries = ({functions, calls, catches}: Code, at: number): boolean => {
	const own = functions[at];
	const isIn = ({line}: {readonly line: number}): boolean => own !== undefined && own.line <= line && line <= own.end;
	return (
		own !== undefined &&
		(own.isAsync ||
			catches.some(isIn) ||
			calls.some(call => isIn(call) && (call.inLoop || call.inTry)) ||
			own.parameters.some(({name}) => /^(?:fn|func|function|work|task|operation|callback|action|attempts?|retries|max\w*)$/iu.test(name)))
	);
};

/** `queue.add(name, data, {attempts: 5})` of BullMQ, `axiosRetry(axios, {retries: 3})`. */
function queued(call: Call, at: number, path: string, facts: Facts): readonly Retry[] {
	const place = {path, line: call.line, text: call.text};
	if (/^axios-?[rR]etry$/u.test(lastOf(call.to))) {
		const options = call.args[1];
		const isBare =
			options === undefined || (options.is === 'object' && !options.entries.some(({key}) => key === 'retryDelay' || key === '...'));
		return [{...place, isBare: options !== undefined && options.is !== 'object' ? 'unknown' : isBare}];
	}
	const given = call.args.map(arg => entryOf(arg, 'defaultJobOptions') ?? arg).find(arg => attemptsOf(arg) > 1);
	if (given === undefined) return [];
	const origin = originOf(facts.program.scopes.modules, path, at) ?? '';
	if (!/^(?:bullmq|bull|@nestjs\/bull(?:mq)?):/u.test(origin) && lastOf(call.to) !== 'add') return [];
	if (lastOf(call.to) === 'add' && !origin.startsWith('bull')) return [];
	return [{...place, isBare: entryOf(given, 'backoff') === undefined}];
}

function attemptsOf(value: Value): number {
	const attempts = entryOf(value, 'attempts');
	return attempts?.is === 'literal' && typeof attempts.value === 'number' ? attempts.value : 0;
}

/** `@retry(…)` of tenacity, `@app.task(autoretry_for=…)` of Celery. */
function decorated(path: string, facts: Facts): readonly Retry[] {
	const code = facts.program.scopes.at(path)?.code;
	if (code === undefined) return [];
	const usesTenacity = code.imports.some(({from}) => from.startsWith('tenacity'));
	return code.functions.flatMap(({decorators, line, text}): readonly Retry[] =>
		decorators.flatMap((one): readonly Retry[] => {
			if (one.is === 'name') return usesTenacity && lastOf(one.name) === 'retry' ? [{path, line, text, isBare: true}] : [];
			const call = one.is === 'call' ? code.calls[one.call] : undefined;
			if (call === undefined) return [];
			const named = (key: string): boolean => call.named.some(entry => entry.key === key || entry.key === '...');
			const place = {path, line: call.line, text: call.text};
			if (usesTenacity && lastOf(call.to) === 'retry') return [{...place, isBare: !named('wait') || !named('stop')}];
			return named('autoretry_for') ? [{...place, isBare: !named('retry_backoff')}] : [];
		}),
	);
}
