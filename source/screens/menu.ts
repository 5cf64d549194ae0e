import {beyondOf, inWords, type Next, nextOf, putOffOf} from '../coaching/leaving.ts';
import {notLiveOf} from '../coaching/moving.ts';
import {partHere} from '../coaching/next-form.ts';
import type {Coaching, Session} from '../coaching/session.ts';
import {standingOf} from '../coaching/standings.ts';
import {answersMenu} from './answers.ts';
import {byHandMenu, checkMenu, questionMenu, stepMenu} from './check-menu.ts';
import {exerciseMenu, exercisesMenu} from './exercise-menu.ts';
import {item, type MenuItem} from './menu-item.ts';

const practice = item('Practise on a small app', {event: 'practise'});

const welcome: readonly MenuItem[] = [
	item('I want to launch with real users', {event: 'goal', goal: 'launch'}),
	item('I want to get to know this code', {event: 'goal', goal: 'know'}),
	item('I want an exercise: close one gap', {event: 'exercises'}),
	item('Just show me everything', {event: 'goal', goal: 'everything'}),
];

const goOn = (next: Next | undefined): readonly MenuItem[] =>
	next === undefined ? [] : [item(`Go on: ${inWords(next)}`, {event: 'steps'}, 'Go on')];

function wrapUpMenu(session: Coaching): readonly MenuItem[] {
	const next = nextOf(session);
	const beyond = beyondOf(session);
	const live = notLiveOf(session.look).length;
	const putOff = putOffOf(session);
	return [
		...goOn(next),
		...(next === undefined && beyond !== undefined
			? [item(`One more: ${inWords(beyond)}`, {event: 'step', key: beyond.key}, 'One more')]
			: []),
		...(putOff > 0 ? [item(`Take up what was put off (${putOff})`, {event: 'take-up'})] : []),
		...(live > 0 ? [item(`Confirm what is live by now (${live})`, {event: 'live'})] : []),
		item('Write the launch sheet for the team', {event: 'sheet'}),
		item('Show everything', {event: 'everything'}),
		item('Leave', {event: 'leave', code: 0}),
	];
}

function coachingMenu(session: Coaching): readonly MenuItem[] {
	const {here, look} = session;
	switch (here.screen) {
		case 'resume':
			return [
				...goOn(nextOf(session)),
				item('Show everything', {event: 'everything'}),
				item('Show what to do first, and why', {event: 'first'}),
				item('Answer the three questions anew', {event: 'ask-context'}),
			];
		case 'exercise':
			return exerciseMenu(session);
		case 'nothing':
			return [
				item('Look again', {event: 'look-again'}),
				practice,
				item('Show what was seen', {event: 'facts'}),
				item('Leave', {event: 'leave', code: 0}),
			];
		case 'step': {
			const standing = standingOf(look.assessment, here.key);
			return standing === undefined ? [] : stepMenu(standing, here.key, look);
		}
		case 'check': {
			const standing = standingOf(look.assessment, here.key);
			return standing === undefined ? [item('Go back', {event: 'back'})] : checkMenu(standing, here.key, session);
		}
		case 'by-hand': {
			const standing = standingOf(look.assessment, here.key);
			return standing === undefined ? [item('Go back', {event: 'back'})] : byHandMenu(standing, here.key, look);
		}
		case 'question':
			return questionMenu(here.key);
		case 'written':
			return [
				item('Go on', {event: 'steps'}),
				...(here.change.closed.length === 0 && here.plan.prepares.length > 0
					? [item('Show me how to do the rest by hand', {event: 'by-hand', key: here.key})]
					: []),
				...(here.plan.after.length > 0 && here.plan.closes.length > 0
					? [item('Keep it on my list until it is live', {event: 'remember-not-live'})]
					: []),
				item('Show everything', {event: 'everything'}),
			];
		case 'about':
			return [
				item('Every fact, with the line that shows it', {event: 'facts'}, 'Every fact, with its line'),
				item('All checks, by category', {event: 'everything'}),
				item('What to do first, and why', {event: 'first'}),
				...(nextOf(session) === undefined ? [] : [item('Take the first step', {event: 'steps'})]),
			];
		case 'wrap-up':
			return wrapUpMenu(session);
		case 'asking':
			return answersMenu(here.question);
		case 'failed':
			return [
				item('Go back', {event: 'back'}),
				...(session.known.cutOff.length > 0
					? [item('Put back what the write that was cut off had changed', {event: 'put-back'}, 'Put back what that write changed')]
					: []),
				item('Look again', {event: 'look-again'}),
			];
		case 'form': {
			const choices = partHere(session, here)?.choices;
			if (choices === undefined) return [];
			return [
				...choices.map(choice => item(choice, {event: 'submit', text: choice})),
				item("I don't know, or none of these", {event: 'submit', text: ''}),
			];
		}
		case 'first':
		case 'everything':
		case 'category':
		case 'search':
		case 'packages':
		case 'package':
		case 'preferences':
		case 'examples':
		case 'plan':
		case 'live':
		case 'facts':
		case 'help':
			return [];
	}
}

/** What can be chosen on this screen, the recommended thing first; more than nine only where answers are chosen. */
export function menuOf(session: Session): readonly MenuItem[] {
	switch (session.phase) {
		case 'left':
			return [];
		case 'coaching':
			return coachingMenu(session);
		case 'arriving': {
			const {here} = session;
			switch (here.screen) {
				case 'welcome':
					return session.known.practice ? [practice, ...welcome] : welcome;
				case 'exercises':
					return exercisesMenu(session);
				case 'cut-off':
					return [
						item(here.files.length === 1 ? 'Put the file back as it was' : 'Put the files back as they were', {
							event: 'put-back',
						}),
						item(here.files.length === 1 ? 'Leave it as it is' : 'Leave them as they are', {event: 'leave-as-is'}),
					];
				case 'asking':
					return answersMenu(here.question);
				case 'failed':
					return [item('Look again', {event: 'look-again'}), item('Leave', {event: 'leave', code: 0})];
				case 'looking':
				case 'help':
					return [];
			}
		}
	}
}
