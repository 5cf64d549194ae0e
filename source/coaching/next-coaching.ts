import {categoryIds} from '../checklists/checklist.ts';
import {rememberNotLive, undo} from './after-writing.ts';
import {answerBefore} from './answers.ts';
import {chosenFor, contextWith, questionAfter, stepScreen, timeEffect} from './arriving.ts';
import {doing} from './doing.ts';
import type {Input} from './event.ts';
import {exercise} from './exercising.ts';
import {launchSheet} from './launch-sheet.ts';
import {leave} from './leaving.ts';
import {sectionFrom} from './map-rows.ts';
import {goTo, lengthOf, notLiveOf, replaceBy, saying, toExercise} from './moving.ts';
import {nextForm, openForm} from './next-form.ts';
import {nextPlan} from './next-plan.ts';
import {changePreference, openPreferences, saveEditor, typeEditor} from './next-preferences.ts';
import {typeSearch, withoutWords} from './next-search.ts';
import {packagesOf} from './rows.ts';
import type {Coaching, Session} from './session.ts';
import {type Key, keyOf, standingOf} from './standings.ts';
import {notNow, toStep, toSteps} from './stepping.ts';
import {taskFor} from './task.ts';
import {back, checkScreen, move, movePlace, open, quit} from './walking.ts';
import {toggleWatch} from './watching.ts';

function say(session: Coaching, event: Extract<Input, {event: 'say'}>): Coaching {
	const known = {...session.known, context: contextWith(session.known.context, event)};
	const chosen = chosenFor(session.look, known);
	const after = questionAfter(event.question);
	const before = (session.here.screen === 'asking' ? session.here.before : undefined) ?? session.look.assessment;
	const weighed = {
		...session,
		known: event.question === 'hours' ? known : {...known, doing: {doing: 'assess', context: known.context, before} as const},
	};
	if (after !== undefined) return goTo(weighed, {screen: 'asking', question: after, at: answerBefore(after, known.context), before});
	return saying({...weighed, chosen, here: stepScreen(session.look, chosen, known), trail: []}, timeEffect(session.look, known), 'good');
}

function typing(session: Coaching, event: Extract<Input, {event: 'type' | 'submit'}>): Coaching {
	const {here} = session;
	if (here.screen === 'form') return nextForm(session, here, event);
	if (here.screen === 'search') return event.event === 'type' ? typeSearch(session, event.edit) : open(session);
	if (here.screen !== 'preferences' || !here.typing) return session;
	return event.event === 'type' ? typeEditor(session, event.edit) : saveEditor(session, here);
}

/** The next session for what a person did, once the repository was looked at. */
export function nextCoaching(session: Coaching, event: Input): Session {
	const {here, known, look} = session;
	switch (event.event) {
		case 'back':
			return back(session);
		case 'quit':
			return quit(session);
		case 'leave':
			return leave(session, event.code);
		case 'exercises':
			return session;
		case 'begin-exercise':
			return {...leave(session, 0), exercise: event.exercise};
		case 'exercise':
			return exercise(session, event.what);
		case 'practise':
			return {...leave(session, 0), practise: true};
		case 'put-back':
			return known.cutOff.length === 0 ? session : doing(session, {doing: 'recover'}, 'Putting the files back.');
		case 'leave-as-is':
			return session;
		case 'help':
			return here.screen === 'help' ? back(session) : goTo(session, {screen: 'help', scroll: 0});
		case 'dead-key':
			return saying(session, `${event.key} does nothing here. ? shows the keys.`);
		case 'redraw':
		case 'suspend':
			return session;
		case 'highlight':
			return 'at' in here && lengthOf(session) === 0 ? {...session, here: {...here, at: event.at}} : session;
		case 'move':
			return move(session, event.by);
		case 'scroll':
			return 'scroll' in here ? {...session, here: {...here, scroll: Math.max(0, event.to)}} : session;
		case 'place':
			return movePlace(session, event.by);
		case 'open':
			return open(session);
		case 'goal': {
			const goal = {...known, goal: event.goal};
			const chosen = chosenFor(look, goal);
			return goTo({...session, known: goal, chosen}, stepScreen(look, chosen, goal));
		}
		case 'say':
			return here.screen === 'asking' ? say(session, event) : session;
		case 'ask-context':
			return goTo(session, {screen: 'asking', question: 'users', at: answerBefore('users', known.context), before: look.assessment});
		case 'steps':
			return known.exercise === undefined ? toSteps(session) : toExercise(session);
		case 'step':
			return toStep(session, event.key);
		case 'not-now':
			return notNow(session);
		case 'take-up': {
			const all = {...known, notNow: {}};
			const chosen = chosenFor(look, all);
			return goTo({...session, known: all, chosen}, stepScreen(look, chosen, all));
		}
		case 'first': {
			const at = look.assessment.fixFirst.findIndex(step => keyOf(step.check, step.package) === event.key);
			return goTo(session, {screen: 'first', at: Math.max(0, at)});
		}
		case 'everything':
			return here.screen === 'everything' ? back(session) : goTo(session, {screen: 'everything', at: 0});
		case 'about':
			return goTo(session, {screen: 'about', at: 0, scroll: 0});
		case 'facts':
			return goTo(session, {screen: 'facts', at: 0});
		case 'part':
			return here.screen === 'facts' ? {...session, here: {...here, at: sectionFrom(look, here.at, event.by)}} : session;
		case 'live':
			return notLiveOf(look).length === 0 ? saying(session, 'Nothing waits to go live.') : goTo(session, {screen: 'live', at: 0});
		case 'category': {
			const category = {screen: 'category', category: event.category, at: 0, unfolded: []} as const;
			if (here.screen === 'category') return replaceBy(session, category);
			// Coming back, the row that was opened is the one in front.
			const from = here.screen === 'everything' ? {...session, here: {...here, at: categoryIds.indexOf(event.category)}} : session;
			return goTo(from, category);
		}
		case 'search':
			return here.screen === 'search' ? session : goTo(withoutWords(session), {screen: 'search', at: 0});
		case 'packages':
			return packagesOf(look).length > 1 ? goTo(session, {screen: 'packages', at: 0}) : saying(session, 'There is one package only.');
		case 'package':
			return goTo(session, {screen: 'package', folder: event.folder, at: 0, unfolded: []});
		case 'preferences':
			return openPreferences(session);
		case 'change':
			return here.screen === 'preferences' ? changePreference(session, here, event.by) : session;
		case 'columns':
			return here.screen === 'plan' ? replaceBy(session, {...here, oneColumn: !here.oneColumn, scroll: 0}) : session;
		case 'check':
			return goTo(session, checkScreen(event.key));
		case 'by-hand':
			return goTo(pastByHand(session, event.key), {screen: 'by-hand', key: event.key, at: 0, scroll: 0, place: 0});
		case 'examples':
			return goTo(session, {screen: 'examples', key: event.key, scroll: 0});
		case 'question':
			return goTo(session, {screen: 'question', key: event.key, at: 0, scroll: 0});
		case 'form':
			return openForm(session, event.key, event.form);
		case 'type':
		case 'submit':
			return typing(session, event);
		case 'plan':
			return openForm(session, event.key, 'needs');
		case 'leave-out':
		case 'write':
			return here.screen === 'plan' ? nextPlan(session, here, event) : session;
		case 'undo':
			return undo(session);
		case 'remember-not-live':
			return here.screen === 'written' ? rememberNotLive(session, here.plan) : session;
		case 'look-again':
			return doing(here.screen === 'failed' ? back(session) : session, {doing: 'look', context: known.context}, 'Looking again.');
		case 'edit-file':
			return doing(session, {doing: 'edit', path: event.path, line: event.line}, 'Opening your editor.');
		case 'sheet':
			return doing(session, {doing: 'copy', task: launchSheet(session)}, '');
		case 'copy': {
			const standing = standingOf(look.assessment, event.key);
			return standing === undefined ? session : doing(session, {doing: 'copy', task: taskFor(standing)}, '');
		}
		case 'watch':
			return toggleWatch(session);
	}
}

/** The same session whose step, when somebody comes back to it, stands on what follows after reading: the first answer, or looking again. */
function pastByHand(session: Coaching, key: Key): Coaching {
	const {here, look} = session;
	if (here.screen !== 'step') return session;
	const isAsked = standingOf(look.assessment, key)?.outcome === 'unknown';
	return {...session, here: {...here, at: here.at + (isAsked ? 1 : 2)}};
}
