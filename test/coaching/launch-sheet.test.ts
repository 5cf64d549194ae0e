import {expect, test} from 'vitest';
import {launchSheet} from '../../source/coaching/launch-sheet.ts';
import {standingOf} from '../../source/coaching/standings.ts';
import {safeText} from '../../source/safe-text.ts';
import {practice, today} from '../support/practice.ts';
import {after, coaching, onFirstStep} from '../support/sessions.ts';

test('the launch sheet holds what is open with its place, what was accepted by whom, and what others are asked', async () => {
	const asked = practice();
	let session = await onFirstStep();
	const at = {package: '.', on: today};
	for (const decision of [
		{kind: 'accepted', check: 'ops-no-ci', owner: safeText('Ada'), reason: safeText('small'), until: '2026-04-20', ...at} as const,
		{
			kind: 'answer',
			check: 'dat-restore-untested',
			says: 'someone-else',
			by: safeText('Ada'),
			note: safeText('Linus @ the host'),
			...at,
		} as const,
	]) {
		const doing = {doing: 'remember', key: decision.check, decision, given: {given: 'nothing'}} as const;
		const result = await asked.work.remember(decision, {given: 'nothing'});
		session = coaching(after({...session, known: {...session.known, doing}}, {event: 'remembered', result}));
	}
	const {text} = launchSheet(session);
	const [first] = session.chosen;
	const standing = standingOf(session.look.assessment, first ?? '');
	expect(standing?.outcome).toBe('gap');
	expect(text).toContain(`- ${standing?.item.gap}`);
	expect(text).toContain(`(${standing?.evidence[0]?.path}:${standing?.evidence[0]?.line})`);
	expect(text).toContain('- Nothing checks a change before it goes live: Ada, until 2026-04-20');
	expect(text).toContain('- Linus &#64; the host: Has this been tried');
	expect(text).toMatch(/Level Prototype: \d+ blockers?, \d+ gaps? that weighs? high\./u);
});

test('writing it from the wrap-up keeps it, and says where', async () => {
	const first = await onFirstStep();
	const doing = after(first, {event: 'quit'}, {event: 'sheet'});
	expect(doing.known.doing).toMatchObject({doing: 'copy', task: {name: `launch-sheet-${first.known.name}`}});
	const done = after(doing, {event: 'copied', result: {ok: true, value: safeText('~/state/tasks/launch-sheet-shop.md')}});
	expect(done.known.notice?.text).toBe('Copied, and kept in ~/state/tasks/launch-sheet-shop.md: send it to whoever decides with you.');
	expect(done.known.doing).toBeUndefined();
});
