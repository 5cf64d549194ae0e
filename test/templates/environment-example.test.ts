import {execFileSync, spawnSync} from 'node:child_process';
import {rmSync} from 'node:fs';
import {join} from 'node:path';
import {parseEnv} from 'node:util';
import {describe, expect, it} from 'vitest';
import probe from '../../source/probes/operational-readiness/ops-env-contract.ts';
import {environmentProblem} from '../../source/scaffold/validators/environment.ts';
import {closesTheLoop} from './applied.ts';
import {factsIn, planFor} from './repositories.ts';

const path = '.env.example';
const shop = {
	'package.json': '{"name": "shop", "dependencies": {"express": "5.1.0", "stripe": "17.0.0"}}',
	'src/server.js': `import express from 'express';
import Stripe from 'stripe';
const stripe = new Stripe(process.env.STRIPE_SECRET_KEY);
const app = express();
app.post('/pay', (request, response) => response.json(stripe.charges.list()));
app.listen(process.env.LISTEN_ON ?? 3000);
if (!process.env.PUBLIC_ADDRESS) throw new Error('no address');
`,
};
const pages = {
	'requirements.txt': 'flask==3.1.0\n',
	'app.py': `import os
from flask import Flask
app = Flask(__name__)
app.secret_key = os.environ["SESSION_SECRET"]
PLACE = os.environ["UPLOAD_PLACE"]
`,
};

describe.each([
	['an Express app', shop, ['LISTEN_ON', 'PUBLIC_ADDRESS', 'STRIPE_SECRET_KEY']],
	['a Flask app', pages, ['SESSION_SECRET', 'UPLOAD_PLACE']],
])('the list of settings of %s', (_, files, names) => {
	const [file] = planFor('environment-example', files).files;

	it('names every setting that the code reads, without a value', () => {
		expect(parseEnv(file?.text ?? '')).toEqual(Object.fromEntries(names.map(name => [name, ''])));
	});

	it('closes the gap, and says the same when it is planned again', () => {
		expect(probe(factsIn(files)).outcome).toBe('gap');
		const written = {...files, [path]: file?.text ?? ''};
		expect(probe(factsIn(written))).toMatchObject({outcome: 'pass'});
		expect(planFor('environment-example', written).files[0]).toMatchObject({text: file?.text});
	});
});

it('says which settings are credentials, where each is read and which must be there', () => {
	const text = planFor('environment-example', shop).files[0]?.text ?? '';
	expect(text.indexOf('# Credentials')).toBeLessThan(text.indexOf('STRIPE_SECRET_KEY='));
	expect(text.indexOf('# Everything else')).toBeLessThan(text.indexOf('LISTEN_ON='));
	expect(text).toContain('# src/server.js:3, and without it something breaks\nSTRIPE_SECRET_KEY=');
	expect(text).toContain('# src/server.js:6\nLISTEN_ON=');
});

describe('where git leaves every file of settings out', () => {
	it.each([['.env*\n'], ['node_modules\n\n# secrets\n**/.env.*'], ['/.env*\n!.env.sample\n']])('lets the list in: %j', async gitignore => {
		await closesTheLoop(
			'environment-example',
			'ops-env-contract',
			{...shop, '.gitignore': gitignore},
			{
				run: ({root, text}) => {
					execFileSync('git', ['init', '--quiet'], {cwd: root});
					const kept = (path: string): boolean => spawnSync('git', ['check-ignore', '--quiet', path], {cwd: root}).status === 1;
					expect(text('.gitignore').startsWith(gitignore)).toBe(true);
					expect(kept(path)).toBe(true);
					expect(kept('.env.production')).toBe(false);
					rmSync(join(root, '.git'), {recursive: true});
				},
			},
		);
	});

	it('changes nothing where git has it already', () => {
		const own = {...shop, '.gitignore': '.env\n.env.*\n!.env.example\n'};
		expect(planFor('environment-example', own).files.map(file => file.path)).toEqual([path]);
	});
});

it('is not written where the code reads nothing', () => {
	expect(planFor('environment-example', {'package.json': '{"dependencies": {"express": "5.1.0"}}'}).files).toEqual([]);
});

it.each([
	['a line that is no setting', 'A=\nhello\n', 'neither'],
	['a name twice', 'A=\nB=\nA=\n', 'twice'],
	['an indented name', '  A=1\n', 'neither'],
])('the checker refuses %s', (_, text, said) => {
	expect(environmentProblem(text)).toContain(said);
	expect(environmentProblem('# fine\nA=\nB=1\n')).toBeUndefined();
});

describe('a list of somebody’s own', () => {
	const listed = {...shop, [path]: '# Ours.\nPUBLIC_ADDRESS=\n'};

	it('is added to at its end, and nothing in it changes', async () => {
		await closesTheLoop('environment-example', 'ops-env-contract', listed, {
			run: ground => expect(ground.text(path)).toBe('# Ours.\nPUBLIC_ADDRESS=\n\n# Read by the code as well.\nSTRIPE_SECRET_KEY=\n'),
		});
	});
});
