import {beforeAll, describe, expect, test} from 'vitest';
import {assess} from '../../../source/assessment/assess.ts';
import {checklists} from '../../../source/checklists/checklists.ts';
import {ask} from '../../../source/probes/ask.ts';
import {noDecisions} from '../../../source/record/decision.ts';
import {json} from '../../../source/reports/json.ts';
import {markdown} from '../../../source/reports/markdown.ts';
import {text as plain} from '../../../source/reports/text.ts';
import {inMemory} from '../../../source/repository/repository.ts';
import {factsOf} from '../../support/facts.ts';
import {dummies, runsOf, supabaseToken} from './dummies.ts';

/** A repository that holds the text wherever a finding, a fact or a sentence might repeat a line. */
const repositoryWith = (secret: string, text: string): Record<string, string> => {
	const line = text.replaceAll('\n', '\\n');
	return {
		'package.json': JSON.stringify(
			{
				name: 'orders',
				scripts: {start: `node src/server.js --key ${line}`, build: `npm install --token=${line}`, deploy: `deploy '${line}'`},
				dependencies: {
					express: '4.19.2',
					'@supabase/supabase-js': '2.43.0',
					pad: `git+https://key:${encodeURIComponent(secret)}@github.com/someone/pad.git`,
				},
			},
			undefined,
			2,
		),
		'.env': `API_KEY=${line}\n`,
		'.env.example': `API_KEY=${line}\n`,
		'keys.txt': `${text}\n`,
		'README.md': `# Orders ${line}\n\nReport vulnerabilities to security@orders-shop.net ${line}\n\n| Service | When it is down |\n| --- | --- |\n| API ${line} | ${line} |\n`,
		'SECURITY.md': `Write to security@orders-shop.net ${line}\n\nCritical holes are fixed within 7 days ${line}\n`,
		Dockerfile: `FROM node:22\nENV API_KEY=${line}\nRUN npm install --token=${line}\nCMD ["node", "src/server.js", "${line}"]\n`,
		'docker-compose.yml': `services:\n  api:\n    environment:\n      API_KEY: ${line}\n    command: node src/server.js ${line}\n`,
		'.github/workflows/check.yml': `on: [push]\njobs:\n  check:\n    runs-on: ubuntu-latest\n    steps:\n      - run: npm install --token=${line}\n      - run: npm test -- ${line}\n`,
		'src/server.js': `const express = require('express'); const key = "${line}";\nconst app = express('${line}');\napp.get('/health', check, '${line}');\napp.post('/orders/${line}', create);\nconsole.log('started', "${line}");\napp.listen(3000, "${line}");\n`,
		'src/db.js': `import {createClient} from '@supabase/supabase-js'; // ${line}\nexport const db = createClient('https://orders.supabase.co', "${line}");\n`,
		'test/orders.test.js': `test('orders ${line}', () => expect(answer.status).toBe(404, "${line}"));\n`,
	};
};

const lists = checklists();

async function reportsOf(files: Record<string, string>): Promise<readonly string[]> {
	const facts = factsOf(inMemory(files));
	const assessment = assess({
		checklists: lists,
		findings: await ask(lists, facts),
		decisions: noDecisions,
		context: {},
		today: '2026-11-20',
		packages: facts.packages.map(({path}) => ({path, shipped: true})),
	});
	const reported = {
		assessment,
		facts: facts.stack,
		repository: {name: 'orders', packages: ['.'], skipped: facts.notRead},
		version: '0.0.0',
	};
	return [JSON.stringify(facts.files.map(({secrets}) => secrets)), json(reported), markdown(reported), plain(reported)];
}

const supabase = supabaseToken({iss: 'supabase', role: 'service_role'});
const all = [
	...dummies.filter(({weight}) => weight !== 'publishable'),
	{what: "Supabase's service-role key", secret: supabase, text: supabase},
	{
		what: 'a password in an address',
		secret: 'plum-Cobweb-91-barge',
		text: 'postgres://orders:plum-Cobweb-91-barge@orders-db.fra.cloudhost.net:5432/orders',
	},
];

describe('No report, and no fact about a secret, holds more of it than its first four characters', () => {
	let empty: readonly string[] = [];
	beforeAll(async () => {
		empty = await reportsOf(repositoryWith('', ''));
	});

	test.each(all.map(one => [one.what, one] as const))('%s', async (_what, {secret, text}) => {
		const reports = await reportsOf(repositoryWith(secret, text));
		const usual = empty.join('\n');
		const leaked = runsOf(secret).filter(run => reports.some(report => report.includes(run)) && !usual.includes(run));
		expect(leaked).toEqual([]);
	});
});
