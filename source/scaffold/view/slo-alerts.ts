import type {EntryPoint} from '../../facts/entry-points/entry-point.ts';
import {holds, type PlainFacts} from '../../facts/facts.ts';
import type {Data} from '../template-language.ts';
import {type CodeNow, type Given, said, type View} from '../view.ts';
import {hostAlerts, withoutLongRuns} from './slo/hosts.ts';
import {type MetricSource, metricSourceOf} from './slo/metric-source.ts';
import {type Pager, readPager} from './slo/pager.ts';
import {readTarget, type Target, trialTraffic} from './slo/target.ts';

const windows = ['30m', '1h', '2h', '6h', '1d', '3d', '30d'];
const stopIt = 'Stop it first: was there a release or a change of settings? Take it back, and look for the cause afterwards.';
const burns = [
	{
		name: 'FailsFast',
		long: '1h',
		short: '5m',
		burn: '14.4',
		severity: 'page',
		words: 'hour',
		description: `At this rate all that may fail in 30 days is spent in two days. ${stopIt}`,
	},
	{
		name: 'FailsFast',
		long: '6h',
		short: '30m',
		burn: '6',
		severity: 'page',
		words: '6 hours',
		description: `At this rate all that may fail in 30 days is spent in five days. ${stopIt}`,
	},
	{
		name: 'FailsSlowly',
		long: '1d',
		short: '2h',
		burn: '3',
		severity: 'ticket',
		words: 'day',
		description: 'Not an emergency: look today. At this rate all that may fail in 30 days is spent in ten days.',
	},
	{
		name: 'FailsSlowly',
		long: '3d',
		short: '6h',
		burn: '1',
		severity: 'ticket',
		words: '3 days',
		description: 'Not an emergency: plan it this week. At this rate the 30 days end at the target or below it.',
	},
];
const plainRoute = /^\/[\w/-]*$/u;
const mostJourneys = 3;

/** The name under which Prometheus knows the service, and the start of its alerts' names. */
export function namesOf(app: string): {readonly slug: string; readonly name: string} {
	const words = app
		.toLowerCase()
		.split(/[^a-z0-9]+/u)
		.filter(word => word !== '');
	const slug = /^[a-z]/u.test(words.join('-')) ? words.join('-').slice(0, 40).replace(/-$/u, '') : 'app';
	return {
		slug,
		name: slug
			.split('-')
			.map(word => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)
			.join(''),
	};
}

/** What callers do that changes or costs something, the costliest first. */
const journeysOf = (facts: PlainFacts): readonly Data[] =>
	facts.entryPoints.points
		.filter(({kind, costs, writes}) => ['http', 'action', 'rpc', 'function'].includes(kind) && costs.length + writes.length > 0)
		.toSorted((one, other) => other.costs.length - one.costs.length)
		.slice(0, mostJourneys)
		.map(point => ({call: callOf(point), at: `${point.path}:${point.line}`, does: effectsOf(point)}));

const callOf = ({method, route}: EntryPoint): string => (method === '' || method === 'ANY' ? route : `${method} ${route}`);
const effectsOf = ({costs, writes}: EntryPoint): string =>
	[...new Set([...costs, ...writes].map(({does, what}) => (what === '' ? does : `${does} ${what}`)))].slice(0, 3).join(', ');

/** Routes that ask whether it works, as a pattern of Prometheus. */
function leftOutOf(facts: PlainFacts): {readonly pattern: string; readonly one: string} {
	const routes = [...new Set([...facts.health.map(({route}) => route.replace(/\/$/u, '')), '/metrics'])].filter(route =>
		plainRoute.test(route),
	);
	return {pattern: routes.join('|'), one: routes[0] ?? '/metrics'};
}

/** Why there are no rules to load; empty when there are. */
function whyNone(facts: PlainFacts, metric: MetricSource | undefined): string {
	if (metric === undefined) return 'Nothing in the code counts requests in a way that Prometheus reads and that shipworthy knows.';
	const host = hostAlerts.find(({fact}) => withoutLongRuns.has(fact) && holds(facts, fact));
	return host === undefined ? '' : `On ${host.name} no Prometheus can read numbers out of the program: it does not run all the time.`;
}

const metricData = (metric: MetricSource): Data => ({...metric});

function owedFor(target: Target | undefined, owner: string, rules: boolean, pager: Pager | undefined): View['owes'] {
	const slo =
		target === undefined
			? 'say which share of requests must succeed, between 95 and 99.99 percent, and have the files prepared again'
			: owner === ''
				? 'agree on the target in docs/slo.md, and write down who decides'
				: '';
	const alerts =
		rules && pager !== undefined
			? ''
			: rules
				? 'say what rings (PagerDuty, Opsgenie or a channel of Slack): nobody receives the alerts yet'
				: 'set up the alerts that docs/alerts.md describes, and let each ring once';
	return [...(slo === '' ? [] : [{check: 'obs-no-slo', owes: slo}]), ...(alerts === '' ? [] : [{check: 'obs-no-alerts', owes: alerts}])];
}

/** What the target and the alerts say of this repository: what counts its requests, what a failure would hurt, and where it runs. */
export function sloAlertsView(facts: PlainFacts, given: Given, code: CodeNow): View {
	const target = readTarget(said(given, 'target') ?? '');
	const owner = said(given, 'owner') ?? '';
	const pager = readPager(said(given, 'pager') ?? '');
	const metric = metricSourceOf(facts, code);
	const why = whyNone(facts, metric);
	const rules = why === '' && target !== undefined;
	const leftOut = leftOutOf(facts);
	const base = said(given, 'pages')?.replace(/\/?$/u, '/') ?? 'docs/';
	const pages = ['docs/runbooks/bad-release.md', 'docs/runbooks/site-down.md'];
	const missing = pages.filter(page => !facts.files.some(({path}) => path === page));
	const [health] = facts.health;
	const says = metric?.grouped ? {good: '2xx', caller: '4xx', failed: '5xx'} : {good: '200', caller: '404', failed: '503'};
	return {
		data: {
			app: given.name,
			...namesOf(given.name),
			owner,
			target: target === undefined ? '' : {...target},
			trial: target === undefined ? '' : trialTraffic(target),
			pager: pager === undefined ? '' : {...pager},
			pagerCalled: pager?.called ?? '',
			rules,
			why,
			metric: metric === undefined ? '' : metricData(metric),
			timedByRoute: metric !== undefined && metric.route !== '' && metric.requests === `${metric.durations}_count`,
			tenSeconds: (metric?.twoSeconds ?? 2) * 5,
			leftOut: leftOut.pattern,
			leftOutOne: leftOut.one,
			says,
			windows,
			burns,
			runbooks: {release: `${base}runbooks/bad-release.md`, down: `${base}runbooks/site-down.md`},
			journeys: journeysOf(facts),
			health: health?.route ?? '',
			healthAt: health === undefined ? '' : `${health.path}:${health.line}`,
			hosts: hostAlerts.filter(({fact}) => holds(facts, fact)).map(({name, how}) => ({name, how})),
		},
		after: [
			...(rules
				? [
						'Run sh monitoring/check.sh before you load the rules: it checks and tests them.',
						'The rules do nothing until Prometheus loads them: docs/alerts.md says how, and how to let one ring on purpose.',
					]
				: []),
			...(missing.length > 0
				? [
						`The alerts lead to ${missing.join(' and ')}, which ${missing.length === 1 ? 'is' : 'are'} not there yet: write the runbooks too.`,
					]
				: []),
		],
		owes: owedFor(target, owner, rules, pager),
		scripts: {},
	};
}
