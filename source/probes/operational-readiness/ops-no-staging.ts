import {ciChecksOf} from '../../facts/ci-checks.ts';
import {type Facts, holds} from '../../facts/facts.ts';
import {importsFrom} from '../../facts/files.ts';
import {hostingOf} from '../../facts/hosting.ts';
import {isLibrary} from '../../facts/library.ts';
import {distinct} from '../../facts/places.ts';
import type {Place} from '../../safe-text.ts';
import {notApplicable, type Probe, pass, unknown} from '../probe.ts';

const trial = /(?:^|[^a-z])(?:stag(?:e|ing)|pre-?prod(?:uction)?|uat|qa|sandbox|nonprod)(?:[^a-z]|$)/iu;
const flags: ReadonlySet<string> = new Set([
	...[
		'@openfeature/server-sdk',
		'@openfeature/web-sdk',
		'@openfeature/react-sdk',
		'launchdarkly-node-server-sdk',
		'@launchdarkly/node-server-sdk',
		'launchdarkly-js-client-sdk',
		'launchdarkly-react-client-sdk',
	],
	...[
		'unleash-client',
		'@unleash/proxy-client-react',
		'@unleash/nextjs',
		'@growthbook/growthbook',
		'@growthbook/growthbook-react',
		'@vercel/flags',
		'flags',
		'statsig-node',
		'@statsig/js-client',
		'@statsig/react-bindings',
		'flagsmith',
		'ldclient',
		'UnleashClient',
		'waffle',
		'flagsmith-nodejs',
		'@nestjs/feature-flags',
	],
]);

const probe: Probe = facts => {
	const staged = [...stagesOfPipelines(facts), ...filesForTrial(facts)];
	if (staged.length > 0) return pass('a change runs in a place of its own before it is in front of users', distinct(staged));
	if (isLibrary(facts)) return notApplicable('a library is put live by whoever uses it');
	if (facts.inside) return unknown('this folder lies inside a larger repository, and its pipelines stand above it');
	const flagged = importsFrom(facts, flags).slice(0, 2);
	const [host] = hostingOf(facts);
	if (host === undefined)
		return unknown(
			'nothing in the files says where a change runs before users have it',
			flagged.map(({path, line, text}) => ({path, line, text})),
		);
	const previews = holds(facts, 'env.preview');
	return unknown(
		previews
			? `${host.name} makes a preview for each change; which database such a preview uses is not said`
			: `it is built for ${host.name}; no second environment was seen in files`,
		distinct([host.place, ...flagged]),
		previews ? {asks: 'Which database and which keys do previews use, and who looks at one before a change goes live?'} : {},
	);
};

export default probe;

/** Jobs and workflows that bring a change to a place for trials. */
function stagesOfPipelines(facts: Facts): readonly Place[] {
	const {deploys} = ciChecksOf(facts.workflows, facts.commands);
	const environments = facts.workflows.flatMap(({jobs}) =>
		jobs.filter(({environment}) => environment !== undefined && trial.test(environment)),
	);
	const named = deploys.filter(({workflow, job, step}) =>
		trial.test(`${workflow.path} ${workflow.name ?? ''} ${job.id} ${job.name ?? ''} ${step.name ?? ''} ${step.run ?? ''}`),
	);
	return [...environments, ...named].map(({path, line, text}) => ({path, line, text}));
}

/** Settings of a platform, a cluster or Terraform for a second environment. */
const filesForTrial = ({files}: Facts): readonly Place[] =>
	files
		.filter(({path, role}) => role !== 'test' && role !== 'example' && role !== 'docs' && role !== 'vendored' && trialFile.test(path))
		.slice(0, 3)
		.map(({firstLine}) => firstLine);

const trialFile =
	/(?:^|\/)fly\.(?:staging|stage|qa|preprod)\.toml$|(?:^|\/)(?:overlays|environments|envs|stages|values)\/(?:staging|stage|qa|uat|preprod)(?:\/|\.)[\w./-]*$|(?:^|\/)values[.-](?:staging|stage|qa)\.ya?ml$|(?:^|\/)(?:staging|stage|qa)\.tfvars$|(?:^|\/)deploy\.staging\.ya?ml$|(?:^|\/)(?:docker-)?compose\.staging\.ya?ml$/u;
