import {callsFor} from '../../facts/deliveries/handled.ts';
import type {EntryPoint} from '../../facts/entry-points/entry-point.ts';
import {type Facts, factsNamed} from '../../facts/facts.ts';
import {wordsOf} from '../../facts/guards/words.ts';
import {namedInCode, wanted} from '../../facts/logs/named.ts';
import {distinct} from '../../facts/places.ts';
import {trackerStarts} from '../../facts/trackers.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {gap, type Probe, pass, unknown} from '../probe.ts';

const heartbeat = wanted(
	'withMonitor captureCheckIn capture_checkin monitorConfig monitor_config monitor_slug monitorSlug monitor_beat_tasks HEARTBEAT_URL HEALTHCHECK_URL HEALTHCHECKS_URL HEALTHCHECK_PING_URL CRON_HEARTBEAT_URL',
	/hc-ping\.com|cronitor|heartbeat\.uptimerobot|(?:betteruptime|betterstack)\.com\/api\/v1\/heartbeat|deadmanssnitch|nosnch\.in|ohdear|ping\.checklyhq|^HEARTBEAT_URL$|^HEALTHCHECKS?_(?:PING_)?URL$/u,
);
/** Follows what `vercel.json` starts by the clock, and nothing else. */
const ofPlatform = wanted('automaticVercelMonitors');
const failure = wanted(
	'onFailure task_failure EVENT_JOB_ERROR EVENT_JOB_MISSED onFailed OnWorkerEvent OnQueueFailed failureCallback failure_function on_failure',
);
const weighty: ReadonlySet<string> = new Set(
	'backup backups billing invoice invoices payout payouts payment payments renew renewal charge subscription subscriptions sync import settle'.split(
		' ',
	),
);
/** A word of thanks for a payment moves no money. */
const telling = /^(?:e?mails?|sms|notif\w*|remind\w*|thanks?)$/u;
const isHeavy = (name: string): boolean => {
	const said = wordsOf(name);
	return said.some(word => weighty.has(word)) && !said.some(word => telling.test(word));
};

const probe: Probe = facts => {
	const jobs = facts.entryPoints.points.filter(({kind}) => kind === 'cron' || kind === 'queue');
	const listed = jobs.filter(isWatchedByPlatform);
	const platform = listed.length === 0 ? [] : namedInCode(facts, ofPlatform);
	const own = namedInCode(facts, heartbeat);
	const beats = [...own, ...platform];
	const left = platform.length === 0 ? jobs : jobs.filter(job => !isWatchedByPlatform(job));
	const some = own.length > 0 ? watched(own, left, facts) : platform.length > 0 ? {count: listed.length, without: left} : undefined;
	if (some !== undefined && some.without.length > 0)
		return unknown(
			`only ${some.count} of ${some.count + some.without.length} jobs ${some.count === 1 ? 'reports' : 'report'} to a monitor that notices when they stop`,
			distinct(some.without),
			{asks: 'Who notices when one of the jobs without a monitor stops running?'},
		);
	if (beats.length > 0) return pass('jobs report to a monitor that notices when they stop', distinct(beats));
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	if (jobs.length === 0)
		return unknown(
			'something here runs by itself, and what it does was not seen',
			distinct(['surface.cron', 'queue'].flatMap(id => factsNamed(facts, id).flatMap(({evidence}) => evidence)).slice(0, 3)),
		);
	const unseen = listed.length === 0 && jobs.some(({path}) => /(?:^|\/)vercel\.json$/u.test(path)) ? namedInCode(facts, ofPlatform) : [];
	if (unseen.length > 0)
		return unknown(
			'the monitors that Sentry makes by itself for crons see the pages folder only, and these are answered by the app folder',
			distinct([...unseen, ...jobs]),
			{asks: 'In your error tracker, does each job have a monitor with a time of its last report?'},
		);
	const told = [...namedInCode(facts, failure), ...failedListeners(facts)];
	const tracked = trackerStarts(facts.files).filter(({file}) => file.side !== 'client');
	if (told.length > 0 || tracked.length > 0)
		return unknown(
			`failures of jobs are reported, and whether anyone notices when ${jobs.length === 1 ? 'the one job' : `one of ${jobs.length} jobs`} stops running was not seen`,
			distinct([...told, ...tracked, ...jobs]),
		);
	const heavy = jobs.some(job => isWeighty(job, facts));
	return gap(
		`${jobs.length === 1 ? 'one job runs' : `${jobs.length} jobs run`} unattended (${jobs
			.map(({route}) => route)
			.filter(route => route !== '')
			.slice(0, 3)
			.join(
				', ',
			)}), and neither a monitor, an error tracker nor a handler of failures hears when ${jobs.length === 1 ? 'it fails or stops' : 'they fail or stop'}`,
		distinct([...jobs].sort((one, other) => Number(isWeighty(other, facts)) - Number(isWeighty(one, facts)))),
		{severity: heavy ? 'high' : 'medium'},
	);
};

/** How many jobs a monitor hears of, and the others; undefined when it hears of none by itself, so that one place speaks for all. */
function watched(
	beats: readonly Place[],
	jobs: readonly EntryPoint[],
	facts: Facts,
): {readonly count: number; readonly without: readonly Place[]} | undefined {
	const {scopes} = facts.program;
	const spans = (job: EntryPoint): readonly {readonly path: string; readonly line: number; readonly end: number}[] => [
		...(scopes.at(job.path)?.code.calls ?? []).filter(({line}) => line === job.line).map(({line, end}) => ({path: job.path, line, end})),
		...facts.program.runBy(job).flatMap(({path, function: at}) => {
			const one = scopes.at(path)?.code.functions[at];
			return one === undefined ? [] : [{path, line: one.line, end: one.end}];
		}),
	];
	const wrapped = beats.flatMap(beat => throughWrapper(beat, facts));
	const named = wrapped.filter(({isNamed}) => isNamed);
	if (named.length > 0) return {count: named.length, without: wrapped.filter(({isNamed}) => !isNamed)};
	const heard = jobs.filter(job =>
		spans(job).some(({path, line, end}) => beats.some(beat => beat.path === path && line <= beat.line && beat.line <= end)),
	);
	return heard.length === 0 ? undefined : {count: heard.length, without: jobs.filter(job => !heard.includes(job))};
}

/** The calls of a function that tells a monitor only of those for which it is given a name, and whether they give one. */
function throughWrapper(beat: Place, facts: Facts): readonly (Place & {readonly isNamed: boolean})[] {
	const code = facts.program.scopes.at(beat.path)?.code;
	const call = code?.calls.find(({line, when}) => line === beat.line && when.length > 0);
	if (code === undefined || call === undefined) return [];
	const names = new Set<string>();
	for (let here = call.in, steps = 0; here >= 0 && steps < 30; here = code.functions[here]?.in ?? -1, steps++) {
		const name = code.functions[here]?.name ?? '';
		if (name !== '') names.add(name);
	}
	const conditions = new Set(call.when);
	return code.calls
		.filter(({to}) => names.has(to))
		.map(({line, text, args}) => ({
			path: beat.path,
			line,
			text,
			isNamed: args.some(arg => arg.is === 'object' && arg.entries.some(({key}) => key !== undefined && conditions.has(key))),
		}));
}

/** Among the crons of `vercel.json`, and not answered by a route handler of Next's app folder: the monitors that Sentry makes by itself see the pages folder only. */
const isWatchedByPlatform = ({kind, path, handler}: EntryPoint): boolean =>
	kind === 'cron' && /(?:^|\/)vercel\.json$/u.test(path) && !/(?:^|\/)route\.[jt]sx?$/u.test(handler?.path ?? '');

const isWeighty = (job: EntryPoint, facts: Facts): boolean =>
	[job.route, job.path, job.handler?.name ?? ''].some(isHeavy) || callsFor(job, facts).some(({call, far}) => far === 0 && isHeavy(call.to));

/** `worker.on('failed', …)` */
const failedListeners = (facts: Facts): readonly Place[] =>
	facts.files.flatMap(({code, path, role}) =>
		role !== 'app' ||
		code === undefined ||
		!facts.reached.has(path) ||
		!code.imports.some(({from}) => /^(?:bullmq|bull|bee-queue|agenda|node-cron|croner)$/u.test(from))
			? []
			: code.calls
					.filter(
						({to, args: [first]}) =>
							to.endsWith('.on') && first?.is === 'text' && /^(?:failed|fail|error|stalled|task:failed)$/u.test(first.text),
					)
					.map(({line, text}) => ({path, line, text})),
	);

export default probe;
