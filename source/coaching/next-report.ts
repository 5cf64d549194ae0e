import type {Decision} from '../record/decision.ts';
import type {SafeText} from '../safe-text.ts';
import {chosenFor, stepScreen} from './arriving.ts';
import {changeBetween, effectOn, nextLine} from './change.ts';
import type {Report} from './event.ts';
import {nextOf} from './leaving.ts';
import {goTo, notLiveOf, replaceBy, saying} from './moving.ts';
import type {Coaching, CoachingScreen, Doing} from './session.ts';
import {isOpen, standingOf} from './standings.ts';
import {count, listed} from './words.ts';
import type {Given, Look, Problem, Result, Saved} from './work.ts';

const failed = (session: Coaching, problem: Problem): Coaching => goTo(session, {screen: 'failed', problem});

const withNext = (session: Coaching, words: string): string => {
	const next = nextOf(session);
	return next === undefined ? words : `${words} ${nextLine(next.title, next.hours)}`;
};

/** Takes a new look in, and remembers what it closed. */
function renewed(session: Coaching, look: Look): Coaching {
	const {closed} = changeBetween(session.look.assessment, look.assessment);
	const titles = [...session.known.closed, ...closed.filter(title => !session.known.closed.includes(title))];
	return {...session, look, known: {...session.known, closed: titles}};
}

/** Puts the next step in front when the one on screen was closed. */
function steppedOn(session: Coaching): Coaching {
	const {here, look} = session;
	if (here.screen !== 'step') return session;
	const standing = standingOf(look.assessment, here.key);
	return standing && isOpen(standing) ? session : {...session, here: stepScreen(look, session.chosen, session.known)};
}

function looked(session: Coaching, doing: Doing | undefined, result: Result<Look>): Coaching {
	if (!result.ok) return failed(session, result.problem);
	const change = changeBetween(session.look.assessment, result.value.assessment);
	const seen = renewed(session, result.value);
	if (doing?.doing === 'look-after-write') {
		const summary = withNext(seen, change.summary);
		return replaceBy(seen, {screen: 'written', plan: doing.plan, files: doing.files, change: {...change, summary}, at: 0, scroll: 0});
	}
	const stepped = steppedOn(seen.here.screen === 'nothing' ? {...seen, here: {screen: 'everything', at: 0}} : seen);
	const good = change.closed.length > 0;
	return saying(stepped, good ? withNext(stepped, change.summary) : change.summary, good ? 'good' : 'quiet');
}

const isForm = (screen: CoachingScreen): boolean => screen.screen === 'form' || screen.screen === 'question';

/** Leaves the forms that are in front, down to the screen that they were opened from. */
function outOfForms(session: Coaching): Coaching {
	const here = session.trail.at(-1);
	if (!isForm(session.here) || here === undefined) return session;
	return outOfForms({...session, here, trail: session.trail.slice(0, -1)});
}

function savedWords(decision: Decision, {given}: Given): string {
	switch (decision.kind) {
		case 'accepted':
			return `Accepted by ${decision.owner} until ${decision.until}. It comes back then.`;
		case 'not-applicable':
			return 'Noted as not applicable, with your reason.';
		case 'live':
			return decision.confirmed === undefined ? `On the list of what is not live yet: ${decision.until}` : 'Confirmed as live.';
		case 'answer':
			if (decision.says === 'no') return 'Noted: it is open, and counts as a gap.';
			if (decision.says === 'someone-else')
				return `Noted: ${decision.note ?? 'someone'} knows. It stays open, and is on the list of what to ask.`;
			return given === 'nothing' ? 'Noted. Nothing here proves it yet.' : 'Noted, with what shows it.';
	}
}

function remembered(session: Coaching, doing: Doing | undefined, result: Result<Saved>): Coaching {
	if (!result.ok) return saying(session, `${result.problem.what} ${result.problem.next}`, 'warn');
	if (doing?.doing !== 'remember') return session;
	const {look, path, madeFolder} = result.value;
	const prefix = `${doing.key}/`;
	const drafts = Object.fromEntries(Object.entries(session.known.drafts).filter(([name]) => !name.startsWith(prefix)));
	const seen = outOfForms(renewed({...session, known: {...session.known, drafts}}, look));
	const asked = doing.decision.kind === 'answer' && doing.decision.says === 'someone-else';
	const put = asked ? {...seen, known: {...seen.known, notNow: {...seen.known.notNow, [doing.key]: seen.known.today}}} : seen;
	const next = asked && put.here.screen === 'step' ? {...put, here: stepScreen(look, put.chosen, put.known)} : steppedOn(put);
	const emptied =
		next.here.screen === 'live'
			? {...next, here: {...next.here, at: Math.max(0, Math.min(next.here.at, notLiveOf(look).length - 1))}}
			: next;
	const where = madeFolder ? ` Saved in ${path}; the folder .shipworthy/ was made for it.` : ` Saved in ${path}.`;
	return saying(emptied, `${savedWords(doing.decision, doing.given)}${where}`, 'good');
}

const done = (session: Coaching, result: Result<unknown>, next: (session: Coaching) => Coaching): Coaching =>
	result.ok ? next(session) : failed(session, result.problem);

const lookAgain = (session: Coaching, words: string): Coaching =>
	saying({...session, known: {...session.known, doing: {doing: 'look', context: session.known.context}}}, words);

const wrote = (session: Coaching, doing: Doing | undefined, result: Result<readonly SafeText[]>): Coaching => {
	if (!result.ok) return failed(session, result.problem);
	if (doing?.doing !== 'write') return session;
	const look = {doing: 'look-after-write', context: session.known.context, plan: doing.plan, files: result.value} as const;
	return saying({...session, known: {...session.known, doing: look}}, `Wrote ${count(result.value.length, 'file')}. Looking again.`);
};

/** The next session for what came back from work, once the repository was looked at. */
export function nextReport(session: Coaching, event: Report): Coaching {
	const {doing} = session.known;
	if (event.event === 'kept')
		return event.result.ok ? session : saying(session, `${event.result.problem.what} ${event.result.problem.next}`, 'warn');
	if (event.event === 'progressed') return {...session, known: {...session.known, progress: event.progress}};
	const idle: Coaching = {...session, known: {...session.known, doing: undefined, notice: undefined}};
	switch (event.event) {
		case 'looked':
			return looked(idle, doing, event.result);
		case 'assessed':
			return done(idle, event.result, seen => {
				if (!event.result.ok) return seen;
				const look = event.result.value;
				const effect = effectOn(seen.look.assessment, look.assessment);
				const chosen = chosenFor(look, seen.known);
				return saying(steppedOn({...seen, look, chosen}), effect === '' ? 'What you said changes no weight.' : effect, 'good');
			});
		case 'planned':
			if (!event.result.ok) return failed(idle, event.result.problem);
			return doing?.doing === 'plan'
				? goTo(idle, {screen: 'plan', key: doing.key, plan: event.result.value, leftOut: [], at: 0, scroll: 0})
				: idle;
		case 'wrote':
			return wrote(idle, doing, event.result);
		case 'undone': {
			if (!event.result.ok) return failed(idle, event.result.problem);
			const files = listed(event.result.value);
			const back = idle.here.screen === 'written' ? {...idle, here: stepScreen(idle.look, idle.chosen, idle.known)} : idle;
			return lookAgain(back, event.result.value.length === 0 ? 'There was nothing to take back.' : `Taken back: ${files}. Looking again.`);
		}
		case 'remembered':
			return remembered(idle, doing, event.result);
		case 'edited':
			return done(idle, event.result, seen => lookAgain(seen, 'Back from your editor. Looking again.'));
		case 'copied':
			return done(idle, event.result, seen =>
				saying(seen, 'Copied. Paste it to your coding agent, and look again when it is done.', 'good'),
			);
		case 'recovered':
			return idle;
		case 'broke':
			return failed(idle, event.problem);
	}
}
