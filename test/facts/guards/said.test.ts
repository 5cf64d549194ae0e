import {describe, expect, test} from 'vitest';
import {checklists} from '../../../source/checklists/checklists.ts';
import {factsOf as factsFrom} from '../../../source/facts/facts-of.ts';
import type {SaidGuard} from '../../../source/facts/guards/said.ts';
import {mapOf} from '../../../source/facts/map/map-of.ts';
import {askOne} from '../../../source/probes/ask.ts';
import {probeOf} from '../../../source/probes/probe-of.ts';
import {inMemory} from '../../../source/repository/repository.ts';
import {filesOf} from '../../support/facts.ts';

const path = '.shipworthy/guards.yaml';
const says = (entry: Partial<SaidGuard>): SaidGuard => ({
	path,
	line: 2,
	text: '- name: bouncer',
	name: 'bouncer',
	is: 'guard',
	lets: 'signed-in',
	...entry,
});

/** A shop whose three routes delete things, each behind `bouncer` of `gate.ts`; `line` is how they ask it. */
const shop = (gate: string, line = 'await bouncer(req, res);'): Record<string, string> => ({
	'package.json': '{"dependencies": {"express": "5.1.0", "pg": "8.0.0", "ticketing": "1.0.0"}}',
	'gate.ts': gate,
	'server.ts': `import express from 'express';\nimport {Pool} from 'pg';\nimport {bouncer} from './gate';\nconst app = express();\nconst db = new Pool();\n${['one', 'two', 'three'].map(name => `app.delete('/${name}/:id', async (req, res) => {\n${line}\nawait db.query('DELETE FROM ${name} WHERE id = $1', [req.params.id]);\nres.end();\n});\n`).join('')}app.listen(3000);\n`,
});
const weighs = "import {weigh} from 'ticketing';\nexport async function bouncer(req, res) {\nawait weigh(req);\n}";

const factsOf = (files: Record<string, string>, ...entries: readonly SaidGuard[]) => {
	const repository = inMemory(files);
	return factsFrom(repository, filesOf(repository), {entries, broken: []});
};

async function findingOf(facts: ReturnType<typeof factsOf>) {
	const item = checklists()
		.flatMap(({items}) => items)
		.find(({id}) => id === 'sec-entrypoint-no-auth');
	if (item === undefined) throw new Error('the check is gone');
	const [found] = askOne(item, await probeOf(item), facts);
	if (found === undefined) throw new Error('nothing was found');
	return found.finding;
}

describe('a person says that a function is a guard', () => {
	test('and it counts, in front of what calls it, with the line that says so', async () => {
		expect(await findingOf(factsOf(shop(weighs)))).toMatchObject({outcome: 'gap', occurrences: 3});
		const facts = factsOf(shop(weighs), says({}));
		expect(facts.guards).toMatchObject([{name: 'bouncer', known: 'said', kind: 'signed-in', uses: 3, said: {path, line: 2}}]);
		expect(facts.said.entries).toMatchObject([{name: 'bouncer', uses: 3}]);
		const finding = await findingOf(facts);
		expect(finding.outcome).toBe('pass');
		expect(finding.because).toContain('bouncer counts as a guard because .shipworthy/guards.yaml says so: 3 of 3');
		expect(finding.evidence[0]).toEqual({path, line: 2, text: '- name: bouncer'});
	});

	test('and what it lets pass', () => {
		const {points} = factsOf(shop(weighs), says({lets: 'key'})).entryPoints;
		expect(points.map(({guards}) => guards.map(({kind, said}) => [kind, said?.line]))).toEqual([[['key', 2]], [['key', 2]], [['key', 2]]]);
	});

	test('and it shows wherever the map says who can call what', () => {
		const map = mapOf(factsOf(shop(weighs), says({})));
		const rows = (id: string) => map.find(section => section.id === id)?.rows.map(({cells}) => cells.join(' | ')) ?? [];
		expect(rows('guards')).toEqual(['bouncer | lets signed-in people pass | 3 | .shipworthy/guards.yaml says so']);
		expect(rows('callers')).toHaveLength(3);
		for (const row of rows('callers')) expect(row).toContain('as .shipworthy/guards.yaml says');
	});

	test('whose answer the handlers ask for', async () => {
		const files = shop(
			"import {weigh} from 'ticketing';\nexport async function bouncer(req) {\nreturn weigh(req.ip);\n}",
			'if (!(await bouncer(req))) return res.status(403).end();',
		);
		expect((await findingOf(factsOf(files))).outcome).not.toBe('pass');
		const finding = await findingOf(factsOf(files, says({})));
		expect(finding).toMatchObject({outcome: 'pass'});
		expect(finding.because).toContain('because .shipworthy/guards.yaml says so');
	});

	test('that wraps handlers', () => {
		const files = {
			...shop(weighs),
			'gate.ts':
				"import {weigh} from 'ticketing';\nexport const bouncer = inner => async (req, res) => {\nawait weigh(req);\nreturn inner(req, res);\n};",
			'server.ts':
				"import express from 'express';\nimport {bouncer} from './gate';\nconst app = express();\napp.post('/one', bouncer(async (req, res) => { res.end(); }));\n",
		};
		expect(factsOf(files, says({})).guards).toMatchObject([{name: 'bouncer', known: 'said', uses: 1}]);
	});

	test.each([
		[
			'it can be seen that it never turns anybody away',
			'export function bouncer(req) {\nconsole.log(req.ip);\n}',
			undefined,
			'turns anybody away',
		],
		[
			'what it calls never does either',
			'const note = req => { console.log(req.ip); };\nexport function bouncer(req) {\nnote(req);\n}',
			undefined,
			'turns anybody away',
		],
		['its refusal is swallowed', weighs, 'try { await bouncer(req); } catch { console.warn(1); }', 'turns anybody away'],
		['only some ask it', weighs, 'if (req.query.safe) await bouncer(req);', 'turns anybody away'],
	])('and it counts for nothing where %s', async (_, gate, line, problem) => {
		const facts = factsOf(shop(gate, line), says({}));
		expect(facts.uncorrected).toBeUndefined();
		expect(facts.said.entries).toMatchObject([{uses: 0, problem: expect.stringContaining(problem)}]);
		expect(await findingOf(facts)).toMatchObject({outcome: 'gap', occurrences: 3});
	});

	test.each([
		['is nowhere', {name: 'doorman'}, 'no function doorman was found'],
		['is not in that file', {file: 'server.ts'}, 'no function bouncer was found in server.ts'],
		['stands in several files', {}, 'several files have a function bouncer'],
	])('and is told what to do when it %s', (_, entry, problem) => {
		const {said, uncorrected} = factsOf({...shop(weighs), ...(problem.startsWith('several') ? {'other.ts': weighs} : {})}, says(entry));
		expect(uncorrected).toBeUndefined();
		expect(said.entries).toMatchObject([{uses: 0, problem: expect.stringContaining(problem)}]);
	});

	test('and is told that it is known already', () => {
		const files = shop("export function bouncer(req) {\nif (!req.session.user) throw new Error('401');\n}");
		const {said, guards} = factsOf(files, says({}));
		expect(guards).toMatchObject([{known: 'code'}]);
		expect(said.entries).toMatchObject([{uses: 0, problem: expect.stringContaining('known as a guard without it')}]);
	});
});

describe('a person says that a guard is none', () => {
	const guarded = shop("export function bouncer(req) {\nif (!req.session.user) throw new Error('401');\n}");

	test('and what it stands in front of is open, on their word', async () => {
		expect((await findingOf(factsOf(guarded))).outcome).toBe('pass');
		const facts = factsOf(guarded, says({is: 'none'}));
		expect(facts.guards).toEqual([]);
		const finding = await findingOf(facts);
		expect(finding).toMatchObject({outcome: 'unknown', occurrences: 3});
		expect(finding.because).toContain('bouncer counts as no guard because .shipworthy/guards.yaml says so: ');
		expect(finding.evidence[0]?.path).toBe('server.ts');
		expect(mapOf(facts).find(({id}) => id === 'guards')?.rows).toMatchObject([
			{cells: ['bouncer', 'is none', '3', expect.any(String)], place: {path}},
		]);
	});

	test('in one file, and it stays one in another', () => {
		expect(factsOf(guarded, says({is: 'none', file: 'other.ts'})).guards).toHaveLength(1);
		expect(factsOf(guarded, says({is: 'none', file: 'gate.ts'})).guards).toHaveLength(0);
	});

	test('and is told when there is nothing to take out', () => {
		const {said, uncorrected} = factsOf(guarded, says({is: 'none', name: 'doorman'}));
		expect(uncorrected).toBeUndefined();
		expect(said.entries).toMatchObject([{uses: 0, problem: expect.stringContaining('no guard doorman')}]);
	});
});

test('what is the same without what people said says nothing of it', async () => {
	const finding = await findingOf(factsOf(shop(weighs), says({name: 'nobody'})));
	expect(finding.because).not.toContain('guards.yaml');
});
