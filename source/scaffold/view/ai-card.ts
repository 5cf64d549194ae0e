import type {PlainFacts} from '../../facts/facts.ts';
import {callerOf} from '../../facts/map/who.ts';
import {type Given, said, type View} from '../view.ts';
import {atPlace, personalDataOf, shown} from './personal-data.ts';

const plainRoute = /^\/[\w/-]*$/u;
const mostPoints = 12;

/** What the card of the model says of this repository: who may ask it, by which company, and how it is asked in a test. */
export function aiCardView(facts: PlainFacts, given: Given): View {
	const {columns, asked, processors} = personalDataOf(facts);
	const models = processors.filter(({role}) => role === 'models');
	const evidence = facts.stack.filter(({id}) => id === 'llm').flatMap(one => one.evidence);
	const points = facts.entryPoints.points.filter(point => [...point.writes, ...point.costs].some(({does}) => does === 'asks a model'));
	const route = points.find(point => point.method === 'POST' && plainRoute.test(point.route))?.route ?? '';
	const places = [...points.map(({path}) => path), ...models.map(({at}) => at.replace(/:\d+$/u, '')), ...evidence.map(({path}) => path)];
	const body = said(given, 'body') ?? '{"message": "{input}"}';
	const kinds = [...new Set([...columns, ...asked].map(({kind}) => kind))];
	return {
		data: {
			app: given.name,
			owner: said(given, 'owner') ?? '',
			does: said(given, 'does') ?? '',
			harm: said(given, 'harm')?.replace(/[.\s]+$/u, '') ?? '',
			body,
			route,
			ending: (places[0] ?? '').endsWith('.py') || (places[0] ?? '').endsWith('.txt') ? 'py' : 'mjs',
			points: points.slice(0, mostPoints).map(point => ({
				caller: callerOf(point),
				name: shown(`${point.method} ${point.route}`.trim()),
				at: atPlace(point),
			})),
			models:
				models.length > 0
					? models.map(({name, at}) => ({name, at}))
					: evidence.slice(0, 1).map(({path, line}) => ({name: 'a model', at: atPlace({path, line})})),
			personal: kinds.length > 0,
			kinds: kinds.map((name, index) => ({name, more: index < kinds.length - 1})),
		},
		after: [
			...(body.includes('{input}')
				? []
				: ['What your page sends has no {input} in it, so every case asks the same: say --body when you run the cases.']),
			'The cases ask the running application and cost what a question costs. Run them against a test environment: some of them ask it to delete and to send.',
		],
		owes: [],
		scripts: {},
	};
}
