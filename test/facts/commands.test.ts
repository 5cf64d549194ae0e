import {expect, test} from 'vitest';
import {scriptLines, simplesIn} from '../../source/facts/commands/simple.ts';
import {type Stage, stageOf} from '../../source/facts/commands/stage.ts';
import {type Command, expanded} from '../../source/facts/commands.ts';
import {inMemory} from '../../source/repository/repository.ts';
import {factsOf} from '../support/facts.ts';

const commandsIn = (files: Readonly<Record<string, string>>): readonly Command[] => factsOf(inMemory(files)).commands;
const runs = (command: string, files: Readonly<Record<string, string>>, folder = '.'): readonly string[] =>
	expanded({command, folder, path: 'ci.yml', line: 1, text: command}, commandsIn(files)).map(
		run => `${run.stage} ${run.command}${run.ignored ? ' (ignored)' : ''}`,
	);

test.each<[string, Stage]>([
	['npm ci', 'install'],
	['pip install pytest', 'install'],
	['npx playwright install --with-deps', 'install'],
	['npx playwright test', 'test'],
	['uv run pytest -q', 'test'],
	['./gradlew check', 'test'],
	['tsc --noEmit', 'lint'],
	['prettier . --check', 'lint'],
	['prettier --write .', 'other'],
	['bun run build', 'build'],
	['docker build -t shop .', 'build'],
	['docker push shop:1', 'deploy'],
	['prisma migrate deploy', 'deploy'],
	['echo "jest is slow"', 'other'],
	['node dist/server.js', 'start'],
	['npm run test:unit', 'test'],
	['make lint', 'lint'],
	['echo "Error: no test specified" && exit 1', 'other'],
])('%s is for: %s', (command, stage) => {
	expect(stageOf(command)).toBe(stage);
});

test.each<[string, readonly string[]]>([
	['a && b || true', ['a!', 'b!', 'true']],
	['a || exit 1', ['a', 'exit 1']],
	['a || echo failed', ['a!', 'echo failed']],
	["sh -c 'a || true'; b", ["sh -c 'a || true'", 'b']],
	['a; b || :', ['a', 'b!', ':']],
	['a || echo no && exit 1', ['a', 'echo no', 'exit 1']],
	['a 2>&1 | tee log', ['a 2>&1', 'tee log']],
])('%s is split, and knows what swallows its failure', (line, wanted) => {
	expect(simplesIn(line).map(({text, ignored}) => `${text}${ignored ? '!' : ''}`)).toEqual(wanted);
});

test('script lines follow cd, join what is continued and leave comments and here-documents out', () => {
	const text = '# no\ncd api\nnpm test \\\n  --silent\ncat <<EOF\njest\nEOF\nif [ -f x ]; then\n  make\nfi\nif ! npm run lint; then\n';
	expect(scriptLines(text, '.')).toEqual([
		{text: 'npm test  --silent', offset: 2, folder: 'api'},
		{text: 'cat <<EOF', offset: 4, folder: 'api'},
		{text: 'make', offset: 8, folder: 'api'},
		{text: 'npm run lint', offset: 10, folder: 'api'},
	]);
});

const node = {
	'package.json':
		'{"scripts": {"pretest": "eslint .", "test": "vitest run", "ci": "run-s lint:* && npm test", "lint:a": "tsc", "lint:b": "biome check"}}',
};

test.each<[string, readonly string[]]>([
	['npm test', ['lint eslint .', 'test vitest run']],
	['npm run ci', ['lint tsc', 'lint biome check', 'lint eslint .', 'test vitest run']],
	['npm test || true', ['lint eslint . (ignored)', 'test vitest run (ignored)', 'other true']],
	['npm run nothing --if-present', []],
	['CI=true npx cross-env X=1 npm test', ['lint eslint .', 'test vitest run']],
])('%s is followed to what runs', (command, wanted) => {
	expect(runs(command, node)).toEqual(wanted);
});

test('a script that calls itself ends', () => {
	expect(runs('npm run a', {'package.json': '{"scripts": {"a": "npm run b", "b": "npm run a"}}'})).toEqual([]);
});

test('workspaces, folders, make targets and shell files are followed', () => {
	const files = {
		'package.json': '{"scripts": {"test": "turbo run test"}}',
		'api/package.json': '{"name": "@shop/api", "scripts": {"test": "jest"}}',
		'web/package.json': '{"name": "@shop/web", "scripts": {"test": "vitest"}}',
		Makefile: 'check: lint\n\t./scripts/all.sh\nlint:\n\truff check .\n',
		'scripts/all.sh': 'cd api\nnpm test\n',
	};
	expect(runs('npm test', files)).toEqual(['test jest', 'test vitest']);
	expect(runs('pnpm --filter @shop/web test', files)).toEqual(['test vitest']);
	expect(runs('cd api && npm test', files)).toEqual(['test jest']);
	expect(runs('npm --prefix web test', files)).toEqual(['test vitest']);
	expect(runs('make check', files)).toEqual(['lint ruff check .', 'test jest']);
});

test('the commands of images, compose files and platforms are found with their lines and forms', () => {
	const found = commandsIn({
		Dockerfile: 'FROM node AS build\nRUN npm ci && \\\n  npm run build\nFROM node\nENTRYPOINT ["tini", "--"]\nCMD npm start\n',
		'compose.yaml': 'services:\n  web:\n    command: ["node", "app.js"]\n  job:\n    command: npm run job\n',
		Procfile: 'web: gunicorn app:app\nrelease: ./manage.py migrate\n',
		'render.yaml': 'services:\n  - rootDir: api\n    buildCommand: npm run build\n    startCommand: npm start\n',
		'fly.toml': '[deploy]\nrelease_command = "npx prisma migrate deploy"\n[processes]\nworker = "node worker.js"\n',
		'vercel.json': '{\n  "buildCommand": "npm run build"\n}',
		'railway.json': '{"deploy": {"startCommand": "npm start"}}',
	});
	const shown = found.map(({path, line, name, stage, form, final, folder, command}) =>
		[
			path,
			line,
			name,
			stage,
			command,
			...(form ? [form] : []),
			...(final === undefined ? [] : [final]),
			...(folder === '.' ? [] : [folder]),
		].join(' '),
	);
	expect(shown.sort()).toEqual(
		[
			'Dockerfile 2 RUN build npm ci &&  npm run build shell false',
			'Dockerfile 5 ENTRYPOINT start tini -- exec true',
			'Dockerfile 6 CMD start npm start shell true',
			'Procfile 1 web start gunicorn app:app',
			'Procfile 2 release deploy ./manage.py migrate',
			'compose.yaml 3 web start node app.js exec',
			'compose.yaml 5 job start npm run job shell',
			'fly.toml 2 release_command deploy npx prisma migrate deploy',
			'fly.toml 4 worker start node worker.js',
			'railway.json 1 startCommand start npm start',
			'render.yaml 3 buildCommand build npm run build api',
			'render.yaml 4 startCommand start npm start api',
			'vercel.json 2 buildCommand build npm run build',
		].sort(),
	);
});

test('a CI step gives a command for each line, in its folder', () => {
	const found = commandsIn({
		'.github/workflows/ci.yml':
			'on: push\njobs:\n  a:\n    steps:\n      - name: T\n        working-directory: api\n        run: |\n          npm ci\n          npm test\n',
	});
	expect(found.map(({line, folder, name, job, stage, command}) => ({line, folder, name, job, stage, command}))).toEqual([
		{line: 8, folder: 'api', name: 'T', job: 'a', stage: 'install', command: 'npm ci'},
		{line: 9, folder: 'api', name: 'T', job: 'a', stage: 'test', command: 'npm test'},
	]);
});
