import {type App, nameOf, unreadServer} from '../../facts/apps.ts';
import {type Facts, holds} from '../../facts/facts.ts';
import {importsFrom} from '../../facts/files.ts';
import {isHosted, servingApps} from '../../facts/measuring/servers.ts';
import {tracesIn} from '../../facts/measuring/traces.ts';
import {packageOf} from '../../facts/packages.ts';
import {distinct} from '../../facts/places.ts';
import {isReached} from '../../facts/reached.ts';
import type {Place} from '../../safe-text.ts';
import {type Answer, gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const probe: Probe = facts => {
	const servers = servingApps(facts);
	if (servers.length === 0) return notApplicable('no server code was found');
	if (isHosted(servers, facts)) return notApplicable('pages ask a hosted backend, and there is no server of its own to follow');
	let known: readonly Place[] | undefined;
	const elsewhere = (): readonly Place[] => {
		known ??= measuredIn(facts);
		return known;
	};
	const answers = servers.map(app => answerFor(app, servers.length > 1 ? ` in ${nameOf(app)}` : '', facts, elsewhere, servers.length > 1));
	const open = answers.find(({outcome}) => outcome === 'gap');
	const good = answers.find(({outcome}) => outcome === 'pass');
	if (open !== undefined && good !== undefined) return unknown(`${good.because}; ${open.because}`, [...open.places, ...good.places]);
	return open ?? answers.find(({outcome}) => outcome === 'unknown') ?? answers[0] ?? notApplicable('no server code was found');
};

export default probe;

function answerFor(app: App, where: string, facts: Facts, elsewhere: () => readonly Place[], several: boolean): Answer {
	const {on, off, unsure, pages} = tracesIn(app.files, facts);
	if (on.length > 0) return pass(`requests are followed${where}, so that a slow one shows where its time went`, distinct(on));
	const unread = unreadServer(app);
	if (unread !== undefined) return unknown(`code in ${unread} is not read yet`);
	const [first] = unsure;
	if (first !== undefined) return unknown(`${first.because}${where}`, distinct(unsure));
	// In one service the lines of its log already say where the time went.
	const severity = app.functionsOnly
		? ({severity: 'low'} as const)
		: several && holds(facts, 'llm', 'llm.rag')
			? ({severity: 'medium'} as const)
			: {};
	if (off.length > 0) return gap(`an error tracker is started${where} without a share of requests to follow`, distinct(off), severity);
	if (pages.length > 0)
		return unknown(`how long pages take is measured in the browser${where}, and nothing follows a request on the server`, distinct(pages));
	const beside = elsewhere();
	const fromPages = app.functionsOnly ? browserTraces(facts) : [];
	if (fromPages.length > 0)
		return pass('how long each request of the pages takes is measured where it is made, and the functions behind are hosted', fromPages, {
			confidence: 'medium',
		});
	if (beside.length > 0)
		return unknown(`nothing follows a request${where}, and another part of the repository measures how long things take`, beside);
	const models = importsFrom({...facts, files: app.files}, modelTracers);
	if (models.length > 0)
		return unknown(`a tool follows the calls to models${where}, and whether it holds a whole request was not seen`, distinct(models), {
			asks: 'Does one trace of that tool show a whole request, with the database and other services, or only what the model did?',
		});
	const owners = new Set(app.files.map(({path}) => packageOf(path, facts.packages)));
	const packages = facts.packages.filter(({path}) => path === app.path || owners.has(path));
	const count = packages.flatMap(({dependencies}) => dependencies).length;
	const manifests = (packages.find(({path}) => path === app.path) ?? packages[0])?.manifests ?? [];
	return gap(
		count > 0
			? `nothing that follows requests is among ${count === 1 ? 'the dependencies' : `${count} dependencies`}${where}, and none is started in code`
			: `nothing in code follows a request${where}`,
		manifests.map(plain),
		severity,
	);
}

/** Tools that follow what is asked of models, step by step. */
const modelTracers: ReadonlySet<string> = new Set(
	'langfuse langfuse-langchain langfuse-vercel @langfuse/otel @langfuse/tracing langsmith traceloop @traceloop/node-server-sdk agentops braintrust'.split(
		' ',
	),
);

/** Where the pages record how long each of their requests takes. */
const browserTraces = (facts: Facts): readonly Place[] =>
	distinct(
		facts.files.flatMap(file =>
			file.role === 'app' && isReached(file, facts.reached) !== false
				? (file.code?.calls ?? []).filter(({to}) => to === 'getPerformance').map(({line, text}) => ({path: file.path, line, text}))
				: [],
		),
	);

/** Where any part of the repository measures how long things take. */
function measuredIn(facts: Facts): readonly Place[] {
	const {on, pages, unsure} = tracesIn(facts.files, facts);
	return distinct([...on, ...pages, ...unsure]);
}

const plain = ({path, line, text}: Place): Place => ({path, line, text});
