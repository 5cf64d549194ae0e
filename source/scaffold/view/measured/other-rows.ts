import type {Known} from './known.ts';
import {drawn, line, type Row, range, shown} from './panel.ts';

/** How full it is: what runs out before it falls over. */
export function fullness({slug, process, underWay}: Known): Row {
	const job = `job="${slug}"`;
	const each = '{{instance}}';
	return {
		title: 'How full it is',
		panels: [
			...(underWay
				? [
						drawn(
							'Requests under way',
							'Rises and does not fall: answers wait for something, often the database. The next thing is that it stops answering.',
							'short',
							[line(`sum by (instance) (http_requests_in_flight{${job}})`, each)],
						),
					]
				: []),
			...(process === ''
				? []
				: [
						drawn('Processor', '1 is one whole core. At the limit of the host everything gets slow at once.', 'short', [
							line(`rate(process_cpu_seconds_total{${job}}${range})`, each),
						]),
						drawn('Memory', 'Rises for days and never falls: a leak. Restarting helps until it is found.', 'bytes', [
							line(`process_resident_memory_bytes{${job}}`, each),
						]),
					]),
			...(process === 'node'
				? [
						drawn(
							'Waiting of the event loop',
							'The slowest 1 in 100 turns. Above 0.2 seconds something computes in the middle of requests: all of them wait.',
							's',
							[line(`nodejs_eventloop_lag_p99_seconds{${job}}`, each)],
							0.2,
						),
					]
				: []),
			...(process === 'python'
				? [
						drawn(
							'Open files',
							'The share of those that it may open. At 1 no connection can be made any more.',
							'percentunit',
							[line(`process_open_fds{${job}} / process_max_fds{${job}}`, each)],
							0.8,
						),
					]
				: []),
		],
	};
}

/** What is not a request: queues, and what models use. */
export function beside({slug, queue, model}: Known): readonly Row[] {
	const job = `job="${slug}"`;
	return [
		...(queue
			? [
					{
						title: 'Jobs',
						panels: [
							drawn('Jobs that wait', 'Rises for an hour: the workers are down, or too slow. Look at their log.', 'short', [
								line(`max by (queue) (jobs_waiting{${job}})`, '{{queue}}'),
							]),
						],
					},
				]
			: []),
		...(model
			? [
					{
						title: 'What models cost',
						panels: [
							drawn(
								'Tokens per minute',
								'Each is paid for. Rises without more requests: a loop, or somebody who uses it for themselves.',
								'short',
								[line(`60 * sum by (model, kind) (rate(model_tokens_total{${job}}${range}))`, '{{model}} {{kind}}')],
							),
							shown('Tokens in the last 24 hours', 'Times the price of the model: what the day cost.', 'short', [
								line(`sum by (model) (increase(model_tokens_total{${job}}[24h]))`, '{{model}}'),
							]),
						],
					},
				]
			: []),
	];
}

/** What was agreed, by the rules that are there. */
export const agreed = ({slug, target}: Known): readonly Row[] =>
	target
		? [
				{
					title: 'What was agreed',
					panels: [
						shown('Left of what may fail', '1 is all of the 30 days, 0 is spent: docs/slo.md says what happens then.', 'percentunit', [
							line(`service:slo_error_budget_remaining:ratio{service="${slug}",slo="availability"}`),
						]),
						shown('Good in 30 days', 'The share that succeeded. The target stands in docs/slo.md.', 'percentunit', [
							line(`1 - service:slo_errors:ratio_rate30d{service="${slug}",slo="availability"}`),
						]),
					],
				},
			]
		: [];
