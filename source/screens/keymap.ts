import {notLiveOf} from '../coaching/moving.ts';
import {partHere} from '../coaching/next-form.ts';
import type {Arriving, Coaching, Session} from '../coaching/session.ts';
import {
	always,
	type Binding,
	back,
	close,
	everything,
	first,
	leave,
	lookAgain,
	map,
	menu,
	moves,
	pages,
	preferences,
	reading,
	search,
	watch,
	wrapUp,
} from './bindings.ts';
import {aboutCheck, byDigit, byPackage, categories, exerciseKeys, openFact, takeBack, whyFirst} from './bindings-for.ts';
import {isColumns, planKeys} from './keys-of-plan.ts';
import {formKeys, preferencesKeys, searchKeys} from './keys-typed.ts';
import {menuOf} from './menu.ts';
import {fitsTwice, type Paper} from './page.ts';

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
			return [...menu, ...pages, {...map, does: 'facts'}, {...map, key: 'a', rank: -1}, everything, back, ...always, wrapUp];
		case 'exercise':
			return [
				...menu,
				...exerciseKeys(session),
				...pages,
				lookAgain,
				watch,
				{...everything, rank: 7},
				{...back, rank: 0},
				...always,
				leave,
			];
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
				{key: 's', does: 'steps', act: {event: 'steps'}, rank: 8},
				{...map, rank: 8},
				{key: 'c', does: 'about the project', act: {event: 'ask-context'}, rank: 9},
				...(notLiveOf(session.look).length > 0 ? [{key: 'l', does: 'not live yet', act: {event: 'live'}, rank: 8} as const] : []),
				...byPackage(session),
				search,
				...takeBack(session),
				lookAgain,
				watch,
				{key: 'tab', does: 'back', act: {event: 'everything'}, rank: 0},
				back,
				...always,
				wrapUp,
			];
		case 'category':
			return [...moves('open'), ...categories, ...byPackage(session), search, lookAgain, everything, back, ...always, wrapUp];
		case 'packages':
		case 'package':
			return [...moves('open'), ...byDigit, search, lookAgain, everything, back, ...always, wrapUp];
		case 'search':
			return searchKeys;
		case 'preferences':
			return preferencesKeys(here);
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
			return planKeys(here);
		case 'examples':
			return [...reading, back, ...always, close];
		case 'help':
			return [...reading, back, ...always, close];
		case 'form':
			return formKeys(session, here);
	}
}

function arrivingKeys({here}: Arriving): readonly Binding[] {
	switch (here.screen) {
		case 'welcome':
		case 'cut-off':
			return [...menu, ...always, leave];
		case 'exercises':
		case 'asking':
		case 'failed':
			return [...menu, back, ...always, {...leave, rank: 4}];
		case 'looking':
			return [back, ...always, leave];
		case 'help':
			return [...reading, back, ...always, close];
	}
}

/** The keys of a screen with those that lead anywhere from it, unless letters are text there. */
function everywhere(session: Coaching, bindings: readonly Binding[]): readonly Binding[] {
	if (isTyping(session)) return bindings;
	const more = [{...search, rank: 0}, preferences].filter(({key}) => bindings.every(binding => binding.key !== key));
	return [...bindings, ...(session.here.screen === 'preferences' || session.here.screen === 'help' ? more.slice(1, 2) : more)];
}

/** Every key that does something on this screen; where its terminal is given, only those that change something there. */
export function keysFor(session: Session, paper?: Paper): readonly Binding[] {
	const bindings = keysOf(session);
	return paper === undefined || fitsTwice(paper) ? bindings : bindings.filter(binding => !isColumns(binding));
}

function keysOf(session: Session): readonly Binding[] {
	switch (session.phase) {
		case 'left':
			return [];
		case 'arriving':
			return arrivingKeys(session);
		case 'coaching':
			return everywhere(
				session,
				menuOf(session).length === 0 ? coachingKeys(session).filter(({act}) => act !== undefined) : coachingKeys(session),
			);
	}
}

/** Whether letters are text on this screen. */
export const isTyping = (session: Session): boolean => {
	if (session.phase !== 'coaching') return false;
	const {here} = session;
	if (here.screen === 'form') return partHere(session, here)?.choices === undefined;
	return here.screen === 'search' || (here.screen === 'preferences' && here.typing);
};
