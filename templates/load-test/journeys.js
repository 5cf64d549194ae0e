// What people do most, as many times a second as at your busiest. Run it against a copy of production, with data as large:
//
//   k6 run --env BASE=http://localhost:3000 load/k6/journeys.js                       one request of each kind, to see that it works
//   k6 run --env BASE=... --env PROFILE=load load/k6/journeys.js                      your busiest minute, for 10 minutes
//   k6 run --env BASE=... --env PROFILE=stress load/k6/journeys.js                    up to three times that, until something gives way
//
// Each run but the first writes docs/load/<date>.md. Requests start at a fixed rate, as people do: they do not wait for others to be served.
import {check} from 'k6';
import http from 'k6/http';
<% if guarded %>
// --env TOKEN=... is sent along to what only people who are signed in may see. Without it those are left out.
<% end %>

/** Requests a second in the busiest minute. */
const peak = Number(__ENV.RATE || <%= peak %>);
const profile = __ENV.PROFILE || 'smoke';
const base = (__ENV.BASE || '').replace(/\/+$/, '');

/** @typedef {{call: string, path: string, signedIn: boolean}} Step */
/** @type {ReadonlyArray<Step>} */
const steps = [
<% for step in steps %>
	{call: <%= step.call | json %>, path: <%= step.path | json %>, signedIn: <%= step.signedIn %>}, // <%= step.at | comment %>
<% end %>
];
<% if writes %>
// These change or cost something, so they are not here yet. Add them with made-up data, and switch off what they would send or charge:
<% for write in writes %>
//   <%= write | comment %>
<% end %>
<% end %>
const asked = steps.filter(step => !step.signedIn || __ENV.TOKEN);

/** Only a machine of your own, or one whose name says that it is for trials, may be put under load without saying so twice. */
function refuseProduction() {
	const host = (/^https?:\/\/([^/:]+)/.exec(base) || [])[1] || '';
	if (host === '') throw new Error('Say what to put under load: --env BASE=http://localhost:3000');
	const own = /^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|host\.docker\.internal$)|\.(local|test|internal)$/.test(host);
	const trial = /(^|[.-])(staging|stage|preview|dev|test|qa|uat|load)([.-]|$)/.test(host);
<% if host %>
	if (host === <%= host | json %> && __ENV.PRODUCTION !== 'yes') throw new Error(`${host} is what customers use. If that is meant: --env PRODUCTION=yes, at night, and with everybody told.`);
<% end %>
	if (!own && !trial && __ENV.PRODUCTION !== 'yes') throw new Error(`${host} may be what customers use. If it is not, or if that is meant: --env PRODUCTION=yes`);
}
refuseProduction();

/** @type {Record<string, import('k6/options').Scenario>} */
const profiles = {
	smoke: {executor: 'shared-iterations', vus: 1, iterations: asked.length},
	load: {
		executor: 'ramping-arrival-rate',
		startRate: 1,
		timeUnit: '1s',
		preAllocatedVUs: 20,
		maxVUs: Math.max(50, peak * 20),
		stages: [
			{target: peak, duration: '1m'},
			{target: peak, duration: '10m'},
		],
	},
	stress: {
		executor: 'ramping-arrival-rate',
		startRate: 1,
		timeUnit: '1s',
		preAllocatedVUs: 50,
		maxVUs: Math.max(100, peak * 60),
		stages: [
			{target: peak, duration: '2m'},
			{target: peak * 2, duration: '3m'},
			{target: peak * 3, duration: '5m'},
			{target: 0, duration: '1m'},
		],
	},
};
const scenario = profiles[profile];
if (scenario === undefined) throw new Error(`PROFILE must be smoke, load or stress, not ${profile}`);

/** @type {import('k6/options').Options} */
export const options = {
	scenarios: {[profile]: scenario},
	thresholds: {
		// What you promise: see docs/slo.md where there is one. It stops early when most requests fail.
		http_req_failed: ['rate<0.01', {threshold: 'rate<0.5', abortOnFail: true, delayAbortEval: '30s'}],
		http_req_duration: ['p(95)<<%= slowest %>'],
		// Requests that could not be started in time: the machine that tests is too small, or everything hangs.
		dropped_iterations: ['count<10'],
	},
	summaryTrendStats: ['med', 'p(95)', 'p(99)', 'max'],
};

let next = 0;

export default function () {
	const step = asked[next % asked.length];
	next += 1;
	if (step === undefined) return;
	/** @type {Record<string, string>} */
	const headers = step.signedIn ? {Authorization: `Bearer ${__ENV.TOKEN}`} : {};
	const response = http.get(`${base}${step.path}`, {headers, tags: {name: step.call}, timeout: '30s'});
	check(response, {[`${step.call} answers`]: ({status}) => status > 0 && status < 400}, {name: step.call});
}

/** @typedef {{metrics: Record<string, {values: Record<string, number>}>}} Summary */
/**
 * Writes down what a run found, with its date.
 * @param {Summary} data
 */
export function handleSummary(data) {
	const day = new Date().toISOString().slice(0, 10);
	/** @param {string} metric @param {string} name */
	const number = (metric, name) => Math.round((data.metrics[metric]?.values[name] ?? 0) * 100) / 100;
	const text = `# Load test of ${day}

| | |
| --- | --- |
| Against | ${base} |
| Profile | ${profile}, at most ${profile === 'stress' ? peak * 3 : peak} requests a second |
| Requests | ${number('http_reqs', 'count')}, ${number('http_reqs', 'rate')} requests/s |
| Slowest 5 of 100 | p95 ${number('http_req_duration', 'p(95)')} ms |
| Slowest of 100 | p99 ${number('http_req_duration', 'p(99)')} ms |
| Failed | ${Math.round((data.metrics.http_req_failed?.values.rate ?? 0) * 10000) / 100} % |
| Not started in time | ${number('dropped_iterations', 'count')} |

What gave way first, and at how many requests a second: look at processor, memory and connections of program and database in these minutes, and write it here.
`;
	return profile === 'smoke' ? {stdout: text} : {stdout: text, [`docs/load/${day}.md`]: text};
}
