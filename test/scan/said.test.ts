import {mkdirSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {look, type Seen} from '../../source/scan/look.ts';
import {watch} from '../../source/scan/watch.ts';
import {folderWith} from '../repository/folder.ts';
import {program} from './faulty.ts';

const shop = {
	'package.json': '{"dependencies": {"express": "^5.0.0", "pg": "8.0.0", "ticketing": "1.0.0"}}',
	'src/gate.js': "import {weigh} from 'ticketing';\nexport async function bouncer(req) {\nawait weigh(req);\n}\n",
	'src/server.js':
		"import express from 'express';\nimport {Pool} from 'pg';\nimport {bouncer} from './gate.js';\nconst app = express();\nconst db = new Pool();\napp.delete('/orders/:id', async (req, res) => {\nawait bouncer(req);\nawait db.query('DELETE FROM orders WHERE id = $1', [req.params.id]);\nres.end();\n});\napp.listen(3000);\n",
};
const said = '.shipworthy/guards.yaml';
const entry = (name: string): string => `guards:\n  - name: ${name}\n    is: guard\n`;
const about = (seen: Seen | undefined) => seen?.findings.find(({check}) => check === 'sec-entrypoint-no-auth')?.finding;
/** What was just written is not trusted. */
const anHour = 3_600_000;

test('what a person says of guards counts from the next look on, though no code has changed, and so does taking it back', async () => {
	const root = folderWith(shop);
	const cache = folderWith({});
	const seen = async (): Promise<Seen> => {
		const looked = await look(root, {means: {program}, cache, began: Date.now() + anHour});
		if (!looked.ok) throw new Error(looked.problem);
		return looked.seen;
	};
	expect(about(await seen())?.outcome).toBe('gap');
	mkdirSync(join(root, '.shipworthy'));
	writeFileSync(join(root, said), entry('bouncer'));
	const finding = about(await seen());
	expect(finding?.outcome).toBe('pass');
	expect(finding?.because).toContain('because .shipworthy/guards.yaml says so');
	expect(finding?.evidence[0]).toMatchObject({path: said, line: 2});
	expect(about(await seen())).toEqual(finding);
	rmSync(join(root, said));
	expect(about(await seen())?.outcome).toBe('gap');
});

test('a watch hears it, also where the folder is new', async () => {
	const root = folderWith(shop);
	const stop = new AbortController();
	const looks: Seen[] = [];
	const over = watch(root, looked => void (looked.ok && looks.push(looked.seen)), {means: {program}, signal: stop.signal});
	onTestFinished(async () => {
		stop.abort();
		await over;
	});
	const outcome = () => about(looks.at(-1))?.outcome;
	await expect.poll(outcome, {timeout: 20_000, interval: 10}).toBe('gap');
	mkdirSync(join(root, '.shipworthy'));
	writeFileSync(join(root, said), entry('doorman'));
	await expect.poll(() => looks.at(-1)?.facts.said.entries.length, {timeout: 20_000, interval: 10}).toBe(1);
	writeFileSync(join(root, said), entry('bouncer'));
	await expect.poll(outcome, {timeout: 20_000, interval: 10}).toBe('pass');
});

test.each([
	['is broken', (root: string) => writeFileSync(join(root, said), 'guards: ['), /not valid YAML/u],
	[
		'is a link to what it wants to say',
		(root: string) => symlinkSync(join(folderWith({'g.yaml': entry('bouncer')}), 'g.yaml'), join(root, said)),
		/link/u,
	],
	['is a folder', (root: string) => mkdirSync(join(root, said)), /ordinary file/u],
	['speaks in control sequences', (root: string) => writeFileSync(join(root, said), entry('"\\e[2Jbouncer\\u202e"')), /no function/u],
])('a file that %s opens nothing and closes nothing, and is named', async (_, make, problem) => {
	const root = folderWith({...shop, '.shipworthy/answers/README': ''});
	make(root);
	const looked = await look(root);
	if (!looked.ok) throw new Error(looked.problem);
	expect(about(looked.seen)?.outcome).toBe('gap');
	const {broken, entries} = looked.seen.facts.said;
	expect([...broken, ...entries].map(one => one.problem)).toMatchObject([expect.stringMatching(problem)]);
});
