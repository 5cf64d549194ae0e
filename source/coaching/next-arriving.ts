import {answerBefore} from './answers.ts';
import {arrive, contextWith, questionAfter} from './arriving.ts';
import {firstScreen} from './beginning.ts';
import type {Input} from './event.ts';
import {saying} from './moving.ts';
import type {Arriving, ArrivingScreen, Session} from './session.ts';

const goTo = (session: Arriving, here: ArrivingScreen): Arriving => ({
	...session,
	here,
	trail: [...session.trail, session.here].slice(-50),
	known: {...session.known, notice: undefined},
});

function back(session: Arriving): Arriving {
	const here = session.trail.at(-1);
	if (here === undefined) return saying(session, 'This is where it begins. q leaves.');
	return {...session, here, trail: session.trail.slice(0, -1), known: {...session.known, notice: undefined}};
}

/** Takes an answer about the project and goes on to the next question, or in. */
function say(session: Arriving, event: Extract<Input, {event: 'say'}>): Session {
	const known = {...session.known, context: contextWith(session.known.context, event), notice: undefined};
	const after = questionAfter(event.question);
	if (after === undefined) return arrive({...session, known});
	const weigh = session.look !== undefined && Object.keys(event.context).length > 0;
	const moved = goTo(
		{...session, known: weigh ? {...known, doing: {doing: 'assess', context: known.context}} : known},
		{screen: 'asking', question: after, at: answerBefore(after, known.context)},
	);
	if (session.look !== undefined || Object.keys(event.context).length === 0) return moved;
	return saying(moved, 'Noted. What it changes shows when looking is done.');
}

/** Begins to look, from the screen with which a visit begins. */
export const lookFirst = (session: Arriving): Arriving => ({
	...session,
	here: firstScreen(session.known.since),
	trail: [],
	known: {...session.known, doing: {doing: 'look', context: session.known.context}, notice: undefined},
});

/** The next session while the person is arriving, for what a person did. */
export function nextArriving(session: Arriving, event: Input): Session {
	const {here, known} = session;
	switch (event.event) {
		case 'back':
			return back(session);
		case 'help':
			return here.screen === 'help' ? back(session) : goTo(session, {screen: 'help', scroll: 0});
		case 'quit':
			return here.screen === 'help' ? back(session) : {phase: 'left', known, code: 0, words: [], visit: undefined};
		case 'scroll':
			return here.screen === 'help' ? {...session, here: {...here, scroll: event.to}} : session;
		case 'highlight':
			return here.screen === 'welcome' || here.screen === 'exercises' || here.screen === 'asking' || here.screen === 'cut-off'
				? {...session, here: {...here, at: event.at}}
				: session;
		case 'put-back':
			return here.screen === 'cut-off' ? {...session, known: {...known, doing: {doing: 'recover'}}} : session;
		case 'leave-as-is':
			return here.screen === 'cut-off' ? lookFirst(session) : session;
		case 'exercises':
			return goTo(session, {screen: 'exercises', at: 0});
		case 'begin-exercise':
			return {phase: 'left', known: {...known, doing: undefined}, code: 0, words: [], visit: undefined, exercise: event.exercise};
		case 'practise':
			return {phase: 'left', known: {...known, doing: undefined}, code: 0, words: [], visit: undefined, practise: true};
		case 'goal': {
			const chosen = {...session, known: {...known, goal: event.goal}};
			// Whoever launches soon with real users has said who will use it.
			const context = {users: 'customers', ...known.context} as const;
			return event.goal === 'launch'
				? goTo(chosen, {screen: 'asking', question: 'users', at: answerBefore('users', context)})
				: arrive(chosen);
		}
		case 'say':
			return here.screen === 'asking' ? say(session, event) : session;
		case 'look-again':
			return goTo({...session, known: {...known, doing: {doing: 'look', context: known.context}}}, {screen: 'looking'});
		case 'dead-key':
			return saying(session, `${event.key} does nothing here. ? shows the keys.`);
		case 'leave':
		case 'redraw':
		case 'suspend':
		case 'exercise':
		case 'search':
		case 'packages':
		case 'package':
		case 'preferences':
		case 'change':
		case 'columns':
		case 'move':
		case 'place':
		case 'open':
		case 'ask-context':
		case 'steps':
		case 'step':
		case 'not-now':
		case 'take-up':
		case 'first':
		case 'everything':
		case 'about':
		case 'facts':
		case 'part':
		case 'live':
		case 'category':
		case 'check':
		case 'by-hand':
		case 'examples':
		case 'question':
		case 'form':
		case 'type':
		case 'submit':
		case 'plan':
		case 'leave-out':
		case 'write':
		case 'undo':
		case 'remember-not-live':
		case 'edit-file':
		case 'copy':
		case 'sheet':
		case 'watch':
			return session;
	}
}
