import {type CategoryId, categoryIds} from '../checklists/checklist.ts';
import {mapLines} from '../coaching/map-rows.ts';
import {standingHere} from '../coaching/moving.ts';
import {packagesOf} from '../coaching/rows.ts';
import type {Coaching} from '../coaching/session.ts';
import {lineOf, placesOf} from '../coaching/standings.ts';
import {stepOf} from '../coaching/steps.ts';
import type {Binding} from './bindings.ts';

/** What can be done about the check of a screen. */
export function aboutCheck(session: Coaching, key: string): readonly Binding[] {
	const standing = standingHere(session);
	const place = standing === undefined ? undefined : lineOf(standing);
	return [
		...(standing !== undefined && placesOf(standing).length > 1
			? [
					{key: 'n', does: 'next place', act: {event: 'place', by: 1}, rank: 6} as const,
					{key: 'N', does: 'place before', act: {event: 'place', by: -1}, rank: 0} as const,
				]
			: []),
		{key: 'b', does: 'bad and good', act: {event: 'examples', key}, rank: 7},
		...(place === undefined
			? []
			: [{key: 'e', does: 'editor', act: {event: 'edit-file', path: place.path, line: place.line}, rank: 10} as const]),
	];
}

const openCategory = (category: CategoryId, index: number): Binding => {
	const act = {event: 'category', category} as const;
	return index === 0
		? {key: '1', shown: '1-8', does: 'category', act, rank: 7}
		: {key: String(index + 1), does: category.replaceAll('-', ' '), act, rank: -1};
};

/** The categories by their digit. */
export const categories: readonly Binding[] = categoryIds.map(openCategory);
/** The same where they are not the matter of the screen. */
export const byDigit: readonly Binding[] = categories.map(binding => ({...binding, rank: Math.min(0, binding.rank)}));

/** Takes the last write back, where there is one. */
export const takeBack = ({look, here}: Coaching): readonly Binding[] =>
	look.lastWrite === undefined ? [] : [{key: 'u', does: 'take back', act: {event: 'undo'}, rank: here.screen === 'written' ? 3 : 0}];

/** Why a check stands where it does in the order, when it is in the order. */
export const whyFirst = ({look}: Coaching, key: string): readonly Binding[] =>
	stepOf(look.assessment, key) === undefined ? [] : [{key: 'w', does: 'why first?', act: {event: 'first', key}, rank: 8}];

/** Opens the line that shows a row of the map. */
export function openFact({here, look}: Coaching): readonly Binding[] {
	const place = here.screen === 'facts' ? mapLines(look)[here.at]?.row.places[0] : undefined;
	return place === undefined
		? []
		: [{key: 'enter', does: 'open in my editor', act: {event: 'edit-file', path: place.path, line: place.line}, rank: 1}];
}

/** To the packages, where there are several. */
export const byPackage = ({look}: Coaching): readonly Binding[] =>
	packagesOf(look).length > 1 ? [{key: 'p', does: 'packages', act: {event: 'packages'}, rank: 9}] : [];

/** What can be done about the exercise that is open. */
export const exerciseKeys = ({known: {exercise}}: Coaching): readonly Binding[] =>
	exercise === undefined
		? []
		: [
				{key: 'c', does: 'check', act: {event: 'exercise', what: 'check'}, rank: 2},
				{key: 'h', does: 'hint', act: {event: 'exercise', what: 'hint'}, rank: 3},
				{key: 'e', does: 'editor', act: {event: 'edit-file', path: exercise.shows, line: 1}, rank: 5},
			];
