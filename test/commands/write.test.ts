import {readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {folderWith} from '../repository/folder.ts';
import {contents} from '../scaffold/grounds.ts';
import {shipworthy} from './run.ts';

const shop = {
	'package.json':
		'{"name": "shop", "private": true, "scripts": {"test": "node --test"}, "dependencies": {"express": "5.1.0", "pg": "8.0.0"}}',
	'src/server.js':
		"import express from 'express';\nimport pg from 'pg';\nconst pool = new pg.Pool({connectionString: process.env.DATABASE_URL});\nconst app = express();\napp.get('/', async (request, response) => response.json(await pool.query('select 1')));\napp.listen(3000);\n",
};
const settings = '.env.example';

describe('shipworthy write', () => {
	test('without a template lists what fits, with what it asks', () => {
		const {code, out} = shipworthy(['write', folderWith(shop)]);
		expect(code).toBe(0);
		expect(out).toContain('environment-example: A list of every setting that the code reads\n  1 file, closes ops-env-contract\n');
		expect(out).toContain('  --say owner="…"   Who looks after this system?');
	});

	test('shows the plan and every change, and writes nothing, with --dry-run', () => {
		const folder = folderWith(shop);
		const before = contents(folder);
		const {code, out} = shipworthy(['write', 'environment-example', folder, '--dry-run']);
		expect(code).toBe(0);
		expect(out).toContain(`new       ${settings}`);
		expect(out).toContain('+DATABASE_URL=');
		expect(contents(folder)).toEqual(before);
	});

	test('the plan as JSON holds the bytes that would be written', () => {
		const folder = folderWith(shop);
		const plan = JSON.parse(shipworthy(['write', 'environment-example', folder, '--dry-run', '--format', 'json']).out);
		expect(plan).toMatchObject({
			template: 'environment-example',
			closes: ['ops-env-contract'],
			files: [{path: settings, action: 'create'}],
		});
		shipworthy(['write', 'environment-example', folder]);
		expect(readFileSync(join(folder, settings), 'utf8')).toBe(plan.files[0].text);
	});

	test('writes, looks again, and undo takes every byte back', () => {
		const folder = folderWith(shop);
		const before = contents(folder);
		const {code, out} = shipworthy(['write', 'environment-example', folder]);
		expect(code).toBe(0);
		expect(out).toContain('Looked again: ops-env-contract is closed.');
		expect(shipworthy(['write', 'environment-example', folder]).out).toContain('Nothing was written');
		expect(shipworthy(['undo', folder]).out).toBe(`Taken back: environment-example.\n  gone again  ${settings}\n`);
		expect(contents(folder)).toEqual(before);
		expect(shipworthy(['undo', folder])).toMatchObject({code: 2, err: 'Nothing was written here that could be taken back.\n'});
	});

	test('what was said is remembered for the next time', () => {
		const folder = folderWith(shop);
		shipworthy(['write', 'runbooks', folder, '--say', 'owner=Ada', '--without', 'docs/runbooks/restore.md']);
		expect(readFileSync(join(folder, 'docs/runbooks/README.md'), 'utf8')).toContain('Ada');
		const again = JSON.parse(shipworthy(['write', 'runbooks', folder, '--dry-run', '--format', 'json']).out);
		const actions = Object.fromEntries(again.files.map(({path, action}: {path: string; action: string}) => [path, action]));
		expect(actions).toMatchObject({'docs/runbooks/README.md': 'same', 'docs/runbooks/restore.md': 'create'});
	});

	test.each([
		[['write', 'runbook'], 'Did you mean runbooks?'],
		[['write', 'ci'], 'Did you mean ci-security or ci-workflow?'],
		[['write', 'runbooks', '--dryrun'], 'Did you mean --dry-run?'],
		[['write', 'supabase-errors'], 'supabase-errors does not fit here: no sign of'],
		[['write', 'runbooks', '.', '--say', 'ownr=Ada'], '--say takes one of owner=…, contact=…, site=…'],
		[['write', 'environment-example', '.', '--say', 'owner=Ada'], 'asks nothing'],
		[['write', 'runbooks', '.', '--say', 'site=nowhere'], 'must be like https://shop.test'],
		[['write', 'runbooks', '.', '--without', 'docs/other.md'], 'is not a file of this plan'],
		[['write', 'runbooks', '.', 'another'], 'One template and one folder at a time'],
		[['undo', '.', 'another'], 'One folder at a time'],
		[['update', '/nowhere/at/all'], 'does not exist'],
	])('%j is answered with what to do', (words, said) => {
		const {code, err} = shipworthy(words, {cwd: folderWith(shop)});
		expect(code).toBe(2);
		expect(err).toContain(said);
	});
});

describe('shipworthy update', () => {
	test('brings news in beside what a person edited, and says so where nothing is new', () => {
		const folder = folderWith(shop);
		expect(shipworthy(['update', folder]).out).toContain('Nothing was generated here yet');
		shipworthy(['write', 'environment-example', folder]);
		expect(shipworthy(['update', folder]).out).toContain('Everything that was generated says what it would say today');
		const path = join(folder, settings);
		writeFileSync(path, `# Ask Ada for the values.\n${readFileSync(path, 'utf8')}`);
		const server = join(folder, 'src/server.js');
		writeFileSync(server, `${readFileSync(server, 'utf8')}if (!process.env.ZONE) throw new Error('no zone');\n`);
		expect(shipworthy(['update', folder, '--dry-run']).out).toContain('+ZONE=');
		expect(readFileSync(path, 'utf8')).not.toContain('ZONE=');
		expect(shipworthy(['update', folder]).out).toContain(`merge     ${settings}`);
		expect(readFileSync(path, 'utf8')).toMatch(/^# Ask Ada for the values\.\n[\s\S]*ZONE=/u);
	});

	test('a file that a person deleted stays deleted', () => {
		const folder = folderWith(shop);
		shipworthy(['write', 'environment-example', folder]);
		rmSync(join(folder, settings));
		shipworthy(['update', folder]);
		expect(Object.keys(contents(folder))).not.toContain(settings);
	});
});
