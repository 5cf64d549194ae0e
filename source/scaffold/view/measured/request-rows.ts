import type {MetricSource} from '../slo/metric-source.ts';
import type {Known} from './known.ts';
import {drawn, line, type Row, range, shown} from './panel.ts';

type Picked = {readonly picked: string; readonly timed: string; readonly isTimedByRoute: boolean};

/** Which requests are meant: those of this service, without those that ask whether it works. */
export function pickedIn({metric, slug, quiet}: Known): Picked {
	const isTimedByRoute = metric.route !== '' && metric.durations !== '' && metric.requests === `${metric.durations}_count`;
	const out = metric.route === '' ? '' : `,${metric.route}!~"${quiet}"`;
	return {picked: `job="${slug}"${out}`, timed: `job="${slug}"${isTimedByRoute ? out : ''}`, isTimedByRoute};
}

/** What callers notice: how much, how many fail, how long they wait, and whether anything is measured at all. */
export function noticed({metric, slug, picked, timed}: Known & Picked): Row {
	const all = `sum(rate(${metric.requests}{${picked}}${range}))`;
	const failed = `(sum(rate(${metric.requests}{${picked},${metric.status}=~"5.."}${range})) or 0 * ${all})`;
	return {
		title: 'What people notice',
		panels: [
			shown('Requests per second', 'Falls to nothing: nobody reaches it. Look at the name, the certificate and the host first.', 'reqps', [
				line(all),
			]),
			shown(
				'Share that fails',
				'Answers with 500 or higher. Above 1 %: was there a release? Take it back first.',
				'percentunit',
				[line(`${failed} / (${all} > 0)`)],
				0.01,
			),
			...(metric.durations === ''
				? []
				: [
						shown(
							'Slowest 1 in 20',
							'So long 1 in 20 callers waits at least. Above 2 seconds people give up.',
							unitOf(metric),
							[line(quantile('0.95', metric, timed))],
							metric.twoSeconds,
						),
					]),
			shown(
				'Instances that answer',
				'So many copies of the program Prometheus reads. 0: it is down, or Prometheus cannot reach it: all other panels are then blind.',
				'short',
				[line(`sum(up{job="${slug}"})`)],
			),
		],
	};
}

const unitOf = ({twoSeconds}: MetricSource): string => (twoSeconds === 2 ? 's' : 'ms');
const quantile = (share: string, {durations}: MetricSource, timed: string, by = 'le'): string =>
	`histogram_quantile(${share}, sum by (${by}) (rate(${durations}_bucket{${timed}}${range})))`;

/** Which route it is. */
export function byRoute({metric, picked, timed, isTimedByRoute}: Known & Picked): Row {
	const by = metric.route;
	return {
		title: 'Which route it is',
		panels: [
			...(by === ''
				? []
				: [
						drawn('Requests by route', 'One route that rises alone: somebody calls it in a loop.', 'reqps', [
							line(`sum by (${by}) (rate(${metric.requests}{${picked}}${range}))`, `{{${by}}}`),
						]),
						drawn('Failures by route', 'One route: its code or its provider. All routes: the database, the host, or a release.', 'reqps', [
							line(`sum by (${by}) (rate(${metric.requests}{${picked},${metric.status}=~"5.."}${range}))`, `{{${by}}}`),
						]),
					]),
			...(metric.durations === ''
				? []
				: [
						drawn(
							'How long requests take',
							'Half, 19 of 20, and 99 of 100 are done in this time. All three rise: something that all need is slow.',
							unitOf(metric),
							['0.5', '0.95', '0.99'].map(share => line(quantile(share, metric, timed), share)),
							metric.twoSeconds,
						),
					]),
			...(isTimedByRoute
				? [
						drawn(
							'Slowest 1 in 20, by route',
							'The route at the top is where to look: its query, or the service that it asks.',
							unitOf(metric),
							[line(quantile('0.95', metric, timed, `le, ${by}`), `{{${by}}}`)],
							metric.twoSeconds,
						),
					]
				: []),
		],
	};
}
