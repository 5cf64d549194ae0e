import type {Place} from '../../safe-text.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {Facts} from '../facts.ts';

/** Work that a clock starts, and what keeps it from running twice. */
export type Scheduled = Place & {
	readonly point: EntryPoint;
	/** A timer inside the program: each process that runs has one of its own. */
	readonly inProcess: boolean;
	/** Something in its body lets one at a time through. */
	readonly lock?: Place;
	readonly followed: boolean;
};

const timers: ReadonlySet<string> = new Set([
	'node-cron',
	'cron',
	'croner',
	'node-schedule',
	'nest',
	'apscheduler',
	'flask_apscheduler',
	'schedule',
	'fastapi_utils',
]);
const lockWord =
	/(?:^|[^a-z])(?:locks?|locked|locking|mutex|redlock|leader|is_?primary|is_?master|advisory|acquire\w*|try_?lock|with_?lock|set_?nx|skip_?locked|singleton\w*|is_?running|already_?running|in_?progress|claim\w*|lease\w*|idempoten\w*|last_?run\w*|elected)(?:[^a-z]|$)/u;
/** Made anew in each run, or meant to let several through: neither keeps two runs apart. */
const ofOneRun = /(?:^|\.)(?:Bounded)?Semaphore$|^(?:asyncio|threading|multiprocessing)\.R?Lock$|semaphore\.acquire$/iu;
const plainWords = (name: string): string => name.replace(/(?<=[a-z\d])(?=[A-Z])/gu, '_').toLowerCase();
const mostFunctions = 40;

/** The work that clocks start, with what was seen of locks in it. */
export const scheduledIn = (facts: Facts): readonly Scheduled[] =>
	facts.entryPoints.points
		.filter(({kind}) => kind === 'cron')
		.map(point => {
			const running = facts.program.runBy(point);
			const lock = lockIn(running.slice(0, mostFunctions), facts);
			const {path, line, text} = point;
			return {
				path,
				line,
				text,
				point,
				inProcess: timers.has(point.framework),
				followed: running.length > 0,
				...(lock === undefined ? {} : {lock}),
			};
		});

function lockIn(running: readonly {readonly path: string; readonly function: number}[], {program}: Facts): Place | undefined {
	for (const {path, function: at} of running) {
		const scope = program.scopes.at(path);
		for (const body of scope?.bodyOf(at) ?? []) {
			const call = scope
				?.callsIn(body)
				.find(
					({to, text, when}) =>
						!ofOneRun.test(to) &&
						(lockWord.test(plainWords(`${to} ${when.join(' ')}`)) || /FOR UPDATE SKIP LOCKED|pg_(?:try_)?advisory|\bNX\b/u.test(text)),
				);
			if (call !== undefined) return {path, line: call.line, text: call.text};
			const exit = scope?.exitsIn(body).find(({when}) => lockWord.test(plainWords(when.join(' '))));
			if (exit !== undefined) return {path, line: exit.line, text: exit.text};
		}
	}
	return undefined;
}
