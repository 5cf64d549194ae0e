import {moduleLevel, textOf} from '../../code/code.ts';
import {mayName} from '../../code/lazy.ts';
import type {Fact} from '../../facts.ts';
import {marksOf} from '../../files.ts';
import {derived, type Ground, isFullstack, isServed} from './ground.ts';

/** How a package runs: where it is deployed, from what, and whether a process lives on between requests. */
export function runtime({one, files, evidenceOf, evidenceOfGroup, answering}: Ground): readonly Fact[] {
	const {functions, platformFunctions} = answering;
	const runs = isServed(answering) || isFullstack(answering);
	const serverless = evidenceOf('deploy.vercel', 'deploy.netlify', 'deploy.cloudflare', 'deploy.serverless', 'deploy.amplify');
	const container = evidenceOf(
		'deploy.docker',
		'deploy.k8s',
		'deploy.fly',
		'deploy.render',
		'deploy.railway',
		'deploy.heroku',
		'deploy.dokku',
	);
	const listening = serverless.length > 0 ? [] : marksOf({files}, 'server.listen');
	const edge = files.flatMap(({role, path, code}) =>
		role !== 'app' || code === undefined || !mayName(code, ['"edge'])
			? []
			: code.variables
					.filter(({names, in: at, value}) => at === moduleLevel && names.includes('runtime') && textOf(value) === 'edge')
					.map(({line, text}) => ({path, line, text})),
	);
	const lasting = marksOf({files}, 'deploy.volume', ['app', 'config', 'script']);
	const wiped = evidenceOf('deploy.heroku', ...(lasting.length > 0 ? [] : ['deploy.render', 'deploy.railway', 'deploy.fly']));
	const answers = runs || functions.length > 0 || platformFunctions.length > 0;
	return [
		...derived(one, 'deploy.any', evidenceOfGroup('deploy.')),
		...derived(
			one,
			'iac',
			evidenceOf('deploy.terraform', 'deploy.pulumi', 'deploy.sst', 'deploy.cdk', 'deploy.serverless', 'deploy.render', 'deploy.fly'),
		),
		...derived(one, 'runtime.serverless', [...(answers ? serverless : []), ...functions]),
		...derived(one, 'runtime.edge', [...edge, ...(answers ? evidenceOf('deploy.cloudflare') : [])]),
		...derived(one, 'runtime.ephemeralDisk', answers ? [...serverless, ...functions, ...wiped] : []),
		...derived(one, 'env.preview', evidenceOf('deploy.vercel', 'deploy.netlify'), 'medium'),
		...derived(one, 'runtime.longlived', [...(runs ? container : []), ...listening], container.length > 0 ? 'high' : 'medium'),
	];
}
