import {execFileSync} from 'node:child_process';
import {chmodSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {Ajv2020} from 'ajv/dist/2020.js';
import {describe, expect, test} from 'vitest';
import {folderWith} from '../repository/folder.ts';
import {node} from '../support/node.ts';
import {shipworthy} from './run.ts';

const server = {
	'package.json': '{"name": "shop", "private": true, "dependencies": {"express": "^4.21.0"}}',
	'server.js':
		"const express = require('express');\nconst app = express();\napp.get('/orders', (q, r) => r.json([]));\napp.listen(3000);\n",
};
type Check = {id: string; outcome: string; package: string; severity: string; evidence: {path: string}[]};
const checksOf = (out: string): readonly Check[] => JSON.parse(out).checks;

describe('unusual folders', () => {
	test('an empty folder', () => {
		const {code, out} = shipworthy(['scan', folderWith({})]);
		expect(code).toBe(0);
		expect(out).toContain('nothing to assess yet');
	});

	test('a README alone is not a stack: what it promises is no fact', () => {
		const root = folderWith({
			'README.md': '# Shop\n\nBuilt with Next.js, PostgreSQL, Stripe and Sentry. Uses `express()` and session.ts.\n',
		});
		const {code, out} = shipworthy(['scan', root, '--format', 'json']);
		const report = JSON.parse(out);
		expect(code).toBe(0);
		expect(report.facts).toEqual([]);
		expect(checksOf(out).filter(({outcome}) => outcome === 'gap')).toEqual([]);
	});

	test('a folder that is no git repository is looked at all the same', () => {
		const {code, out} = shipworthy(['scan', folderWith(server), '--format', 'json']);
		expect(code).toBe(0);
		expect(checksOf(out)).toContainEqual(expect.objectContaining({id: 'ops-no-ci', outcome: 'gap'}));
	});

	test('a monorepo of thirty packages answers once for the repository and once for each package that is shipped', () => {
		const packages = Object.fromEntries(
			Array.from({length: 30}, (_, index) => [
				[`packages/p${index}/package.json`, `{"name": "p${index}", "dependencies": {"express": "^5.0.0"}}`],
				[`packages/p${index}/src/server.js`, index < 3 ? server['server.js'] : 'export const a = 1;\n'],
			]).flat(),
		);
		const {out} = shipworthy([
			'scan',
			folderWith({'package.json': '{"private": true, "workspaces": ["packages/*"]}', ...packages}),
			'--format',
			'json',
		]);
		expect(JSON.parse(out).repository.packages).toHaveLength(31);
		expect(
			checksOf(out)
				.filter(({id}) => id === 'ops-no-ci')
				.map(one => one.package),
		).toEqual(['.']);
		expect(
			checksOf(out)
				.filter(({id}) => id === 'err-no-last-resort-handler')
				.map(one => one.package),
		).toEqual(['packages/p0', 'packages/p1', 'packages/p2']);
	});

	test('a folder without read permission says so and what to do', () => {
		const root = folderWith({});
		mkdirSync(join(root, 'closed'));
		chmodSync(root, 0o755);
		chmodSync(join(root, 'closed'), 0);
		const nobody = process.getuid?.() === 0 ? {uid: 65534} : {};
		const {code, out, err} = shipworthy(['scan', join(root, 'closed')], nobody);
		expect([code, out]).toEqual([2, '']);
		expect(err).toContain('no permission');
	});

	test('two gigabytes of binaries are not read', () => {
		const root = folderWith(server);
		for (const name of ['model.bin', 'video.mp4', 'dump', 'photo.unknown']) {
			writeFileSync(join(root, name), '');
			truncateSync(join(root, name), 512 * 1024 * 1024);
		}
		const {code, out} = shipworthy(['scan', root, '--format', 'json'], {env: {NODE_OPTIONS: '--max-old-space-size=150'}});
		expect(code).toBe(0);
		expect(checksOf(out)).toContainEqual(expect.objectContaining({id: 'ops-no-ci', outcome: 'gap'}));
	});

	test('a file that is too large to be read is named, and nothing passes because of it', () => {
		const root = folderWith({...server, 'huge.js': `${'// x\n'.repeat(220_000)}const key = 1;\n`});
		const {out} = shipworthy(['scan', root, '--format', 'json']);
		expect(JSON.parse(out).repository.skipped).toContainEqual({path: 'huge.js', because: 'larger than 1 MB'});
		expect(checksOf(out)).toContainEqual(expect.objectContaining({id: 'sec-secret-in-repo', outcome: 'unknown'}));
	});

	test('text that is made to keep patterns busy does not', () => {
		const patterns = [
			'\n',
			' ',
			'\t',
			'`',
			'```',
			'"',
			'(',
			'<a b=',
			'import {a,\n',
			'export {a, ',
			'app.get(',
			'xRouter',
			'function (err, ',
			'catch (e) {',
			'API_KEY=',
			'postgres://a:b@',
			'/*',
			'@Get(',
		];
		const endings = ['ts', 'py', 'yml', 'md', 'sql', 'prisma', 'html', 'json', 'toml', 'sh'];
		const floods = patterns.flatMap((pattern, index) =>
			endings.map(ending => [`f${index}/x.${ending}`, pattern.repeat(Math.floor(120_000 / pattern.length))] as const),
		);
		const root = folderWith({...server, ...Object.fromEntries(floods)});
		const {code, out} = shipworthy(['scan', root, '--format', 'json'], {timeout: 25_000});
		expect(code).toBe(0);
		expect(checksOf(out).length).toBeGreaterThan(30);
	});

	test('names and lines that try to take over the terminal come out harmless', () => {
		const evil = '\u001B]52;c;ZXZpbA==\u0007\u202E';
		const root = folderWith({...server, [`src/${evil}.js`]: `console.log("${evil}");\n`, '.env': `SECRET_${evil}=1\n`});
		for (const format of ['text', 'json', 'markdown']) {
			const {out, err} = shipworthy(['scan', root, '--format', format]);
			// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
			expect(out + err).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/u);
		}
	});
});

describe('the report', () => {
	test('the same repository gives the same bytes, with no absolute path in them', () => {
		const root = folderWith(server);
		const [one, two] = [shipworthy(['scan', root, '--format', 'json']), shipworthy(['scan', '.', '--format', 'json'], {cwd: root})];
		expect(one.out).toBe(two.out);
		expect(one.out).not.toContain(root);
	});

	test('the JSON is what the published schema describes, for every kind of repository', () => {
		const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../dist/report.schema.json'), 'utf8'));
		const valid = new Ajv2020({strict: true, allowUnionTypes: true}).compile(schema);
		for (const files of [
			{},
			server,
			{'README.md': '# x'},
			{
				...server,
				'packages/a/package.json': '{"name": "a", "dependencies": {"next": "15"}}',
				'packages/a/app/page.tsx': 'export default () => null;',
			},
		]) {
			const report = JSON.parse(shipworthy(['scan', folderWith(files), '--format', 'json']).out);
			expect(valid(report), JSON.stringify(valid.errors)).toBe(true);
			expect(valid({...report, checks: [{...report.checks[0], outcome: 'fine'}]})).toBe(false);
		}
	});

	test('a walk that was cut short is incomplete, and says so', () => {
		const deep = Array.from({length: 63}, (_, index) => `d${index}`).join('/');
		const {code, err, out} = shipworthy(['scan', folderWith({...server, [`${deep}/a.js`]: ''}), '--format', 'json']);
		expect(code).toBe(3);
		expect(err).toContain('Incomplete');
		expect(JSON.parse(out).repository.skipped).toContainEqual(expect.objectContaining({because: 'deeper than 60 folders'}));
		expect(checksOf(out).filter(({outcome}) => outcome === 'pass' || outcome === 'not-applicable')).toEqual([]);
	});

	test('looking writes nothing and leaves the repository as it was', () => {
		const root = folderWith(server);
		execFileSync('git', ['-C', root, 'init', '-q']);
		const before = execFileSync('find', [root, '-printf', '%p %T@ %s\n'], {encoding: 'utf8'});
		shipworthy(['scan', root]);
		expect(execFileSync('find', [root, '-printf', '%p %T@ %s\n'], {encoding: 'utf8'})).toBe(before);
	});

	test.each([
		['blocker', 0],
		['high', 1],
	])('--fail-on %s on a repository whose worst gap is high exits with %i', (severity, code) => {
		expect(shipworthy(['scan', folderWith(server), '--fail-on', severity, '--only', 'ops-no-ci']).code).toBe(code);
	});

	test('--record: what a change accepts for itself does not open the gate, what its target branch accepted does', () => {
		const change = folderWith(server);
		const base = folderWith(server);
		const gate = ['scan', change, '--fail-on', 'high', '--only', 'ops-no-ci'];
		const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
		const accept = ['accept', 'ops-no-ci', '--owner', 'Ada', '--reason', 'pilot with five users', '--until', until];
		expect(shipworthy(accept, {cwd: change}).code).toBe(0);
		expect(shipworthy(gate).code).toBe(0);
		expect(shipworthy([...gate, '--record', base]).code).toBe(1);
		expect(shipworthy(accept, {cwd: base}).code).toBe(0);
		expect(shipworthy([...gate, '--record', base]).code).toBe(0);
	});

	test('--record: a guard counts as the target branch names it', () => {
		const files = {
			'package.json': '{"name": "shop", "private": true, "dependencies": {"express": "^5.1.0"}}',
			'gate.js': 'export function bouncer(request, response, next) { lookUp(request, response, next); }\n',
			'server.js':
				"import express from 'express';\nimport {bouncer} from './gate.js';\nconst app = express();\napp.delete('/orders/:id', bouncer, (q, r) => db.order.delete({where: {id: q.params.id}}).then(() => r.end()));\napp.listen(3000);\n",
		};
		const said = {'.shipworthy/guards.yaml': 'guards:\n  - name: bouncer\n    is: guard\n    because: it asks the ticket office\n'};
		const because = (words: readonly string[]): string =>
			JSON.parse(shipworthy(['scan', ...words, '--only', 'sec-entrypoint-no-auth', '--format', 'json']).out).checks[0].because;
		const change = folderWith({...files, ...said});
		expect(because([change])).toContain('.shipworthy/guards.yaml says so');
		expect(because([change, '--record', folderWith(files)])).not.toContain('.shipworthy/guards.yaml says so');
	});

	test('--only answers that check alone, and its gap closes when the fix is there', () => {
		const root = folderWith(server);
		expect(checksOf(shipworthy(['scan', root, '--only', 'ops-no-ci', '--format', 'json']).out)).toMatchObject([
			{id: 'ops-no-ci', outcome: 'gap'},
		]);
		mkdirSync(join(root, '.github/workflows'), {recursive: true});
		writeFileSync(
			join(root, '.github/workflows/ci.yml'),
			'on: [pull_request]\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: npm ci\n      - run: npm test\n',
		);
		writeFileSync(join(root, 'package.json'), '{"scripts": {"test": "node --test"}, "dependencies": {"express": "^4.21.0"}}');
		expect(checksOf(shipworthy(['scan', root, '--only', 'ops-no-ci', '--format', 'json']).out)).toMatchObject([
			{id: 'ops-no-ci', outcome: 'pass', evidence: [{path: '.github/workflows/ci.yml'}]},
		]);
	});

	test('without a terminal the coach prints the report and does not hang', () => {
		const {code, out} = shipworthy([folderWith(server)]);
		expect(code).toBe(0);
		expect(out).toContain('Level');
	});

	test('a pipe that closes early is no error', () => {
		const root = folderWith(server);
		const program = join(import.meta.dirname, '../../dist/cli.js');
		expect(
			execFileSync('/bin/bash', ['-c', `set -o pipefail; "${node}" "${program}" scan "${root}" --format json | head -c 10`], {
				encoding: 'utf8',
			}),
		).toHaveLength(10);
	});
});

describe('used wrongly', () => {
	test.each([
		[['scan', '/no/such/folder'], 'does not exist'],
		[['scan', '.', '..'], 'one too many'],
		[['scan', '--format', 'xml'], 'text, json or markdown'],
		[['scan', '--fail-on', 'fatal'], 'blocker, high, medium or low'],
		[['scan', '--record', 'no/such'], 'a checkout of the branch that a change goes to'],
		[['scan', '--only', 'ops-no-cl'], 'Did you mean ops-no-ci?'],
		[['scan', '--frobnicate'], 'shipworthy scan --help'],
		[['explain'], 'Which check?'],
		[['explain', 'ops-no-cl'], 'Did you mean ops-no-ci?'],
		[['checks', 'x'], 'explain'],
		[['answer', 'ops-no-ci'], '--yes'],
		[['answer', 'ops-no-ci', '--yes'], '--by'],
		[['accept', 'ops-no-ci', '--owner', 'Ada'], '--until'],
		[['--nonsense'], '--help'],
	])('%j', (words, said) => {
		const {code, out, err} = shipworthy(words, {cwd: folderWith({})});
		expect([code, out]).toEqual([2, '']);
		expect(err).toContain(said);
		expect(err.trim().split('\n')).toHaveLength(1);
	});
});

describe('answering without a terminal', () => {
	test('an answer with evidence is saved as one YAML file and counts in the next scan', () => {
		const root = folderWith({...server, 'docs/drill.md': '# Restore drill\n\n2026-11-01: 1200 orders restored in 4 minutes.\n'});
		const {code, out} = shipworthy(['answer', 'ops-no-incident-process', '--yes', '--evidence', 'docs/drill.md', '--by', 'Ada'], {
			cwd: root,
		});
		expect([code, out]).toEqual([
			0,
			'Noted. Saved in .shipworthy/answers/ops-no-incident-process.yaml (.shipworthy/ is new: commit it with the rest)\n',
		]);
		expect(checksOf(shipworthy(['scan', root, '--format', 'json']).out)).toContainEqual(
			expect.objectContaining({id: 'ops-no-incident-process', outcome: 'attested'}),
		);
	});

	test('an accepted risk lifts the gap until its day', () => {
		const root = folderWith(server);
		const until = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
		expect(
			shipworthy(['accept', 'ops-no-ci', '--owner', 'Ada', '--reason', 'pilot with five users', '--until', until], {cwd: root}).code,
		).toBe(0);
		expect(checksOf(shipworthy(['scan', root, '--format', 'json']).out)).toContainEqual(
			expect.objectContaining({id: 'ops-no-ci', outcome: 'accepted'}),
		);
		expect(readdirSync(join(root, '.shipworthy'))).toEqual(['accepted']);
	});

	test('a broken file of the record is named with its line, left alone, and does not stop the scan', () => {
		const broken = 'check: ops-no-ci\nsays: [\n';
		const root = folderWith({...server, '.shipworthy/answers/ops-no-ci.yaml': broken});
		const {code, err} = shipworthy(['scan', root]);
		expect(code).toBe(0);
		expect(err).toMatch(/\.shipworthy\/answers\/ops-no-ci\.yaml:\d+ /u);
		expect(shipworthy(['answer', 'ops-no-ci', '--yes', '--by', 'Ada'], {cwd: root})).toMatchObject({code: 2});
		expect(execFileSync('cat', [join(root, '.shipworthy/answers/ops-no-ci.yaml')], {encoding: 'utf8'})).toBe(broken);
	});
});

describe('help', () => {
	test.each([[[]], [['scan']], [['explain']], [['checks']], [['answer']], [['accept']]])(
		'%j --help fits 80 columns and goes to standard output',
		words => {
			const {code, out, err} = shipworthy([...words, '--help']);
			expect([code, err]).toEqual([0, '']);
			expect(out.split('\n').filter(line => line.length > 80)).toEqual([]);
			expect(shipworthy([...words, '--version']).out).toMatch(/^\d+\.\d+\.\d+\n$/u);
		},
	);
});
