import {type App, nameOf, unreadServer} from '../../facts/apps.ts';
import type {Facts} from '../../facts/facts.ts';
import {loggedTimes} from '../../facts/logs/times.ts';
import {countedByHand} from '../../facts/measuring/by-hand.ts';
import {metricsIn, metricsNamed} from '../../facts/measuring/metrics.ts';
import {isHosted, servingApps} from '../../facts/measuring/servers.ts';
import {tracesIn} from '../../facts/measuring/traces.ts';
import {packageOf} from '../../facts/packages.ts';
import type {Place} from '../../safe-text.ts';
import {type Answer, gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const ownRoute = /^\/(?:(?:api|internal|v\d+|actuator|admin|_)\/?)?\/?(?:metrics|prometheus)\/?$/u;

const probe: Probe = facts => {
	const servers = servingApps(facts);
	if (servers.length === 0) return notApplicable('no server code was found');
	if (isHosted(servers, facts)) return notApplicable('pages ask a hosted backend, and there is no server of its own to count on');
	const answers = servers.map(app => answerFor(app, servers.length > 1 ? ` in ${nameOf(app)}` : '', facts));
	const gaps = answers.filter(({outcome}) => outcome === 'gap');
	const open = gaps.find(({severity}) => severity === undefined) ?? gaps[0];
	const good = answers.find(({outcome}) => outcome === 'pass');
	if (open !== undefined && good !== undefined) return unknown(`${good.because}; ${open.because}`, [...open.places, ...good.places]);
	return open ?? answers.find(({outcome}) => outcome === 'unknown') ?? answers[0] ?? notApplicable('no server code was found');
};

export default probe;

function answerFor(app: App, where: string, facts: Facts): Answer {
	const {on, unreached} = metricsIn(app.files, facts);
	if (on.length > 0) return pass(`what the server does is counted${where}`, on);
	if (unreached.length > 0) return unknown(`something is counted${where}, but nothing was seen to import that file`, unreached);
	const byHand = countedByHand(app.files, facts);
	if (byHand.length > 0) return pass(`a part in front of the routes counts requests and failures by hand${where}`, byHand);
	const unread = unreadServer(app);
	if (unread !== undefined) return unknown(`code in ${unread} is not read yet`);
	const paths = new Set(app.files.map(({path}) => path));
	const own = facts.entryPoints.points.find(({path, route}) => paths.has(path) && ownRoute.test(route));
	if (own !== undefined) return unknown(`no metrics library is used${where}, and a route of its own answers at ${own.route}`, [plain(own)]);
	const owners = new Set(app.files.map(({path}) => packageOf(path, facts.packages)));
	const packages = facts.packages.filter(({path}) => path === app.path || owners.has(path));
	const dependencies = packages.flatMap(one => one.dependencies);
	const named = metricsNamed(dependencies);
	if (named[0] !== undefined) return gap(`${named[0].name} is installed${where}, and nothing imports it`, named.map(plain));
	const manifests = (packages.find(({path}) => path === app.path) ?? packages[0])?.manifests ?? [];
	const {on: followed, whole} = tracesIn(app.files, facts);
	const times = loggedTimes(app.files, facts);
	const counts =
		times.length > 0 ? 'counts requests or errors: how long things take is only written to the log' : 'counts requests, errors or time';
	const because =
		dependencies.length > 0
			? `no metrics library is among ${dependencies.length === 1 ? 'the dependencies' : `${dependencies.length} dependencies`}${where}, and nothing in code ${counts}`
			: `nothing in code ${counts}${where}`;
	if (whole.length > 0)
		return gap(`${because}; only an error tracker follows requests`, [...manifests, ...whole].map(plain), {severity: 'low'});
	return followed.length > 0
		? gap(`${because}; only a share of the requests is followed`, [...manifests, ...followed].map(plain), {severity: 'low'})
		: gap(because, [...manifests, ...times.slice(0, 2)].map(plain), app.functionsOnly || times.length > 0 ? {severity: 'low'} : {});
}

const plain = ({path, line, text}: Place): Place => ({path, line, text});
