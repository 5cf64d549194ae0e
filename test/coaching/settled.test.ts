import {expect, test} from 'vitest';
import {beyondOf} from '../../source/coaching/leaving.ts';
import type {Coaching} from '../../source/coaching/session.ts';
import {settledOf} from '../../source/coaching/settled.ts';
import {isOpen, standingOf} from '../../source/coaching/standings.ts';
import type {Given} from '../../source/coaching/work.ts';
import type {Decision} from '../../source/record/decision.ts';
import {safeText} from '../../source/safe-text.ts';
import {type Asked, practice, today} from '../support/practice.ts';
import {after, coaching, onFirstStep} from '../support/sessions.ts';

const by = safeText('Ada');
const at = {package: '.', on: today};

/** The session after a decision was saved. */
async function saved(session: Coaching, asked: Asked, decision: Decision, given: Given = {given: 'nothing'}): Promise<Coaching> {
	const doing = {doing: 'remember', key: decision.check, decision, given} as const;
	const result = await asked.work.remember(decision, given);
	return coaching(after({...session, known: {...session.known, doing}}, {event: 'remembered', result}));
}

test('what people said is not among what looking found closed, each way on a list of its own', async () => {
	const asked = practice();
	let session = await onFirstStep();
	const answer = {kind: 'answer', says: 'yes', by, ...at} as const;
	session = await saved(session, asked, {...answer, check: 'dat-restore-untested'});
	session = await saved(session, asked, {...answer, check: 'int-vendor-drift', evidence: safeText('docs/vendors.md')});
	session = await saved(session, asked, {
		kind: 'accepted',
		check: 'ops-no-ci',
		owner: by,
		reason: safeText('small'),
		until: '2026-04-20',
		...at,
	});
	session = await saved(session, asked, {kind: 'not-applicable', check: 'obs-no-alerts', reason: safeText('nobody sleeps'), by, ...at});
	expect(settledOf(session)).toEqual({
		closed: [],
		answered: ['Said, not checked: Has this been tried within the last half year, from start to finish?'],
		said: ['Said, not checked: Has this been tried within the last half year, from start to finish?'],
		accepted: ['Nothing checks a change before it goes live'],
		setAside: ['Nobody is woken when it breaks: nobody sleeps'],
	});
});

test('one more thing is always something open, and leads to that very thing', async () => {
	const asked = practice();
	const first = await onFirstStep();
	const answer = {kind: 'answer', check: 'dat-restore-untested', says: 'yes', by, ...at} as const;
	const session = await saved({...first, chosen: []}, asked, answer);
	const more = beyondOf(session);
	const standing = more && standingOf(session.look.assessment, more.key);
	expect(standing && isOpen(standing)).toBe(true);
	const there = coaching(after(session, {event: 'quit'}, {event: 'step', key: more?.key ?? ''}));
	expect(there.here).toMatchObject({screen: 'step', key: more?.key});
	expect(there.chosen).toContain(more?.key);
});

test('an answer that opens a blocker brings it next', async () => {
	const asked = practice();
	const first = await onFirstStep();
	const chosen = ['ops-no-ci', 'obs-no-alerts'];
	const elsewhere: Coaching = {...first, chosen, here: {screen: 'everything', at: 0}};
	const session = await saved(elsewhere, asked, {kind: 'answer', check: 'dat-restore-untested', says: 'no', by, ...at});
	expect(session.chosen[0]).toBe('dat-restore-untested');
	expect(coaching(after(session, {event: 'steps'})).here).toMatchObject({screen: 'step', key: 'dat-restore-untested'});
});
