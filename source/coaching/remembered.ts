import type {Assessment} from '../assessment/assessment.ts';
import type {Decision} from '../record/decision.ts';
import {chosenFor, stepScreen} from './arriving.ts';
import {notLiveOf, saying} from './moving.ts';
import {renewed, steppedOn} from './renewed.ts';
import type {Coaching, CoachingScreen, Doing} from './session.ts';
import {blockersOf, isOpen, type Key, keyOfStanding, standingOf, standingsOf} from './standings.ts';
import type {Given, Result, Saved} from './work.ts';

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
			return decision.confirmed === undefined ? 'On the list of what is not live yet. The wrap-up shows it.' : 'Confirmed as live.';
		case 'answer':
			if (decision.says === 'no') return 'Noted: it is not taken care of, and counts as a gap.';
			if (decision.says === 'someone-else')
				return `Noted: ${decision.note ?? 'someone'} knows. It stays open, and is on the list of what to ask.`;
			return given === 'nothing' ? 'Noted. Nothing here proves it yet.' : 'Noted, with what shows it.';
	}
}

/** The steps chosen anew when an answer opened a blocker: what is behind the person stays, then the blocker comes, then the rest. */
function withNewBlockers(before: Coaching, session: Coaching): Coaching {
	const {assessment} = session.look;
	if (blockersOf(assessment) <= blockersOf(before.look.assessment)) return session;
	const known = new Set(openBlockers(before.look.assessment));
	const opened = openBlockers(assessment).filter(key => !known.has(key));
	const isAhead = (key: Key): boolean => {
		const standing = standingOf(assessment, key);
		return standing !== undefined && isOpen(standing) && session.known.notNow[key] === undefined;
	};
	const behind = session.chosen.filter(key => !isAhead(key));
	return {
		...session,
		chosen: [...new Set([...behind.filter(key => !opened.includes(key)), ...opened, ...chosenFor(session.look, session.known)])],
	};
}

const openBlockers = (assessment: Assessment): readonly Key[] =>
	standingsOf(assessment)
		.filter(({outcome, severity}) => outcome === 'gap' && severity === 'blocker')
		.map(keyOfStanding);

/** The next session once a decision was saved, or could not be. */
export function remembered(session: Coaching, doing: Doing | undefined, result: Result<Saved>): Coaching {
	if (!result.ok) return saying(session, `${result.problem.what} ${result.problem.next}`, 'warn');
	if (doing?.doing !== 'remember') return session;
	const {look, path, madeFolder} = result.value;
	const prefix = `${doing.key}/`;
	const drafts = Object.fromEntries(Object.entries(session.known.drafts).filter(([name]) => !name.startsWith(prefix)));
	const seen = outOfForms(renewed({...session, known: {...session.known, drafts}}, look));
	const asked = doing.decision.kind === 'answer' && doing.decision.says === 'someone-else';
	const heard = asked ? {...seen, known: {...seen.known, notNow: {...seen.known.notNow, [doing.key]: seen.known.today}}} : seen;
	const put = withNewBlockers(session, heard);
	const next = asked && put.here.screen === 'step' ? {...put, here: stepScreen(look, put.chosen, put.known)} : steppedOn(put);
	const emptied =
		next.here.screen === 'live'
			? {...next, here: {...next.here, at: Math.max(0, Math.min(next.here.at, notLiveOf(look).length - 1))}}
			: next;
	const where = madeFolder ? ` Saved in ${path}; the folder .shipworthy/ was made for it.` : ` Saved in ${path}.`;
	return saying(emptied, `${savedWords(doing.decision, doing.given)}${where}`, 'good');
}
