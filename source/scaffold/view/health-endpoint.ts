import type {PlainFacts} from '../../facts/facts.ts';
import {folderOf} from '../../facts/modules/paths.ts';
import type {CodeNow, Given, View} from '../view.ts';
import {askedBy} from './web/asked-by.ts';
import {djangoUrls} from './web/django.ts';
import {djangoHealth} from './web/django-health.ts';
import {type Health, noHealth} from './web/health.ts';
import {nextApps} from './web/next.ts';
import {nextHealth} from './web/next-health.ts';
import {pythonHealth} from './web/python-health.ts';
import {scriptHealth} from './web/script-health.ts';
import {serversOf} from './web/servers.ts';
import {sourcesOf} from './web/sources.ts';

const check = 'obs-no-health-endpoint';

const unknownServer =
	'No server was found that shipworthy can wire a health address into (Next.js with app/, Express, Fastify, Hono, Nest, FastAPI, Flask, Django). Add one route that asks the database with a time limit and answers 503 when it fails.';

/** Addresses that say whether the application lives and can do its work, wired into the one server that was found. */
export function healthEndpointView(facts: PlainFacts, _given: Given, code: CodeNow): View {
	const {data, after, edits = [], owes} = madeFor(facts, code);
	return {
		data: {ending: '', file: '', folder: '', ...data},
		after: owes === undefined ? [...after, ...askedBy(facts, data.kind === 'next' ? '/api/health' : '/readyz')] : after,
		owes: owes === undefined ? [] : [{check, owes}],
		scripts: {},
		edits,
	};
}

function madeFor(facts: PlainFacts, code: CodeNow): Health {
	const sources = sourcesOf(facts, code);
	const [nexts, servers, urls] = [nextApps(facts), serversOf(sources, facts.reached), djangoUrls(sources)];
	const all = [...nexts.map(({folder}) => folder), ...servers.map(({path}) => path), ...urls.map(({path}) => path)];
	if (all.length > 1)
		return noHealth(`Several servers were found (${all.slice(0, 4).join(', ')}): open the folder of one of them by itself and plan again.`);
	const [next] = nexts;
	if (next !== undefined) return nextHealth(facts, sources, next);
	const [django] = urls;
	if (django !== undefined) return djangoHealth(facts, code, django);
	const [server] = servers;
	if (server === undefined) return noHealth(unknownServer);
	const folder = folderOf(server.path);
	switch (server.framework) {
		case 'fastapi':
		case 'flask':
			return pythonHealth({facts, code, sources, server, folder});
		case 'express':
		case 'fastify':
		case 'hono':
		case 'nest':
			return scriptHealth({facts, code, sources, server, folder});
	}
}
