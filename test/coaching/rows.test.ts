import {expect, test} from 'vitest';
import {listedHere} from '../../source/coaching/moving.ts';
import {packagesOf} from '../../source/coaching/rows.ts';
import {keyOfStanding} from '../../source/coaching/standings.ts';
import {safeText} from '../../source/safe-text.ts';
import {after, coaching, looked, onFirstStep} from '../support/sessions.ts';

const first = await onFirstStep();
const inSecurity = coaching(after(first, {event: 'category', category: 'security-hardening'}));
const found = (check: string, folder: string, outcome: 'gap' | 'pass') => ({
	check,
	package: folder,
	finding: {outcome, confidence: 'high', because: safeText('Seen.'), evidence: [], occurrences: 0} as const,
});

test('what is fine is folded with its count, and Enter opens and closes the fold', () => {
	expect(listedHere(inSecurity).map(({row}) => row)).toEqual(['check', 'fold']);
	const open = coaching(after(inSecurity, {event: 'move', by: 1}, {event: 'open'}));
	expect(listedHere(open).map(({row}) => row)).toEqual(['check', 'fold', 'check']);
	expect(listedHere(coaching(after(open, {event: 'open'})))).toHaveLength(2);
});

test('a shorter list keeps its last row chosen', () => {
	const last = coaching(after(inSecurity, {event: 'move', by: 1}, {event: 'open'}, {event: 'move', by: 99}));
	expect(last.here).toMatchObject({at: 2});
	expect(coaching(after(last, {event: 'move', by: -1}, {event: 'open'}, {event: 'move', by: 99})).here).toMatchObject({at: 1});
});

test('packages are listed with most to do first, and open with all their checks', async () => {
	const findings = [
		found('ops-no-ci', '.', 'pass'),
		found('ops-no-runbooks', 'apps/web', 'gap'),
		found('ops-no-runbooks', 'apps/api', 'pass'),
	];
	const session = coaching(after(await onFirstStep({findings}), {event: 'packages'}));
	expect(packagesOf(session.look).map(({folder}) => folder)).toEqual(['apps/web', '.', 'apps/api']);
	const web = coaching(after(session, {event: 'open'}));
	expect(web.here).toMatchObject({screen: 'package', folder: 'apps/web'});
	expect(listedHere(web).flatMap(row => (row.row === 'check' ? [keyOfStanding(row.standing)] : []))).toEqual(['ops-no-runbooks@apps/web']);
	const card = coaching(after(web, {event: 'open'}));
	expect(card.here).toMatchObject({screen: 'check', key: 'ops-no-runbooks@apps/web'});
});

test('one package needs no list of packages', async () => {
	const session = coaching(after(first, {event: 'packages'}));
	expect(session.here.screen).toBe('step');
	expect(session.known.notice?.text).toBe('There is one package only.');
	expect(coaching(after(session, await looked())).here.screen).toBe('step');
});
