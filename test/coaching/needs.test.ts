import {expect, test} from 'vitest';
import type {Coaching} from '../../source/coaching/session.ts';
import {safeText} from '../../source/safe-text.ts';
import {isTyping, keysFor} from '../../source/screens/keymap.ts';
import {menuOf} from '../../source/screens/menu.ts';
import {practice} from '../support/practice.ts';
import {after, coaching, onFirstStep, screenOf} from '../support/sessions.ts';

const key = 'ops-no-runbooks';
const type = (text: string) => ({event: 'type', edit: {edit: 'insert', text}}) as const;
const asking = async (): Promise<Coaching> => coaching(after(await onFirstStep(), {event: 'check', key}, {event: 'plan', key}));

test('what only a person can say is asked before the files are prepared, and goes into them', async () => {
	const first = await asking();
	expect(first.here).toMatchObject({screen: 'form', form: 'needs', part: 0});
	const said = coaching(after(first, type('Ada'), {event: 'submit'}, type('https://shop.test'), {event: 'submit'}));
	expect(said.known.doing).toEqual({
		doing: 'plan',
		key,
		template: 'runbooks',
		answers: {owner: 'Ada', site: 'https://shop.test'},
	});
});

test('each may be left unsaid', async () => {
	const said = coaching(after(await asking(), {event: 'submit'}, {event: 'submit'}));
	expect(said.known.doing).toMatchObject({doing: 'plan', answers: {}});
});

test('a template that needs nothing is prepared at once', async () => {
	const planned = coaching(after(await onFirstStep(), {event: 'check', key: 'ops-no-ci'}, {event: 'plan', key: 'ops-no-ci'}));
	expect(planned.known.doing).toMatchObject({doing: 'plan', template: 'ci-workflow', answers: {}});
});

test('what was refused comes back to what was typed, and what was written does not', async () => {
	const asked = practice();
	const typed = after(await asking(), type('Ada'), {event: 'submit'}, type('shop'), {event: 'submit'});
	const problem = {what: safeText('That is no address.'), next: safeText('Give one.')};
	const refused = after(typed, {event: 'planned', result: {ok: false, problem}});
	expect(screenOf(refused)).toBe('failed');
	const again = coaching(after(refused, {event: 'back'}));
	expect(again.here).toMatchObject({screen: 'form', part: 1});
	expect(Object.values(again.known.drafts).map(({text}) => text)).toEqual(['Ada', 'shop']);

	const plan = await asked.work.plan('runbooks', {});
	const look = await asked.work.look({}, () => {}, new AbortController().signal);
	const written = after(
		typed,
		{event: 'planned', result: plan},
		{event: 'write'},
		{event: 'wrote', result: {ok: true, value: []}},
		{event: 'looked', result: look},
	);
	expect(screenOf(written)).toBe('written');
	expect(coaching(written).trail.map(({screen}) => screen)).not.toContain('form');
});

test('what has few answers is chosen and not typed; files say which is likely, and none is claimed for anyone', async () => {
	const first = await onFirstStep();
	const needs = [
		{id: 'platform', ask: 'Where does it run?', choices: ['Fly.io', 'Vercel']},
		{id: 'owner', ask: 'Who looks after it?'},
	];
	const templates = [{id: 'runbooks', title: safeText('the runbooks'), files: 6, needs}];
	const asked = (labels: readonly string[]): Coaching => {
		const facts = labels.map(label => ({
			id: 'deploy.any',
			label: safeText(label),
			value: safeText(''),
			package: safeText('.'),
			evidence: [],
		}));
		return coaching(after({...first, look: {...first.look, templates, facts}}, {event: 'plan', key}));
	};
	expect(asked(['Vercel']).here).toMatchObject({screen: 'form', part: 0, at: 1});
	const unsure = asked([]);
	expect(isTyping(unsure)).toBe(false);
	expect(keysFor(unsure).map(({key: name}) => name)).toContain('?');
	const menu = menuOf(unsure);
	expect(menu.map(({label}) => label)).toEqual(['Fly.io', 'Vercel', "I don't know, or none of these"]);
	expect(unsure.here).toMatchObject({at: 2});
	const [fly, , unknown] = menu.map(({event}) => event);
	if (fly === undefined || unknown === undefined) throw new Error('nothing to choose');
	expect(coaching(after(unsure, fly, {event: 'submit'})).known.doing).toMatchObject({answers: {platform: 'Fly.io'}});
	expect(coaching(after(unsure, fly, {event: 'back'})).here).toMatchObject({part: 0, at: 2});
	expect(coaching(after(unsure, unknown, {event: 'submit'})).known.doing).toMatchObject({answers: {}});
	expect(isTyping(after(unsure, unknown))).toBe(true);
});

test('every answer that a template offers to where it runs is one that it understands', async () => {
	const {allTemplates} = await import('../../source/scaffold/templates.ts');
	const {readPlatform} = await import('../../source/scaffold/view/deploy-rollback.ts');
	const offered = (await allTemplates()).flatMap(({needs}) => needs.flatMap(({id, choices = []}) => (id === 'platform' ? choices : [])));
	expect(offered).toContain('Vercel');
	expect(offered.filter(choice => readPlatform(choice) === undefined)).toEqual([]);
});
