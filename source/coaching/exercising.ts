import {doing} from './doing.ts';
import type {Exercised} from './exercise.ts';
import {goTo, replaceBy, saying} from './moving.ts';
import {renewed} from './renewed.ts';
import type {Coaching} from './session.ts';
import type {ExerciseResult, Result} from './work.ts';

const words: Readonly<Record<Exercised, string>> = {
	check: 'Starting the app on this machine and trying it.',
	hint: '',
	solution: '',
	reset: 'Writing the start again.',
};

/** Does what was asked of the exercise. Writing the start again is asked twice. */
export function exercise(session: Coaching, what: Exercised): Coaching {
	const {known} = session;
	const open = known.exercise;
	if (open === undefined) return session;
	if (what === 'hint' && open.hints.length === open.of && open.asked === 'hint')
		return saying(
			session,
			open.solution === undefined ? 'These are all the hints. The solution is in the menu now.' : 'These are all the hints.',
		);
	if (what === 'reset' && known.notice?.confirms !== 'reset') {
		const text = 'Once more starts over. Your edits are copied first.';
		return {...session, known: {...known, notice: {text, tone: 'warn', confirms: 'reset'}}};
	}
	return doing(session, {doing: 'exercise', what, tried: open.tried, context: known.context}, words[what]);
}

/** What came of it. */
export function exercised(session: Coaching, result: Result<ExerciseResult>): Coaching {
	if (!result.ok) return goTo(session, {screen: 'failed', problem: result.problem});
	const {exercise: open, look, says} = result.value;
	const seen = look === undefined ? session : renewed(session, look);
	const at = seen.here.screen === 'exercise' ? seen.here.at : 0;
	const here = {screen: 'exercise', at, scroll: 0} as const;
	const known = {...seen.known, exercise: open};
	const next = seen.here.screen === 'exercise' ? replaceBy({...seen, known}, here) : goTo({...seen, known}, here);
	return saying(next, says, open.asked === 'check' ? (open.tried?.closed === true ? 'good' : 'warn') : 'quiet');
}
