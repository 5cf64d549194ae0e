import type {Standing} from '../assessment/assessment.ts';
import {type Field, fieldOf} from './field.ts';
import type {Coaching} from './session.ts';
import {inOrder, standingsOf, titleOf} from './standings.ts';
import type {Look} from './work.ts';

/** Where the words that are looked for are kept. */
export const searchDraft = 'search';

/** The words that are looked for. */
export const searchField = ({known}: Pick<Coaching, 'known'>): Field => known.drafts[searchDraft] ?? fieldOf('');

const named = (standing: Standing): string => `${titleOf(standing)} ${standing.item.id}`.toLowerCase();

/** Everything of a check by which a person may look for it: titles, id, category, package, files. */
const known = ({item, package: folder, evidence, asks}: Standing): string =>
	[
		item.gap,
		item.good,
		item.question.ask,
		asks ?? '',
		item.id,
		item.category.replaceAll('-', ' '),
		item.part,
		item.why,
		...item.fix,
		folder,
		...evidence.map(({path}) => path),
	]
		.join(' ')
		.toLowerCase();

/** The checks in which every word stands: first those that are called so, each in order of value. Without a word: all. */
export function matching(look: Pick<Look, 'assessment'>, text: string): readonly Standing[] {
	const words = text
		.toLowerCase()
		.split(/\s+/u)
		.filter(word => word !== '');
	const found = inOrder(standingsOf(look.assessment)).filter(standing => {
		const all = known(standing);
		return words.every(word => all.includes(word));
	});
	const isCalled = (standing: Standing): boolean => words.every(word => named(standing).includes(word));
	return [...found.filter(isCalled), ...found.filter(standing => !isCalled(standing))];
}

/** What matches the words that are typed. */
export const foundHere = (session: Coaching): readonly Standing[] => matching(session.look, searchField(session).text);
