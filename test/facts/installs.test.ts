import {describe, expect, test} from 'vitest';
import {looseInstalls} from '../../source/facts/dependencies/installs.ts';
import {inMemory} from '../../source/repository/repository.ts';
import {factsOf} from '../support/facts.ts';

const found = (files: Record<string, string>, berry = false) =>
	looseInstalls(factsOf(inMemory({'package.json': '{"name": "shop"}', ...files})).commands, {
		berry,
		managers: new Set(['npm', 'yarn', 'pnpm', 'bun']),
	}).map(({how}) => how);
const inImage = (command: string, berry = false) => found({Dockerfile: `FROM node:22\nRUN ${command}\n`}, berry);
const inCi = (command: string, berry = false) =>
	found(
		{'.github/workflows/check.yml': `on: [push]\njobs:\n  check:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${command}\n`},
		berry,
	);

describe('Installs in an image', () => {
	test.each([
		['npm install', 'unlocked'],
		['npm i --omit=dev', 'unlocked'],
		['apt-get update && npm install', 'unlocked'],
		['yarn', 'unlocked'],
		['yarn install --production', 'unlocked'],
		['bun install', 'unlocked'],
		['pip install .', 'unlocked'],
		['pnpm install --no-frozen-lockfile', 'unlocked'],
		['pnpm install', 'lenient'],
		['uv sync', 'lenient'],
		['npm install -g serve', 'added'],
		['npm install terser', 'added'],
		['pip install gunicorn', 'added'],
		['npx serve@latest', 'added'],
		['npm ci', undefined],
		['npm install -g npm@10.8.1', undefined],
		['npm install -g serve@14.2.1', undefined],
		['npm install --package-lock-only', undefined],
		['yarn install --frozen-lockfile', undefined],
		['yarn --immutable', undefined],
		['yarn build', undefined],
		['pnpm install --frozen-lockfile', undefined],
		['bun install --frozen-lockfile', undefined],
		['uv sync --locked', undefined],
		['pip install -r requirements.txt', undefined],
		['pip install --upgrade pip', undefined],
		['pip install gunicorn==21.2.0', undefined],
		['pip install --require-hashes -r requirements.txt', undefined],
		['npm run install-all', undefined],
		['echo npm install', undefined],
	])('%s', (command, how) => expect(inImage(command)).toEqual(how === undefined ? [] : [how]));
});

describe('Installs in CI', () => {
	test.each([
		['npm install', false, 'unlocked'],
		['yarn install', false, 'unlocked'],
		['yarn install', true, undefined],
		['pnpm install', false, undefined],
		['npm ci', false, undefined],
		['npm install -g vercel', false, undefined],
		['pip install ruff', false, undefined],
	] as const)('%s, yarn newer: %s', (command, berry, how) => expect(inCi(command, berry)).toEqual(how === undefined ? [] : [how]));
});

describe('Places where an install may do as it likes', () => {
	test.each(['.devcontainer/Dockerfile', 'Dockerfile.dev', 'docker/test/Dockerfile', 'examples/Dockerfile'])('%s', path =>
		expect(found({[path]: 'FROM node:22\nRUN npm install\n'})).toEqual([]),
	);
});
