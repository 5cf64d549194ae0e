import {holds, type PlainFacts} from '../../facts/facts.ts';
import {type Given, said, type View} from '../view.ts';
import {askedOf} from './asked.ts';
import {composeOf} from './compose.ts';
import {runbooksView} from './runbooks.ts';

/** Where it can run, and whether a command brings an earlier release back there. */
const platforms: ReadonlyMap<string, boolean> = new Map([
	['vercel', true],
	['netlify', true],
	['cloudflare', true],
	['fly', true],
	['render', true],
	['railway', true],
	['heroku', true],
	['dokku', true],
	['firebase', false],
	['appengine', true],
	['k8s', true],
	['helm', true],
	['compose', true],
]);
const otherNames: Readonly<Record<string, string>> = {
	kubernetes: 'k8s',
	'fly.io': 'fly',
	'docker compose': 'compose',
	'app engine': 'appengine',
};
const deploys = /deploy|release|publish/iu;
const onlyPrepares = /draft|prepare|notes|changelog|label|detect/iu;
// Nobody tries these to see whether a release is well: they belong to operators and machines, or begin something large.
const notForPeople =
	/\/(?:admin|internal|debug|cron|jobs?|webhooks?|hooks|backups?|seed|load-?test|test|reset|private|callback|oauth\d?|log-?out|sign-?out)(?:[/_-]|$)/iu;
const plainRoute = /^\/[\w/:-]*$/u;
const mostJourneys = 3;

/** Where a person says that it runs; undefined for what is not known here. */
export function readPlatform(answer: string): string | undefined {
	const word = answer.trim().toLowerCase();
	const name = Object.hasOwn(otherNames, word) ? (otherNames[word] ?? word) : word;
	return platforms.has(name) ? name : undefined;
}

/** It is a remote of git that nothing but a push or its action names; a Procfile beside it is read by others too. */
const pushesToDokku = ({commands, workflows, stack}: PlainFacts): boolean =>
	holds({stack}, 'deploy.dokku') ||
	commands.some(({command, role}) => role !== 'test' && role !== 'example' && /\bgit push\b[^;&|]*\sdokku\b/u.test(command)) ||
	workflows.some(({jobs}) => jobs.some(({steps}) => steps.some(({uses}) => uses?.startsWith('dokku/github-action') === true)));

/** Where it runs, as a person or the repository says; empty when it is not known, or in two places. */
export function platformOf(facts: PlainFacts, given: Given): string {
	const told = readPlatform(said(given, 'platform') ?? '');
	if (told !== undefined) return told;
	if (pushesToDokku(facts)) return 'dokku';
	const {platforms: found} = runbooksView(facts, given).data;
	const known = Array.isArray(found) ? found.filter(name => typeof name === 'string' && platforms.has(name)) : [];
	// Two places need a word on which of them is meant.
	return known.length === 1 ? String(known[0]) : '';
}

/** Workflows that by their name put it live. */
export const deployersIn = ({workflows}: PlainFacts): readonly string[] =>
	workflows
		.filter(({path, name, triggers}) => deploys.test(`${path} ${name ?? ''}`) && !onlyPrepares.test(path) && !triggers.called)
		.map(({path}) => path);

const slugOf = (name: string): string => {
	const slug = name
		.toLowerCase()
		.replaceAll(/[^a-z0-9]+/gu, '-')
		.replaceAll(/^-|-$/gu, '')
		.slice(0, 20);
	return /^[a-z]/u.test(slug) ? slug : 'app';
};

/** How this repository is put live and taken back: what its platform has for that, and what only a person knows. */
export function deployRollbackView(facts: PlainFacts, given: Given): View {
	const platform = platformOf(facts, given);
	const script = platforms.get(platform) === true;
	const site = said(given, 'site') ?? '';
	const [health] = facts.health;
	const {files, steps, unused} = composeOf(facts);
	const {site: ask, bare} = askedOf(facts, given);
	const journeys = facts.entryPoints.points
		.filter(
			({kind, writes, costs, route}) =>
				kind === 'http' && writes.length + costs.length > 0 && plainRoute.test(route) && !notForPeople.test(route),
		)
		.map(({method, route}) => `${method} ${route}`);
	return {
		data: {
			app: given.name,
			slug: slugOf(given.name),
			platform,
			script,
			site,
			ask,
			bare,
			compose: [...files],
			steps: [...steps],
			besides: [...unused],
			owner: said(given, 'owner') ?? '',
			staging: said(given, 'staging') ?? '',
			health: health?.route ?? '',
			journeys: [...new Set(journeys)].slice(0, mostJourneys),
			deployers: deployersIn(facts).slice(0, 3),
		},
		after:
			platform === ''
				? ['Nothing in the repository says for sure where it runs. Say it, and have this prepared again: then the commands are in it.']
				: script
					? ['Whoever runs scripts/roll-back.sh needs the tool of the platform, and a login there: try that today, not at night.']
					: [],
		owes: script
			? []
			: [
					{
						check: 'ops-no-rollback',
						owes:
							platform === ''
								? 'say where it runs, then take a release back once, and write the date at the top of docs/releases.md'
								: 'take a release back once, and write the date and the minutes at the top of docs/releases.md',
					},
				],
		scripts: {},
	};
}
