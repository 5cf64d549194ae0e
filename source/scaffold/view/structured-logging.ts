import type {PlainFacts} from '../../facts/facts.ts';
import type {CodeNow, Given, View} from '../view.ts';
import type {Edit} from '../wiring/edit.ts';
import {djangoPart} from './logging/django-part.ts';
import {nextPart} from './logging/next-part.ts';
import {type LogPart, noLogPart} from './logging/part.ts';
import {pythonPart} from './logging/python-part.ts';
import {scriptPart} from './logging/script-part.ts';
import {djangoUrls} from './web/django.ts';
import {nextApps} from './web/next.ts';
import {serversOf} from './web/servers.ts';
import {sourcesOf} from './web/sources.ts';

const records = 'obs-unstructured-logs';
const ids = 'obs-no-correlation';
const unknownServer =
	'No server was found that a log can be wired into (Next.js with app/, Express, Fastify, Hono, Nest, FastAPI, Flask, Django). Write one JSON record per line, with an id that all lines of a request share.';

/** One side of Node and one of Python at most: several of a kind are told apart by a person. */
function partsOf(facts: PlainFacts, code: CodeNow): readonly LogPart[] {
	const sources = sourcesOf(facts, code);
	const [nexts, servers, urls] = [nextApps(facts), serversOf(sources, facts.reached), djangoUrls(sources)];
	const [snakes, scripts] = [servers.filter(({path}) => path.endsWith('.py')), servers.filter(({path}) => !path.endsWith('.py'))];
	const several = [[...nexts.map(({folder}) => folder), ...scripts.map(({path}) => path)], [...urls, ...snakes].map(({path}) => path)].find(
		places => places.length > 1,
	);
	if (several !== undefined)
		return [
			noLogPart(`Several servers were found (${several.slice(0, 4).join(', ')}): open the folder of one of them by itself and plan again.`),
		];
	const [next, script, snake, list] = [nexts[0], scripts[0], snakes[0], urls[0]];
	return [
		...(next === undefined ? [] : [nextPart(facts, code, sources, next)]),
		...(script === undefined ? [] : [scriptPart(facts, code, sources, script)]),
		...(snake === undefined ? [] : [pythonPart(facts, code, sources, snake)]),
		...(list === undefined ? [] : [djangoPart(facts, code, sources, list)]),
	];
}

/** The list of settings, where there is one: from which level on lines are written. */
function settingsEdit(facts: PlainFacts, parts: readonly LogPart[]): readonly Edit[] {
	const reads = parts.some(({data}) => data.script !== undefined || (data.python !== undefined && data.framework !== 'django'));
	if (!reads || !facts.files.some(({path}) => path === '.env.example')) return [];
	return [
		{
			kind: 'lines',
			path: '.env.example',
			does: 'lists from which level on lines are written',
			byHand: 'Add LOG_LEVEL=info.',
			add: ['LOG_LEVEL=info'],
			under: '# The log: debug, info, warn or error, and everything above it.',
		},
	];
}

/** How the lines of this repository's servers become records that carry the id of their request. */
export function structuredLoggingView(facts: PlainFacts, _given: Given, code: CodeNow): View {
	const found = partsOf(facts, code);
	const parts = found.length === 0 ? [noLogPart(unknownServer)] : found;
	const [python] = parts.filter(({data}) => data.python !== undefined);
	const [script] = parts.filter(({data}) => data.script !== undefined);
	const open = (check: string, because: readonly string[]): View['owes'] => because.map(owes => ({check, owes}));
	const [unrecorded, unfollowed] = [parts.flatMap(one => one.unrecorded), parts.flatMap(one => one.unfollowed)];
	return {
		data: {
			script: '',
			python: '',
			instrumentation: '',
			module: '',
			typed: false,
			commonjs: false,
			library: '',
			mixin: false,
			...python?.data,
			...script?.data,
			onPython: python?.data.framework ?? '',
			onScript: script?.data.framework ?? '',
		},
		edits: [...parts.flatMap(({edits}) => edits), ...settingsEdit(facts, parts)],
		after: [...new Set([...unrecorded, ...unfollowed, ...parts.flatMap(({after}) => after)])],
		owes: [...open(records, unrecorded), ...open(ids, unfollowed)],
		scripts: {},
	};
}
