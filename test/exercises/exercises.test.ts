import {spawnSync} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {parse} from 'yaml';
import {checklists} from '../../source/checklists/checklists.ts';
import type {Exercise} from '../../source/exercises/exercise.ts';
import {readExercise} from '../../source/exercises/exercise.ts';
import {allExercises} from '../../source/exercises/exercises.ts';
import {type Tried, trialOf, tryFolder} from '../../source/exercises/try.ts';
import {type Verdict, verdictOf} from '../../source/exercises/verdict.ts';
import {look} from '../../source/scan/look.ts';
import {node} from '../support/node.ts';
import {home, startOf} from './folder.ts';

type Wrong = Readonly<Record<string, {readonly title: string; readonly still: readonly string[]; readonly says: string}>>;
const wrongOf = (id: string): Wrong => parse(readFileSync(join(home, id, 'wrong/wrong.yaml'), 'utf8'));
const foldersIn = (id: string, kind: string): readonly string[] =>
	readdirSync(join(home, id, kind), {withFileTypes: true}).flatMap(entry => (entry.isDirectory() ? [entry.name] : []));

async function verdictOn(exercise: Exercise, root: string): Promise<Verdict> {
	const looked = await look(root, {only: ({id}) => exercise.checks.includes(id)});
	if (!looked.ok) throw new Error(looked.problem);
	return verdictOf(exercise, await tryFolder(root, exercise, new AbortController().signal), looked.seen.findings);
}
const wrongIn = (tried: readonly Tried[]) => tried.flatMap(one => (one.holds === false ? [one] : []));

describe.each(allExercises().map(exercise => [exercise.id, exercise] as const))('%s', (id, exercise) => {
	test('has a hidden test, checks that exist, and at least eight wrong fixes that are described', async () => {
		expect((await trialOf(id)).behaviours.length).toBeGreaterThan(4);
		const known = new Set(checklists().flatMap(({items}) => items.map(one => one.id)));
		expect(exercise.checks.filter(check => !known.has(check))).toEqual([]);
		expect(foldersIn(id, 'wrong').toSorted()).toEqual(Object.keys(wrongOf(id)).toSorted());
		expect(foldersIn(id, 'wrong').length).toBeGreaterThanOrEqual(8);
	});

	test('is small, needs no install, and its own test passes', () => {
		expect(Object.keys(exercise.start).length).toBeLessThanOrEqual(12);
		expect(Object.values(exercise.start).join('\n').split('\n').length).toBeLessThan(400);
		expect(JSON.parse(exercise.start['package.json'] ?? '{}')).not.toHaveProperty('dependencies');
		for (const fix of ['', 'solution']) {
			const {status, stdout} = spawnSync(node, ['--test'], {cwd: startOf(id, fix), encoding: 'utf8', env: {PATH: process.env.PATH}});
			expect(stdout).toMatch(/# pass [1-9]/u);
			expect(status).toBe(0);
		}
	});

	test('the start is open, and reading the code sees the gap', async () => {
		const verdict = await verdictOn(exercise, startOf(id));
		expect(verdict).toMatchObject({closed: false, readings: exercise.checks.map(check => ({check, outcome: 'gap'}))});
		expect(wrongIn(verdict.tried).length).toBeGreaterThan(0);
	});

	test.each(['solution', ...foldersIn(id, 'right').map(name => `right/${name}`)])('%s closes it', async fix => {
		const verdict = await verdictOn(exercise, startOf(id, fix));
		expect(wrongIn(verdict.tried)).toEqual([]);
		expect(verdict).toMatchObject({closed: true});
		if (fix === 'solution') expect(verdict.readings.map(({outcome}) => outcome)).toEqual(exercise.checks.map(() => 'pass'));
	});

	test.each(Object.entries(wrongOf(id)))('a wrong fix stays open: %s', async (name, {still, says}) => {
		const verdict = await verdictOn(exercise, startOf(id, `wrong/${name}`));
		const wrong = wrongIn(verdict.tried);
		expect(wrong.map(one => one.id)).toEqual(still);
		expect(wrong[0]?.because).toContain(says);
		expect(verdict.closed).toBe(false);
	});

	test('no sentence of the hidden test gives the answer away', async () => {
		const {tried} = await tryFolder(startOf(id), exercise, new AbortController().signal);
		expect(wrongIn(tried).map(({because}) => because)).not.toContainEqual(
			expect.stringMatching(/hmac|timingSafeEqual|createH|raw body|request\.text/iu),
		);
	});
});

test('a folder that is no exercise is refused by name', () => {
	expect(() => readExercise('x', {title: 'x'}, {})).toThrow(/exercises\/x\/exercise\.yaml/u);
});
