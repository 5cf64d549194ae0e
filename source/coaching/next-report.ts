import type {SafeText} from '../safe-text.ts';
import {backInWords, takenBack} from './after-writing.ts';
import {chosenFor, nothingApplies} from './arriving.ts';
import {changeBetween, effectOn, nextLine} from './change.ts';
import type {Report} from './event.ts';
import {exercised} from './exercising.ts';
import {isSheet} from './launch-sheet.ts';
import {nextOf} from './leaving.ts';
import {goTo, replaceBy, saying} from './moving.ts';
import {offerPause} from './next-preferences.ts';
import {remembered} from './remembered.ts';
import {renewed, steppedOn} from './renewed.ts';
import type {Coaching, Doing} from './session.ts';
import {back as goBack} from './walking.ts';
import {seenNow} from './watching.ts';
import {count, filesInWords} from './words.ts';
import {type Look, type Problem, type Result, withSeen} from './work.ts';

const failed = (session: Coaching, problem: Problem): Coaching => goTo(session, {screen: 'failed', problem});

const withNext = (session: Coaching, words: string): string => {
	const next = nextOf(session);
	return next === undefined ? words : `${words} ${nextLine(next.title, next.hours)}`;
};

function looked(session: Coaching, doing: Doing | undefined, result: Result<Look>): Coaching {
	if (!result.ok) return failed(session, result.problem);
	const change = changeBetween(session.look.assessment, result.value.assessment);
	// What is as it was before the write was closed by nobody.
	const isBack = doing?.doing === 'look-after-undo';
	const seen = isBack ? {...renewed(session, result.value), known: session.known} : renewed(session, result.value);
	if (doing?.doing === 'look-after-write') {
		const owed = doing.plan.prepares[0];
		const words =
			change.closed.length === 0 && owed !== undefined ? `Written. It closes when this is done: ${ended(owed.owes)}` : change.summary;
		const summary = change.closed.length === 0 && owed !== undefined ? words : withNext(seen, words);
		const {key, plan, files} = doing;
		const screen = {screen: 'written', key, plan, files, change: {...change, summary}, at: 0, scroll: 0} as const;
		// What the template needed to know was said: no way back asks it again.
		const on = {...seen, trail: seen.trail.filter(one => !(one.screen === 'form' && one.form === 'needs'))};
		return on.here.screen === 'plan' ? replaceBy(on, screen) : goTo(on, screen);
	}
	if (doing?.doing === 'look-after-undo') return takenBack(seen, doing);
	if (seen.here.screen === 'nothing' && nothingApplies(seen.look)) return saying(seen, 'Looked again. There is still nothing to assess.');
	const stepped = steppedOn(seen.here.screen === 'nothing' ? {...seen, here: {screen: 'everything', at: 0}} : seen);
	const good = change.closed.length > 0;
	const before = doing?.doing === 'look' && doing.says !== undefined ? `${doing.says} ` : '';
	const then = stepped.here.screen === 'exercise' ? ' c tries what the app does.' : '';
	return saying(stepped, `${before}${good ? withNext(stepped, change.summary) : change.summary}${then}`, good ? 'good' : 'quiet');
}

const ended = (text: string): string => (/[.?!]$/u.test(text) ? text : `${text}.`);

const done = (session: Coaching, result: Result<unknown>, next: (session: Coaching) => Coaching): Coaching =>
	result.ok ? next(session) : failed(session, result.problem);

const lookAgain = (session: Coaching, words: string): Coaching =>
	saying({...session, known: {...session.known, doing: {doing: 'look', context: session.known.context}}}, words);

const wrote = (session: Coaching, doing: Doing | undefined, result: Result<readonly SafeText[]>): Coaching => {
	if (!result.ok) return failed(session, result.problem);
	if (doing?.doing !== 'write') return session;
	const {key, plan} = doing;
	const look = {doing: 'look-after-write', context: session.known.context, key, plan, files: result.value} as const;
	const written = [...new Set([...session.known.written, ...result.value])];
	return saying(
		{...session, known: {...session.known, written, doing: look}},
		`Wrote ${count(result.value.length, 'file')}. Looking again.`,
	);
};

/** The next session for what came back from work, once the repository was looked at. */
export function nextReport(session: Coaching, event: Report): Coaching {
	const {doing} = session.known;
	if (event.event === 'kept')
		return event.result.ok ? session : saying(session, `${event.result.problem.what} ${event.result.problem.next}`, 'warn');
	if (event.event === 'progressed')
		return {...session, known: {...session.known, progress: withSeen(session.known.progress, event.progress)}};
	if (event.event === 'seen') return seenNow(session, event.result, event.saved === true);
	if (event.event === 'read') return {...session, code: [...session.code, event.code].slice(-50)};
	if (event.event === 'offered') return {...session, known: {...session.known, offered: event.exercises}};
	if (event.event === 'paused') return offerPause(session);
	const idle: Coaching = {...session, known: {...session.known, doing: undefined, notice: undefined}};
	switch (event.event) {
		case 'looked':
			return looked(idle, doing, event.result);
		case 'assessed':
			return done(idle, event.result, seen => {
				if (!event.result.ok) return seen;
				const look = event.result.value;
				const before = (doing?.doing === 'assess' ? doing.before : undefined) ?? seen.look.assessment;
				const effect = effectOn(before, look.assessment);
				const chosen = chosenFor(look, seen.known);
				return saying(steppedOn({...seen, look, chosen}), effect === '' ? 'Noted. No check weighs more or less by it.' : effect, 'good');
			});
		case 'planned':
			if (!event.result.ok) return failed(idle, event.result.problem);
			return doing?.doing === 'plan'
				? goTo(idle, {screen: 'plan', key: doing.key, plan: event.result.value, leftOut: [], oneColumn: false, at: 0, scroll: 0})
				: idle;
		case 'wrote':
			return wrote(idle, doing, event.result);
		case 'undone': {
			if (!event.result.ok) return saying(idle, `${event.result.problem.what} ${event.result.problem.next}`, 'warn');
			const back = event.result.value;
			if (back.taken.length === 0) return saying(idle, backInWords(back));
			const written = idle.known.written.filter(path => !back.taken.includes(path));
			const key = doing?.doing === 'undo' ? doing.key : undefined;
			const look = {doing: 'look-after-undo', context: idle.known.context, key, back} as const;
			return saying({...idle, known: {...idle.known, written, doing: look}}, `${backInWords(back)} Looking again.`);
		}
		case 'remembered':
			return remembered(idle, doing, event.result);
		case 'edited':
			return done(idle, event.result, seen => lookAgain(seen, 'Back from your editor. Looking again.'));
		case 'copied':
			return done(idle, event.result, seen =>
				event.result.ok && doing?.doing === 'copy' && isSheet(doing.task)
					? saying(seen, `Copied, and kept in ${event.result.value}: send it to whoever decides with you.`, 'good')
					: event.result.ok
						? saying(
								{...seen, known: {...seen.known, watching: true}},
								`Copied, and kept in ${event.result.value}. Paste it to your coding agent: what it saves is looked at.`,
								'good',
							)
						: seen,
			);
		case 'recovered':
			return done(idle, event.result, seen => {
				const says = `Put back as before: ${event.result.ok ? filesInWords(event.result.value) : ''}.`;
				const over = seen.here.screen === 'failed' ? goBack(seen) : seen;
				const look = {doing: 'look', context: seen.known.context, says} as const;
				return saying({...over, known: {...over.known, cutOff: [], doing: look}}, `${says} Looking again.`);
			});
		case 'exercised':
			return exercised(idle, event.result);
		case 'broke':
			return failed(idle, event.problem);
	}
}
