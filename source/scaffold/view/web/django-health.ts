import {holds, type PlainFacts} from '../../../facts/facts.ts';
import {folderOf} from '../../../facts/modules/paths.ts';
import type {CodeNow} from '../../view.ts';
import {type Health, noHealth} from './health.ts';
import {placeIn} from './place.ts';
import type {Source} from './sources.ts';

/** The addresses for a Django project, in front of all others: a pattern that takes everything may stand last. */
export function djangoHealth(facts: PlainFacts, code: CodeNow, {path, code: urls}: Source): Health {
	const file = placeIn(facts, code, folderOf(path), ['health', 'health_routes'], ['live']);
	if (file === undefined) return noHealth(`Beside ${path} there are files called health already: add /livez and /readyz there.`);
	const ours = {file, otherwise: 'relative'} as const;
	const asks = holds(facts, 'db.any');
	const view = asks ? 'ready' : 'live';
	const hasPath = urls.imports.some(({from, local}) => from === 'django.urls' && local === 'path');
	return {
		data: {kind: 'py', framework: 'django', file, ending: 'py', asks, waits: false},
		after: [
			'What asks it by an address of its own must be in ALLOWED_HOSTS; with SECURE_SSL_REDIRECT, exempt the two: SECURE_REDIRECT_EXEMPT = [r"^(livez|readyz)$"].',
		],
		edits: [
			{
				kind: 'code',
				path,
				does: 'answers /livez and /readyz',
				byHand: `In ${path}, import live${asks ? ' and ready' : ''} from ${file}.py, and put path("livez", live) and path("readyz", ${view}) first into urlpatterns.`,
				imports: [
					...(hasPath ? [] : [{name: 'path', from: {package: 'django.urls'}}]),
					{name: 'live', from: ours},
					...(asks ? [{name: 'ready', from: ours}] : []),
				],
				inserts: [
					{
						at: {where: 'end'},
						lines: ['urlpatterns = [', '    path("livez", live),', `    path("readyz", ${view}),`, '    *urlpatterns,', ']'],
					},
				],
			},
		],
	};
}
