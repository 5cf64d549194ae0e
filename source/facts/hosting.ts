import type {Place} from '../safe-text.ts';
import {type Facts, factsNamed} from './facts.ts';

/** Where something runs, how earlier releases come back there, and the place that shows it. */
export type Hosting = {
	readonly name: string;
	readonly goesBack: boolean;
	/** It releases each push by itself when the repository is connected. */
	readonly deploysPushes: boolean;
	readonly place: Place;
};

const hosts: readonly {readonly id: string; readonly name: string; readonly goesBack: boolean}[] = [
	{id: 'deploy.vercel', name: 'Vercel', goesBack: true},
	{id: 'deploy.netlify', name: 'Netlify', goesBack: true},
	{id: 'deploy.cloudflare', name: 'Cloudflare', goesBack: true},
	{id: 'deploy.fly', name: 'Fly.io', goesBack: true},
	{id: 'deploy.render', name: 'Render', goesBack: true},
	{id: 'deploy.railway', name: 'Railway', goesBack: true},
	{id: 'deploy.dokku', name: 'Dokku', goesBack: true},
	{id: 'deploy.heroku', name: 'a platform that reads a Procfile (Heroku or the like)', goesBack: true},
	{id: 'deploy.firebase', name: 'Firebase Hosting', goesBack: true},
	{id: 'deploy.amplify', name: 'AWS Amplify', goesBack: true},
	{id: 'deploy.appengine', name: 'App Engine', goesBack: true},
	{id: 'deploy.replit', name: 'Replit', goesBack: false},
	{id: 'deploy.k8s', name: 'Kubernetes', goesBack: true},
	{id: 'deploy.helm', name: 'Helm', goesBack: true},
	{id: 'origin.lovable', name: 'Lovable', goesBack: true},
	{id: 'deploy.docker', name: 'a container image', goesBack: false},
	{id: 'deploy.compose', name: 'Docker Compose', goesBack: false},
];

const deploysPushes: ReadonlySet<string> = new Set([
	'deploy.vercel',
	'deploy.netlify',
	'deploy.render',
	'deploy.railway',
	'deploy.heroku',
	'origin.lovable',
]);

/** Where the repository's files say that it runs, the most telling first. */
export const hostingOf = (facts: Pick<Facts, 'stack'>): readonly Hosting[] =>
	hosts
		.flatMap(({id, name, goesBack}) => {
			const found = factsNamed(facts, id)
				.flatMap(fact => fact.evidence.map(place => ({place, rank: standing(fact.package, facts) + Number(isOwnFile(place))})))
				.toSorted((one, other) => other.rank - one.rank)[0];
			return found === undefined ? [] : [{name, goesBack, deploysPushes: deploysPushes.has(id), ...found}];
		})
		.toSorted((one, other) => other.rank - one.rank);

/** What people see counts for where it runs before what answers behind it, and both before a side program. */
function standing(path: string, facts: Pick<Facts, 'stack'>): number {
	const is = (...ids: readonly string[]): boolean => ids.some(id => factsNamed(facts, id).some(fact => fact.package === path));
	if (is('app.fullstack', 'app.ui', 'app.web', 'app.static')) return 4;
	return is('app.api', 'app.server') ? 2 : 0;
}

/** A platform's own file says where it runs; a package of the platform may be left from another day. */
const isOwnFile = ({path}: Place): boolean => !/(?:^|\/)package\.json$|\.[jt]sx?$/u.test(path);
