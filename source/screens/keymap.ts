import {type CategoryId, categoryIds} from '../checklists/checklist.ts';
import {fieldFor, partsOf} from '../coaching/form.ts';
import {mapLines} from '../coaching/map-rows.ts';
import {notLiveOf, standingHere} from '../coaching/moving.ts';
import type {Arriving, Coaching, Session} from '../coaching/session.ts';
import {lineOf, placesOf} from '../coaching/standings.ts';
import {stepOf} from '../coaching/steps.ts';
import {
	always,
	type Binding,
	back,
	close,
	edits,
	everything,
	first,
	leave,
	lookAgain,
	map,
	menu,
	moves,
	pages,
	reading,
	watch,
	wrapUp,
} from './bindings.ts';
import {menuOf} from './menu.ts';

function aboutCheck(session: Coaching, key: string): readonly Binding[] {
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

const categories: readonly Binding[] = categoryIds.map(openCategory);
/** The categories by their digit, where nothing else is chosen by one. */
const byDigit: readonly Binding[] = categories.map(binding => ({...binding, rank: Math.min(0, binding.rank)}));

/** Takes the last write back, where there is one. */
const takeBack = ({look, here}: Coaching): readonly Binding[] =>
	look.lastWrite === undefined ? [] : [{key: 'u', does: 'take back', act: {event: 'undo'}, rank: here.screen === 'written' ? 3 : 0}];

/** Why a check stands where it does in the order, when it is in the order. */
const whyFirst = ({look}: Coaching, key: string): readonly Binding[] =>
	stepOf(look.assessment, key) === undefined ? [] : [{key: 'w', does: 'why first?', act: {event: 'first', key}, rank: 8}];

function coachingKeys(session: Coaching): readonly Binding[] {
	const {here} = session;
	switch (here.screen) {
		case 'step':
			return [
				...menu,
				...aboutCheck(session, here.key),
				...whyFirst(session, here.key),
				{key: 's', does: 'not now', act: {event: 'not-now'}, rank: 5},
				everything,
				{...lookAgain, rank: 0},
				watch,
				{...map, rank: 0},
				...takeBack(session),
				...pages,
				{...back, rank: 0},
				...always,
				wrapUp,
			];
		case 'check':
			return [
				...menu,
				...pages,
				...aboutCheck(session, here.key),
				...whyFirst(session, here.key),
				lookAgain,
				watch,
				...takeBack(session),
				everything,
				back,
				...always,
				wrapUp,
			];
		case 'by-hand':
			return [...menu, ...pages, ...aboutCheck(session, here.key), lookAgain, {...watch, rank: 9}, everything, back, ...always, wrapUp];
		case 'question':
			return [
				...menu,
				...pages,
				{key: 'b', does: 'bad and good', act: {event: 'examples', key: here.key}, rank: 7},
				everything,
				back,
				...always,
				wrapUp,
			];
		case 'resume':
		case 'written':
			return [...menu, ...pages, ...takeBack(session), {...everything, rank: 6}, back, ...always, wrapUp];
		case 'wrap-up':
			return [...menu, ...pages, ...takeBack(session), everything, back, ...always, leave];
		case 'about':
			return [...menu, ...pages, {...map, does: 'facts'}, everything, back, ...always, wrapUp];
		case 'nothing':
			return [...menu, everything, lookAgain, ...always, leave];
		case 'asking':
			return [...menu, back, ...always, wrapUp];
		case 'failed':
			return [...menu, lookAgain, back, ...always, close];
		case 'first':
			return [
				...moves('open'),
				...byDigit,
				{key: 's', does: 'go to the steps', act: {event: 'steps'}, rank: 6},
				everything,
				back,
				...always,
				wrapUp,
			];
		case 'everything':
			return [
				...moves('open'),
				...categories,
				{...first, rank: 5},
				{key: 's', does: 'steps', act: {event: 'steps'}, rank: 6},
				map,
				{key: 'c', does: 'about the project', act: {event: 'ask-context'}, rank: 9},
				...(notLiveOf(session.look).length > 0 ? [{key: 'l', does: 'not live yet', act: {event: 'live'}, rank: 8} as const] : []),
				...takeBack(session),
				lookAgain,
				watch,
				{key: 'tab', does: 'back', act: {event: 'everything'}, rank: 0},
				back,
				...always,
				wrapUp,
			];
		case 'category':
			return [...moves('open'), ...categories, lookAgain, everything, back, ...always, wrapUp];
		case 'facts':
			return [
				...moves('open in my editor').filter(({key}) => key !== 'enter'),
				...openFact(session),
				{key: 'n', does: 'next part', act: {event: 'part', by: 1}, rank: 3},
				{key: 'N', does: 'part before', act: {event: 'part', by: -1}, rank: 0},
				...byDigit,
				{key: 'a', does: 'in short', act: {event: 'about'}, rank: 4},
				{key: 's', does: 'steps', act: {event: 'steps'}, rank: 5},
				first,
				everything,
				back,
				...always,
				wrapUp,
			];
		case 'live':
			return [...moves('it is live now'), ...byDigit, everything, back, ...always, wrapUp];
		case 'plan':
			return [
				{key: 'enter', does: 'write', act: {event: 'write'}, rank: 1},
				{key: 'space', does: 'leave out', act: {event: 'leave-out'}, rank: 2},
				...moves('write').filter(({key}) => !['enter', 'pgdn', 'pgup', 'home', 'end', 'g', 'G'].includes(key)),
				...pages,
				{key: 'g', does: 'to the top', act: {turn: 'top'}, rank: 0},
				{key: 'G', does: 'to the end', act: {turn: 'bottom'}, rank: 0},
				back,
				...always,
				wrapUp,
			];
		case 'examples':
			return [...reading, back, ...always, close];
		case 'help':
			return [...reading, back, ...always, close];
		case 'form': {
			const parts = partsOf(here.form, session.known, standingHere(session), session.look.templates);
			const part = parts[here.part];
			const isLast = here.part + 1 >= parts.length;
			const isSuggested = part !== undefined && fieldFor(session.known, here.key, here.form, part).suggested === true;
			return [
				{key: 'enter', does: !isLast ? 'next' : here.form === 'needs' ? 'see the files' : 'save', act: {event: 'submit'}, rank: 1},
				...(isSuggested ? [{key: 'tab', does: 'keep it and edit', act: {event: 'type', edit: {edit: 'end'}}, rank: 4} as const] : []),
				...edits,
				{...back, does: 'back (it is kept)', rank: 2},
				...always.filter(({key}) => key !== '?'),
			];
		}
	}
}

function openFact({here, look}: Coaching): readonly Binding[] {
	const place = here.screen === 'facts' ? mapLines(look)[here.at]?.row.places[0] : undefined;
	return place === undefined
		? []
		: [{key: 'enter', does: 'open in my editor', act: {event: 'edit-file', path: place.path, line: place.line}, rank: 1}];
}

function arrivingKeys({here}: Arriving): readonly Binding[] {
	switch (here.screen) {
		case 'welcome':
		case 'cut-off':
			return [...menu, ...always, leave];
		case 'asking':
		case 'failed':
			return [...menu, back, ...always, {...leave, rank: 4}];
		case 'looking':
			return [back, ...always, leave];
		case 'help':
			return [...reading, back, ...always, close];
	}
}

/** Every key that does something on this screen. */
export function keysFor(session: Session): readonly Binding[] {
	switch (session.phase) {
		case 'left':
			return [];
		case 'arriving':
			return arrivingKeys(session);
		case 'coaching':
			return menuOf(session).length === 0 ? coachingKeys(session).filter(({act}) => act !== undefined) : coachingKeys(session);
	}
}

/** Whether letters are text on this screen. */
export const isTyping = (session: Session): boolean => session.phase === 'coaching' && session.here.screen === 'form';
