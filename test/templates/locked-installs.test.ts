import {describe, expect, it} from 'vitest';
import {closesTheLoop, groundFor} from './applied.ts';

const lock = JSON.stringify({
	name: 'shop',
	lockfileVersion: 3,
	packages: {'': {name: 'shop', dependencies: {express: '5.1.0'}}, 'node_modules/express': {version: '5.1.0'}},
});
const shop = {
	'package.json': '{"name": "shop", "private": true, "dependencies": {"express": "5.1.0"}}',
	'package-lock.json': lock,
	'server.js': "import express from 'express';\n\nexpress().listen(3000);\n",
};
const image = (install: string): string => `FROM node:22-slim\nWORKDIR /app\nCOPY . .\nRUN ${install}\nCMD ["node", "server.js"]\n`;

describe('the loop of locked installs', () => {
	it.each([
		['an image', {Dockerfile: image('npm install')}, 'Dockerfile', 'RUN npm ci\n'],
		['an image, behind another command', {Dockerfile: image('apt-get update && npm i')}, 'Dockerfile', '&& npm ci\n'],
		[
			'a pipeline',
			{
				'.github/workflows/ci.yml':
					'on: push\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout@v4\n      - run: npm install # all of it\n      - run: npm test\n',
			},
			'.github/workflows/ci.yml',
			'- run: npm ci # all of it\n',
		],
	])('closes for %s', async (_, files, path, line) => {
		await closesTheLoop(
			'locked-installs',
			'sec-dependency-integrity',
			{...shop, ...files},
			{
				run: ground => expect(ground.text(path)).toContain(line),
			},
		);
	});

	it('leaves an install that names packages to a person, and says where', () => {
		const plan = groundFor('locked-installs', {...shop, Dockerfile: image('npm install -g pm2')}).plan();
		expect(plan.files).toEqual([]);
		expect(plan.closes).toEqual([]);
		expect(plan.after.join(' ')).toContain('Dockerfile:4 still says npm install -g pm2');
	});
});
