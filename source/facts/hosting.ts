import type {Place} from '../safe-text.ts';
import {type Facts, factsNamed} from './facts.ts';

/** Where something runs, how earlier releases come back there, and the place that shows it. */
export type Hosting = {readonly name: string; readonly goesBack: boolean; readonly place: Place};

const hosts: readonly {readonly id: string; readonly name: string; readonly goesBack: boolean}[] = [
	{id: 'deploy.vercel', name: 'Vercel', goesBack: true},
	{id: 'deploy.netlify', name: 'Netlify', goesBack: true},
	{id: 'deploy.cloudflare', name: 'Cloudflare', goesBack: true},
	{id: 'deploy.fly', name: 'Fly.io', goesBack: true},
	{id: 'deploy.render', name: 'Render', goesBack: true},
	{id: 'deploy.railway', name: 'Railway', goesBack: true},
	{id: 'deploy.heroku', name: 'Heroku', goesBack: true},
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

/** Where the repository's files say that it runs, the most telling first. */
export const hostingOf = (facts: Pick<Facts, 'stack'>): readonly Hosting[] =>
	hosts.flatMap(({id, name, goesBack}) => {
		const place = factsNamed(facts, id).flatMap(({evidence}) => evidence)[0];
		return place === undefined ? [] : [{name, goesBack, place}];
	});
