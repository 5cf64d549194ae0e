import {expect, test} from 'vitest';
import {begin} from '../../source/coaching/beginning.ts';
import type {Event} from '../../source/coaching/event.ts';
import type {Exercising} from '../../source/coaching/exercise.ts';
import {placeHere} from '../../source/coaching/moving.ts';
import {safeText} from '../../source/safe-text.ts';
import {today} from '../support/practice.ts';
import {after, atTheStart, coaching, looked, screenOf} from '../support/sessions.ts';

const open: Exercising = {
	id: 'forged-webhook',
	title: 'A forged message is believed',
	minutes: 25,
	folder: safeText('~/shipworthy-exercises/forged-webhook'),
	story: 'You inherited a shop.',
	task: 'Nobody but Stripe can tell the shop that somebody has paid.',
	read: ['README.md'],
	shows: 'api/webhooks/stripe.js',
	checks: ['sec-secret-in-repo'],
	hints: [],
	of: 3,
	debrief: ['It happens.'],
	closed: false,
};
const inFolder = (exercise: Exercising = open) =>
	begin({name: safeText('forged-webhook'), today, by: safeText('Ada'), since: undefined, practice: false, exercise, cutOff: []});
const arrived = async (exercise?: Exercising) => coaching(after(inFolder(exercise), await looked()));
const did = (exercise: Exercising, says = ''): Event => ({event: 'exercised', result: {ok: true, value: {exercise, says}}});

test('whoever wants an exercise is offered those that there are, and may take a gap of their own code instead', async () => {
	const offered = after(atTheStart(), {event: 'exercises'});
	expect(screenOf(offered)).toBe('exercises');
	expect(screenOf(after(offered, {event: 'back'}))).toBe('welcome');
	expect(after(offered, {event: 'begin-exercise', exercise: 'forged-webhook'})).toMatchObject({phase: 'left', exercise: 'forged-webhook'});
	expect(screenOf(after(offered, await looked(), {event: 'goal', goal: 'exercise'}))).toBe('step');
});

test('a folder that is an exercise opens on it, and everything leads back to it', async () => {
	expect(screenOf(inFolder())).toBe('looking');
	const session = await arrived();
	expect(screenOf(session)).toBe('exercise');
	expect(session.chosen).toEqual(['sec-secret-in-repo']);
	expect(placeHere(session)?.text).not.toBe('');
	const elsewhere = after(session, {event: 'everything'}, {event: 'category', category: 'security-hardening'});
	expect(screenOf(after(elsewhere, {event: 'quit'}))).toBe('exercise');
	expect(screenOf(after(elsewhere, {event: 'steps'}))).toBe('exercise');
	expect(after(session, {event: 'quit'})).toMatchObject({
		phase: 'left',
		words: ['A forged message is believed: still open. Hints used: 0 of 3.', 'The same command goes on from here.'],
	});
	expect(after(session, {event: 'back'}).known.notice?.text).toBe('This is the first screen. q leaves, tab shows everything.');
});

test('a check is done once at a time, and closes by fact', async () => {
	const checking = after(await arrived(), {event: 'exercise', what: 'check'});
	expect(checking.known.doing).toMatchObject({doing: 'exercise', what: 'check'});
	expect(after(checking, {event: 'exercise', what: 'hint'}).known).toMatchObject({
		doing: {what: 'check'},
		notice: {text: 'One moment: something is still under way.'},
	});
	const tried = {closed: true, rows: [{holds: true, text: safeText('It counts')}], readings: []} as const;
	const closed = after(checking, did({...open, closed: true, asked: 'check', tried}, 'Closed: all 1 hold.'));
	expect(closed.known).toMatchObject({doing: undefined, notice: {tone: 'good', text: 'Closed: all 1 hold.'}});
	expect(after(closed, {event: 'quit'})).toMatchObject({words: ['A forged message is believed: closed. Hints used: 0 of 3.']});
});

test('starting over is asked twice, and anything between takes the question back', async () => {
	const asked = after(await arrived(), {event: 'exercise', what: 'reset'});
	expect(asked.known).toMatchObject({doing: undefined, notice: {confirms: 'reset'}});
	expect(after(asked, {event: 'exercise', what: 'reset'}).known.doing).toMatchObject({what: 'reset'});
	const between = after(asked, {event: 'everything'}, {event: 'back'});
	expect(after(between, {event: 'exercise', what: 'reset'}).known.doing).toBeUndefined();
});

test('when all hints are given it says where the solution is', async () => {
	const all = await arrived({...open, hints: ['one', 'two', 'three'], asked: 'hint'});
	expect(after(all, {event: 'exercise', what: 'hint'}).known.notice?.text).toBe(
		'These are all the hints. The solution is in the menu now.',
	);
});

test('what cannot be done is said on a screen of its own', async () => {
	const problem = {what: safeText('This folder is no exercise any more.'), next: safeText('Esc goes back.')};
	const failed = after(await arrived(), {event: 'exercise', what: 'check'}, {event: 'exercised', result: {ok: false, problem}});
	expect(screenOf(failed)).toBe('failed');
	expect(screenOf(after(failed, {event: 'back'}))).toBe('exercise');
});
