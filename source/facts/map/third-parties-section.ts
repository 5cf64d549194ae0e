import type {PlainFacts} from '../facts.ts';
import {labelOf} from '../labels.ts';
import {type MapRow, type MapSection, many} from './map.ts';

/** What each group of third parties is there for. */
const parties: readonly (readonly [RegExp, string])[] = [
	[/^pay\.(?!any)/u, 'payments'],
	[/^llm(?:\.(?!any|tools|rag)|$)/u, 'models'],
	[/^baas\./u, 'backend'],
	[/^auth\.(?:clerk|auth0|workos|kinde|cognito|supabase|firebase)$/u, 'sign-in'],
	[/^surface\.(?:email|sms|push)$/u, 'messages'],
	[/^tracker\./u, 'errors and analytics'],
	[/^deploy\.(?!any|docker|compose|k8s|helm)/u, 'hosting'],
];

/** The services of others that it leans on. */
export function thirdPartiesSection({stack}: PlainFacts): MapSection {
	const rows = parties.flatMap(([pattern, what]) => {
		const mine = stack.filter(({id, confidence}) => confidence !== 'low' && pattern.test(id));
		return [...new Set(mine.map(({id}) => id))].map((id): MapRow => {
			const place = mine.find(fact => fact.id === id)?.evidence.at(-1);
			return {cells: [labelOf(id), what], ...(place === undefined ? {} : {place})};
		});
	});
	return {
		id: 'third-parties',
		title: 'Third parties',
		lead: rows.length === 0 ? 'No service of someone else was recognised.' : `${many(rows.length, 'service')} of others.`,
		columns: ['who', 'for what'],
		rows,
	};
}
