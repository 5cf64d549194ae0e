import type {EntryPoint} from '../../facts/entry-points/entry-point.ts';
import type {Facts} from '../../facts/facts.ts';
import {namedInCode} from '../../facts/logs/named.ts';
import {distinct} from '../../facts/places.ts';
import {trackerStarts} from '../../facts/trackers.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const heartbeat =
	/hc-ping\.com|healthchecks\.io|cronitor|heartbeat\.uptimerobot|betteruptime\.com\/api\/v1\/heartbeat|betterstack\.com\/api\/v1\/heartbeat|deadmanssnitch|nosnch\.in|oh-dear|ohdear|ping\.checklyhq|(?:^|\.)(?:withMonitor|captureCheckIn|capture_checkin|monitorConfig|monitor_config|monitor_slug|monitorSlug|automaticVercelMonitors|monitor_beat_tasks)$|HEARTBEAT_URL|HEALTHCHECKS?_(?:PING_)?URL/u;
const failure =
	/(?:^|\.)(?:onFailure|task_failure|EVENT_JOB_ERROR|EVENT_JOB_MISSED|onFailed|OnWorkerEvent|OnQueueFailed|failureCallback|failure_function|on_failure)(?:\.connect)?$/u;
const weighty = /backup|billing|invoice|payout|payment|renew|charge|subscription|sync|import|settle/iu;

const probe: Probe = facts => {
	const jobs = facts.entryPoints.points.filter(({kind}) => kind === 'cron' || kind === 'queue');
	const beats = namedInCode(facts, heartbeat);
	if (beats.length > 0) return pass('jobs report to a monitor that notices when they stop', distinct(beats));
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	if (jobs.length === 0) return notApplicable('no work was found that runs without being asked');
	const told = [...namedInCode(facts, failure), ...failedListeners(facts)];
	const tracked = trackerStarts(facts.files).filter(({file}) => file.side !== 'client');
	if (told.length > 0 || tracked.length > 0)
		return unknown(
			`failures of jobs are reported, and whether anyone notices when one of ${jobs.length} stops running was not seen`,
			distinct([...told, ...tracked, ...jobs]),
		);
	const own = jobs.filter(({path}) => facts.files.some(file => file.path === path && file.role !== 'example'));
	const heavy = own.some(isWeighty);
	return gap(
		`${own.length === 1 ? 'one job runs' : `${own.length} jobs run`} unattended (${own
			.map(({route}) => route)
			.filter(route => route !== '')
			.slice(0, 3)
			.join(
				', ',
			)}), and neither a monitor, an error tracker nor a handler of failures hears when ${own.length === 1 ? 'it fails or stops' : 'they fail or stop'}`,
		distinct([...own].sort((one, other) => Number(isWeighty(other)) - Number(isWeighty(one)))),
		{severity: heavy ? 'high' : 'medium'},
	);
};

const isWeighty = ({route, path, handler}: EntryPoint): boolean => weighty.test(`${route} ${path} ${handler?.name ?? ''}`);

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
