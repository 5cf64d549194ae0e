import {jobOptionsOf, queuesOf} from '../../facts/deliveries/queues.ts';
import type {EntryPoint} from '../../facts/entry-points/entry-point.ts';
import {type Facts, factsNamed} from '../../facts/facts.ts';
import {importsFrom} from '../../facts/files.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {gap, type Probe, pass, unknown} from '../probe.ts';

type Part = {
	readonly outcome: 'open' | 'closed' | 'unsure';
	readonly said: string;
	readonly places: readonly Place[];
	readonly isLow?: boolean;
};

/** Libraries that try a failed job again and keep it, unless they are told otherwise. */
const keeping: ReadonlySet<string> = new Set([
	'inngest',
	'@trigger.dev/sdk',
	'graphile-worker',
	'@upstash/qstash',
	'pg-boss',
	'dramatiq',
	'arq',
]);
/** Libraries of which it depends on settings elsewhere. */
const elsewhere: ReadonlySet<string> = new Set(['amqplib', 'kafkajs', '@aws-sdk/client-sqs', 'rq', 'huey', 'agenda', 'bee-queue']);

const probe: Probe = facts => {
	const parts = [...bullPart(facts), ...celeryPart(facts), ...otherParts(facts)];
	const said = (some: readonly Part[]): string => some.map(one => one.said).join('; ');
	const places = (some: readonly Part[]): readonly Place[] => distinct(some.flatMap(one => one.places));
	const open = parts.filter(({outcome}) => outcome === 'open');
	if (open.length > 0) return gap(said(open), places(open), open.every(({isLow}) => isLow === true) ? {severity: 'low'} : {});
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const unsure = parts.filter(({outcome}) => outcome === 'unsure');
	if (unsure.length > 0) return unknown(said(unsure), places(unsure));
	if (parts.length === 0)
		return unknown(
			'a queue is used, and what becomes of jobs that fail was not seen',
			distinct(factsNamed(facts, 'queue').flatMap(({evidence}) => evidence)),
		);
	return pass(said(parts), places(parts));
};

function bullPart(facts: Facts): readonly Part[] {
	const queues = queuesOf(facts).filter(({does}) => does === 'puts');
	const imported = importsFrom(facts, new Set(['bullmq', 'bull', '@nestjs/bullmq', '@nestjs/bull'])).filter(({path}) =>
		facts.reached.has(path),
	);
	if (imported.length === 0) return [];
	const options = jobOptionsOf(facts).filter(({path}) => facts.reached.has(path));
	const forgets = [...queues, ...options].filter(one => one.forgets);
	const several = [...queues, ...options].filter(({attempts}) => attempts === 'several');
	if (forgets.length > 0)
		return [
			{
				outcome: 'open',
				said: 'a job that failed is removed for good',
				places: forgets,
				isLow: several.length > 0 && forgets.every(({attempts}) => attempts !== 'one'),
			},
		];
	if (several.length > 0) return [{outcome: 'closed', said: 'a failed job is tried again and then kept', places: several}];
	if (queues.length === 0)
		return [
			{outcome: 'unsure', said: 'jobs are put into a queue, and how often they are tried was not seen', places: imported.slice(0, 2)},
		];
	return [
		{
			outcome: 'open',
			said: `${queues.length === 1 ? 'a queue tries' : `${queues.length} queues try`} each job once, and never again when it fails`,
			places: queues,
		},
	];
}

function celeryPart(facts: Facts): readonly Part[] {
	const tasks = facts.entryPoints.points.filter(({framework, kind}) => framework === 'celery' && kind === 'queue');
	if (tasks.length === 0) return [];
	const retried = tasks.filter(task => isRetried(task, facts));
	const settings = facts.files.flatMap(({path, code}) =>
		code === undefined || !path.endsWith('.py')
			? []
			: [
					...code.variables.filter(({names}) =>
						names.some(name => /^(?:CELERY_)?(?:task_annotations|TASK_ANNOTATIONS|ACKS_LATE|TASK_ACKS_LATE)$/u.test(name)),
					),
					...code.assignments.filter(({to}) => /task_annotations|acks_late/u.test(to)),
				].map(({line, text}) => ({path, line, text})),
	);
	if (retried.length === 0 && settings.length === 0)
		return [
			{
				outcome: 'open',
				said: `${tasks.length === 1 ? 'the one task of Celery is not' : `none of ${tasks.length} tasks of Celery is`} tried again when it fails`,
				places: tasks,
			},
		];
	return retried.length === tasks.length || settings.length > 0
		? [{outcome: 'closed', said: 'a failed task is tried again', places: [...retried, ...settings]}]
		: [
				{
					outcome: 'unsure',
					said: `${retried.length} of ${tasks.length} tasks are tried again when they fail; whether the others need to be is not known`,
					places: tasks.filter(task => !retried.includes(task)),
				},
			];
}

/** `autoretry_for=…` on the task, or `self.retry(…)` in it. */
function isRetried({path, line, handler}: EntryPoint, facts: Facts): boolean {
	const code = facts.program.scopes.at(path)?.code;
	const at = code?.functions.findIndex(one => handler !== undefined && one.line <= handler.line && one.end >= handler.line) ?? -1;
	const decorated =
		code?.calls.some(
			call =>
				Math.abs(call.line - line) < 3 && call.named.some(({key}) => /^(?:autoretry_for|max_retries|retry_backoff|acks_late)$/u.test(key)),
		) ?? false;
	return decorated || (code?.calls.some(call => call.in === at && /(?:^|\.)retry$/u.test(call.to)) ?? false);
}

function otherParts(facts: Facts): readonly Part[] {
	const find = (names: ReadonlySet<string>): readonly Place[] => importsFrom(facts, names).filter(({path}) => facts.reached.has(path));
	const kept = find(keeping);
	const open = find(elsewhere);
	return [
		...(kept.length > 0
			? [
					{
						outcome: 'closed' as const,
						said: 'its queue tries a job again and keeps it by default, where the failure reaches the queue',
						places: kept.slice(0, 3),
					},
				]
			: []),
		...(open.length > 0
			? [
					{
						outcome: 'unsure' as const,
						said: 'jobs are put into a queue, and what becomes of those that fail is set outside the code',
						places: open.slice(0, 3),
					},
				]
			: []),
	];
}

export default probe;
