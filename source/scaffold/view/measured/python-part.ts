import {moduleLevel, textOf} from '../../../facts/code/code.ts';
import type {PlainFacts} from '../../../facts/facts.ts';
import {folderOf} from '../../../facts/modules/paths.ts';
import type {PackageFact} from '../../../facts/packages.ts';
import type {CodeNow} from '../../view.ts';
import type {Insertion} from '../../wiring/edit.ts';
import {moduleFor} from '../logging/django-part.ts';
import {type Installing, installPython} from '../tracking/installing.ts';
import {namedFor} from '../web/naming.ts';
import {placeIn} from '../web/place.ts';
import type {Server} from '../web/servers.ts';
import type {Source} from '../web/sources.ts';
import {type Measured, notMeasured} from './part.ts';

const names = ['metrics', 'request_metrics'];
const settingsFile = /(?:^|\/)settings(?:\/[^/]+)?\.py$/u;

const ownerOf = (facts: PlainFacts, folder: string): PackageFact | undefined =>
	facts.packages.find(({path, ecosystems}) => path === folder && ecosystems.includes('python')) ??
	facts.packages.find(({ecosystems}) => ecosystems.includes('python'));

const afterOf = ({command}: Installing): readonly string[] =>
	command === '' ? [] : [`Before you start it again, run: ${command}. The new file needs the package.`];

/** In FastAPI, what is added last stands in front: behind the last that is added where the application is made. */
function spotOf({framework, name, made, code}: Server): Insertion['at'] {
	const adds = code.calls.filter(({to}) => to === `${name}.add_middleware`);
	return framework === 'fastapi' && adds.length > 0 && adds.every(one => one.in === made.in && one.when.length === 0)
		? {where: 'after', call: `${name}.add_middleware`, which: 'last'}
		: {where: 'after', call: made.to};
}

/** How an application of FastAPI or Flask counts. */
export function pythonPart(facts: PlainFacts, code: CodeNow, sources: readonly Source[], server: Server): Measured {
	const {path, name, framework} = server;
	const owner = ownerOf(facts, server.package);
	const wanted = framework === 'flask' ? 'measure_requests' : 'MeasureRequests';
	const own = placeIn(facts, code, folderOf(path), names, ['_may_read']);
	if (owner === undefined || own === undefined)
		return notMeasured(`Beside ${path} there are files called metrics already: count requests in one of them, and plan again.`);
	const installing = installPython(owner, 'prometheus-client', '==0.26.0', facts);
	const line = framework === 'flask' ? `measure_requests(${name})` : `${name}.add_middleware(MeasureRequests)`;
	return {
		made: `${own}.py`,
		data: {python: `${own}.py`, framework, kind: 'py'},
		edits: [
			...installing.edits,
			{
				kind: 'code',
				path,
				does: 'counts every request, and shows the numbers at /metrics',
				byHand: `In ${path}, import ${wanted} from ${own}.py, and write below the line that makes ${name}: ${line}`,
				imports: namedFor(facts, sources, server, [{name: wanted, from: {file: own}}]),
				inserts: [{at: spotOf(server), lines: [line]}],
			},
		],
		after: afterOf(installing),
	};
}

/** How a Django project counts: a middleware in its settings, and an address. */
export function djangoPart(facts: PlainFacts, code: CodeNow, urls: Source): Measured {
	const found = facts.files.flatMap(({path}) => {
		const now = settingsFile.test(path) ? code(path) : undefined;
		const has = now?.variables.some(one => one.in === moduleLevel && one.names.includes('MIDDLEWARE'));
		return now !== undefined && has === true ? [{path, now}] : [];
	});
	const [settings] = found;
	const own = placeIn(facts, code, folderOf(urls.path), names, ['show_metrics']);
	const owner = ownerOf(facts, urls.package);
	const root = settings && textOf(settings.now.variables.find(one => one.names.includes('ROOT_URLCONF'))?.value);
	const module = own === undefined ? undefined : moduleFor(own, urls, root);
	if (settings === undefined || found.length > 1 || own === undefined || module === undefined || owner === undefined)
		return notMeasured(
			'No single file of settings with MIDDLEWARE was found: add django-prometheus as its own page says, and plan again for the dashboard.',
		);
	const installing = installPython(owner, 'prometheus-client', '==0.26.0', facts);
	const hasPath = urls.code.imports.some(({from, local}) => from === 'django.urls' && local === 'path');
	return {
		made: `${own}.py`,
		data: {python: `${own}.py`, framework: 'django', kind: 'py'},
		edits: [
			...installing.edits,
			{
				kind: 'code',
				path: settings.path,
				does: 'counts every request',
				byHand: `In ${settings.path}, put "${module}.MeasureRequests" first into MIDDLEWARE.`,
				imports: [],
				inserts: [
					{
						at: {where: 'end'},
						lines: [
							'# Counts every request: it stands before everything that may answer.',
							`MIDDLEWARE = ["${module}.MeasureRequests", *MIDDLEWARE]`,
						],
					},
				],
			},
			{
				kind: 'code',
				path: urls.path,
				does: 'shows the numbers at /metrics',
				byHand: `In ${urls.path}, import show_metrics from ${own}.py, and put path("metrics", show_metrics) first into urlpatterns.`,
				imports: [
					...(hasPath ? [] : [{name: 'path', from: {package: 'django.urls'}}]),
					{name: 'show_metrics', from: {file: own, otherwise: 'relative'}},
				],
				inserts: [{at: {where: 'end'}, lines: ['urlpatterns = [path("metrics", show_metrics), *urlpatterns]']}],
			},
		],
		after: [...afterOf(installing), 'What asks for the numbers by an address of its own must be in ALLOWED_HOSTS.'],
	};
}
