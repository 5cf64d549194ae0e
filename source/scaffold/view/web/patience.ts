import {holds, type PlainFacts} from '../../../facts/facts.ts';

/** How a platform stops a process: in milliseconds, the notice that it needs, the time that is left, and what to say of it. */
export type Patience = {readonly notice: number; readonly deadline: number; readonly kills: string; readonly after: readonly string[]};

const platforms: readonly (readonly [fact: string, patience: Patience])[] = [
	[
		'deploy.k8s',
		{
			notice: 5000,
			deadline: 25_000,
			kills: 'Kubernetes: after 30 seconds',
			after: ['Keep terminationGracePeriodSeconds at 30 or more: the notice of 5 seconds and the last requests must fit in.'],
		},
	],
	[
		'deploy.fly',
		{
			notice: 0,
			deadline: 4000,
			kills: 'Fly.io: after 5 seconds',
			after: ['Fly.io kills after 5 seconds: for longer requests set kill_timeout = 30 in fly.toml, and raise the deadline with it.'],
		},
	],
	[
		'deploy.railway',
		{
			notice: 0,
			deadline: 25_000,
			kills: 'Railway: after RAILWAY_DEPLOYMENT_DRAINING_SECONDS',
			after: ['Railway kills at once unless it is told to wait: set RAILWAY_DEPLOYMENT_DRAINING_SECONDS to 30.'],
		},
	],
	['deploy.render', {notice: 0, deadline: 25_000, kills: 'Render: after 30 seconds', after: []}],
	['deploy.heroku', {notice: 0, deadline: 25_000, kills: 'Heroku: after 30 seconds', after: []}],
	['deploy.compose', {notice: 0, deadline: 8000, kills: 'Docker: after 10 seconds', after: []}],
];
const unknown: Patience = {notice: 0, deadline: 8000, kills: 'most kill after 10 seconds', after: []};

/** How long the platform that the repository names waits for a process that it stops. */
export const patienceOf = (facts: PlainFacts): Patience => platforms.find(([id]) => holds(facts, id))?.[1] ?? unknown;
