// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of shells is what is tested here
import {describe, expect, it} from 'vitest';
import {dockerfileProblem} from '../../source/scaffold/validators/dockerfile.ts';
import {wireDockerfile} from '../../source/scaffold/wiring/dockerfile.ts';
import {closesTheLoop, groundFor} from './applied.ts';
import {planFor, repositories} from './repositories.ts';

type Files = Readonly<Record<string, string>>;

const manifest = (more: object): string => JSON.stringify({name: 'shop', ...more}, null, 2);
const server = `import express from 'express';
const app = express();
app.get('/healthz', (request, response) => response.json({ok: true}));
const port = Number(process.env.PORT ?? 3000);
app.listen(port);
`;
const built = {
	scripts: {build: 'tsc', start: 'node dist/server.js'},
	dependencies: {express: '5.1.0'},
	devDependencies: {typescript: '5.9.3'},
};
const withNode = (lock: string, more: Files = {}, extra: object = {}): Files => ({
	'package.json': manifest({type: 'module', ...built, ...extra}),
	[lock]: '{}',
	'fly.toml': "app = 'shop'\n",
	'src/server.ts': server,
	...more,
});
const next = (config: string, more: Files = {}): Files => ({
	'package.json': manifest({scripts: {build: 'next build', start: 'next start'}, dependencies: {next: '15.1.0', react: '19.0.0'}}),
	'package-lock.json': '{}',
	'compose.yaml': 'services:\n  web:\n    build: .\n',
	'next.config.mjs': config,
	'app/page.tsx': 'export default function Page() { return null; }\n',
	...more,
});
const fastapi = 'from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/health")\ndef health():\n    return {"ok": True}\n';

/** Programs that are started in a container, and lines that their image must have. */
const programs: Readonly<Record<string, {readonly files: Files; readonly lines: readonly string[]}>> = {
	npm: {
		files: withNode('package-lock.json'),
		lines: [
			'COPY package.json package-lock.json ./',
			'RUN --mount=type=cache,target=/root/.npm npm ci',
			'RUN --mount=type=cache,target=/root/.npm npm run build',
			'RUN --mount=type=cache,target=/root/.npm npm prune --omit=dev',
			'USER 1000',
			'CMD ["node", "dist/server.js"]',
		],
	},
	pnpm: {
		files: withNode('pnpm-lock.yaml', {'.npmrc': 'save-exact=true\n'}, {packageManager: 'pnpm@9.1.0'}),
		lines: ['RUN corepack enable', 'COPY package.json pnpm-lock.yaml .npmrc ./', 'CMD ["node", "dist/server.js"]'],
	},
	'yarn of old': {
		files: withNode('yarn.lock'),
		lines: ['RUN --mount=type=cache,target=/usr/local/share/.cache/yarn yarn install --frozen-lockfile'],
	},
	'yarn of today': {
		files: withNode('yarn.lock', {'.yarnrc.yml': 'nodeLinker: node-modules\n'}, {packageManager: 'yarn@4.5.0'}),
		lines: ['ENV YARN_NODE_LINKER=node-modules', 'RUN --mount=type=cache,target=/root/.yarn/berry/cache yarn install --immutable'],
	},
	'npm without anything to build, and a version that is asked for': {
		files: {
			...withNode('package-lock.json'),
			'package.json': manifest({scripts: {start: 'NODE_ENV=production node server.js'}, engines: {node: '24.x'}}),
			'server.js': "require('node:http').createServer((q, s) => s.end('ok')).listen(8080);\n",
		},
		lines: ['FROM node:24-bookworm-slim AS build', 'CMD ["node", "server.js"]'],
	},
	'Next.js that stands by itself': {
		files: next("/** @type {import('next').NextConfig} */\nconst config = {output: 'standalone'};\nexport default config;\n", {
			'public/logo.svg': '<svg/>',
		}),
		lines: [
			'COPY --from=build --chown=1000:1000 /app/.next/standalone ./',
			'COPY --from=build /app/public ./public',
			'ENV HOSTNAME=0.0.0.0',
			'CMD ["node", "server.js"]',
		],
	},
	'Next.js as it comes': {
		files: next('export default {};\n'),
		lines: ['COPY --from=build --chown=1000:1000 /app ./', 'CMD ["node_modules/.bin/next", "start"]'],
	},
	'FastAPI with pip': {
		files: {
			'requirements.txt': 'fastapi==0.115.0\nuvicorn==0.32.0\n',
			'app/main.py': fastapi,
			'compose.yaml': 'services:\n  api:\n    build: .\n',
		},
		lines: [
			'COPY requirements*.txt ./',
			'COPY --from=build /venv /venv',
			'USER 10001',
			'CMD ["sh", "-c", "exec uvicorn --host 0.0.0.0 --port ${PORT:-8000} app.main:app"]',
		],
	},
	'FastAPI with uv': {
		files: {
			'pyproject.toml': '[project]\nname = "api"\nversion = "0.1.0"\ndependencies = ["fastapi[standard]"]\n',
			'uv.lock': 'version = 1\n',
			'main.py': fastapi,
			'fly.toml': "app = 'api'\n",
		},
		lines: [
			'RUN --mount=type=cache,target=/root/.cache/uv uv sync --locked --no-dev --no-install-project',
			'ENV PATH=/app/.venv/bin:$PATH',
		],
	},
	'Flask with Poetry': {
		files: {
			'pyproject.toml': '[tool.poetry]\nname = "api"\n[tool.poetry.dependencies]\npython = "^3.11"\nflask = "3.0.0"\ngunicorn = "23.0.0"\n',
			'poetry.lock': '',
			'app.py': 'from flask import Flask\n\napp = Flask(__name__)\n',
			'fly.toml': "app = 'api'\n",
		},
		lines: [
			'RUN --mount=type=cache,target=/root/.cache/pypoetry poetry install --only main --no-root --no-interaction',
			'CMD ["sh", "-c", "exec gunicorn --bind 0.0.0.0:${PORT:-8000} app:app"]',
		],
	},
	'Django with pip': {
		files: {
			'requirements.txt': 'Django==5.1\ngunicorn==23.0.0\n',
			'manage.py': 'import django\n',
			'shop/settings.py': 'INSTALLED_APPS = ["shop"]\n',
			'shop/wsgi.py': 'from django.core.wsgi import get_wsgi_application\n\napplication = get_wsgi_application()\n',
			'fly.toml': "app = 'shop'\n",
		},
		lines: ['CMD ["sh", "-c", "exec gunicorn --bind 0.0.0.0:${PORT:-8000} shop.wsgi:application"]'],
	},
};

describe.each(Object.entries(programs))('the image of %s', (_, {files, lines}) => {
	const plan = planFor('dockerfile', files);
	const text = plan.files.find(({path}) => path === 'Dockerfile')?.text ?? '';

	it('is accepted by the checker, and has what it needs', () => {
		expect(plan.validated.filter(({problem}) => problem !== undefined)).toEqual([]);
		expect(text.split('\n')).toEqual(expect.arrayContaining([...lines]));
		expect(plan.closes).toEqual(['ops-container-hygiene', 'ops-unpinned-runtime']);
	});

	it('is one that the check passes, and goes away again', async () => {
		const ground = groundFor('dockerfile', files);
		ground.write();
		expect(await ground.finding('ops-container-hygiene')).toMatchObject({outcome: 'pass'});
		expect(await ground.finding('ops-unpinned-runtime')).toMatchObject({outcome: 'pass'});
		expect(ground.plan().files.every(({action}) => action === 'same')).toBe(true);
		ground.undo();
	});
});

describe('a health check', () => {
	const text = (files: Files): string => planFor('dockerfile', files).files.find(({path}) => path === 'Dockerfile')?.text ?? '';

	it('asks the route that is known, at the port that is known', () => {
		expect(text(programs.npm?.files ?? {})).toContain("fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/healthz')");
		expect(text(programs['FastAPI with pip']?.files ?? {})).toContain("os.environ.get('PORT', '8000') + '/health'");
	});

	it('is left out where no route or no port is known', () => {
		expect(text(programs['Flask with Poetry']?.files ?? {})).not.toContain('HEALTHCHECK');
		expect(text(withNode('package-lock.json', {'src/server.ts': server.replace('?? 3000', '?? fallback()')}))).not.toContain('HEALTHCHECK');
	});
});

describe('no image is written', () => {
	it.each([
		['without a lockfile', {...withNode('x'), x: ''}, 'there is no lockfile'],
		[
			'for a start of several programs',
			withNode('package-lock.json', {}, {scripts: {start: 'prisma migrate deploy && node dist/server.js'}}),
			'more than start one program',
		],
		[
			'for a start that is one for development',
			withNode('package-lock.json', {}, {scripts: {start: 'vite'}}),
			'does not know how that is started',
		],
		[
			'for a server of development that Flask brings',
			{'requirements.txt': 'flask==3.0.0\n', 'app.py': 'from flask import Flask\napp = Flask(__name__)\n', 'fly.toml': ''},
			'gunicorn is not among its dependencies',
		],
		[
			'for a program that is moved to production by a tool for development',
			withNode('package-lock.json', {}, {scripts: {start: 'tsx src/server.ts'}, devDependencies: {tsx: '4.0.0'}}),
			'move it to "dependencies"',
		],
	])('%s, and it is said why', (_, files, because) => {
		const plan = planFor('dockerfile', files);
		expect(plan.files.map(({path}) => path)).not.toContain('Dockerfile');
		expect(plan.closes).not.toContain('ops-container-hygiene');
		expect(plan.after.join(' ')).toContain(because);
	});

	it('where a platform builds it by itself: only the version is written down', () => {
		const plan = planFor(
			'dockerfile',
			{...withNode('package-lock.json'), 'fly.toml': '', 'vercel.json': '{}'},
			{version: 'v24.3.0', container: 'no'},
		);
		expect(plan.files.map(({path, text}) => `${path} ${text.trim()}`)).toEqual(['.nvmrc 24']);
	});
});

it.each([
	['Node.js', {'package.json': manifest(built), 'package-lock.json': '{}', 'src/server.ts': server}],
	['Python', {'requirements.txt': 'flask==3.0.0\n', 'app.py': 'from flask import Flask\napp = Flask(__name__)\n'}],
])('a version that no file of %s named is written down, and closes that gap', async (_, files) => {
	await closesTheLoop('dockerfile', 'ops-unpinned-runtime', files);
});

describe('a Dockerfile that is there', () => {
	const shop = {
		'package.json': manifest({...built, engines: {node: '22.x'}}),
		'package-lock.json': '{}',
		'src/server.ts': server,
		'.env.example': 'DATABASE_URL=\n',
	};
	it.each([
		[
			'of Node.js, as root and of no version',
			'FROM node:alpine\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build\nEXPOSE 3000\nCMD ["node", "dist/server.js"]\n',
			'FROM node:22-alpine',
		],
		[
			'of two stages',
			'FROM node:22 AS build\nWORKDIR /src\nCOPY . .\nRUN npm ci && npm run build\n\nFROM node:22-slim\nWORKDIR /app\nCOPY --from=build /src ./\n# starts it\nENTRYPOINT ["node"]\nCMD ["dist/server.js"]',
			'USER node\nENTRYPOINT ["node"]',
		],
	])('%s is mended, and the gap closes', async (_, dockerfile, line) => {
		await closesTheLoop(
			'dockerfile',
			'ops-container-hygiene',
			{...shop, Dockerfile: dockerfile},
			{
				run: ({text}) => {
					expect(text('Dockerfile')).toContain(line);
					expect(text('Dockerfile')).toContain('USER node\n');
					expect(text('.dockerignore')).toContain('**/.env\n');
				},
			},
		);
	});

	it('of Python, in its folder, keeps what is ignored already', async () => {
		await closesTheLoop(
			'dockerfile',
			'ops-container-hygiene',
			{
				'api/requirements.txt': 'flask==3.0.0\ngunicorn==23.0.0\n',
				'api/app.py': 'from flask import Flask\napp = Flask(__name__)\n',
				'api/.dockerignore': 'tests\n',
				'api/Dockerfile':
					'FROM python:3.12-slim\r\nWORKDIR /app\r\nCOPY . .\r\nRUN pip install -r requirements.txt\r\nCMD ["gunicorn", "app:app"]\r\n',
			},
			{
				folder: 'api',
				run: ({text}) => {
					expect(text('api/Dockerfile')).toContain('RUN useradd --uid 10001 --create-home app\r\nUSER app\r\nCMD');
					expect(text('api/.dockerignore').startsWith('tests\n')).toBe(true);
				},
			},
		);
	});

	const pins = [{image: 'node', version: '22'}];
	it.each([
		['starts a server for development', 'FROM node:22\nCMD ["npx", "next", "dev"]\n', 'next dev'],
		['keeps a credential', 'FROM node:22\nARG API_KEY\nENV API_KEY=$API_KEY\nCMD ["node", "a.js"]\n', 'API_KEY stays in the image'],
		['copies the settings', 'FROM node:22\nCOPY .env ./\nCMD ["node", "a.js"]\n', 'file of settings'],
		['has a start script', 'FROM node:22\nENTRYPOINT ["/start.sh"]\n', 'may need the rights of root'],
		['says that it is root', 'FROM node:22\nUSER root\nCMD ["node", "a.js"]\n', 'says itself'],
		['stands on something that ended', 'FROM node:18\nCMD ["node", "a.js"]\n', 'no security fixes'],
		['stands on something unknown', 'FROM registry.test/base:3\nCMD ["/a"]\n', 'not known here'],
		['names no version of a system', 'FROM ubuntu\nCMD ["/a"]\n', 'ubuntu names no version'],
		['builds after its start', 'FROM node:22\nCMD ["node", "a.js"]\nRUN npm ci\n', 'no line is surely the place'],
		['is empty', '# nothing\n', 'cannot be read'],
	])('that %s is left to a person, who is told why', (_, text, because) => {
		expect(wireDockerfile('Dockerfile', text, {kind: 'image', path: 'Dockerfile', pins, does: '', byHand: ''})).toMatchObject({
			is: 'refused',
			because: expect.stringContaining(because),
		});
	});

	it('that needs nothing stays as it is', () => {
		const good = 'FROM node:22-alpine\nUSER node\nCMD ["node", "a.js"]\n';
		expect(wireDockerfile('Dockerfile', good, {kind: 'image', path: 'Dockerfile', pins, does: '', byHand: ''})).toEqual({is: 'there'});
	});
});

describe('the checker rejects', () => {
	const good = planFor('dockerfile', programs.npm?.files ?? {}).files.find(({path}) => path === 'Dockerfile')?.text ?? '';
	it.each([
		['a base without a version', 'FROM node:22-bookworm-slim\n', 'FROM node:latest\n', 'names no version'],
		['a base that ended', 'FROM node:22-bookworm-slim\n', 'FROM node:18-slim\n', 'no security fixes'],
		['root', 'USER 1000', 'USER 0', 'not root'],
		['a shell that keeps signals', 'CMD ["node", "dist/server.js"]', 'CMD node dist/server.js', 'list of words'],
		['a package manager that keeps signals', 'CMD ["node", "dist/server.js"]', 'CMD ["npm", "start"]', 'signal'],
		['an install without the lockfile', 'npm ci', 'npm install', 'lockfile'],
		['a credential', 'ENV NODE_ENV=production', 'ENV API_TOKEN=some-made-up-words', 'API_TOKEN would stay'],
		['what is no instruction', 'WORKDIR /app', 'WORKDR /app', 'no instruction'],
		['a relative folder', 'WORKDIR /app', 'WORKDIR app', 'no whole path'],
		['a copy of the context into the last stage', 'COPY --from=build /app ./', 'COPY . .', 'another stage'],
		['a shell that does not become the program', 'CMD ["node", "dist/server.js"]', 'CMD ["sh", "-c", "node dist/server.js"]', 'exec'],
	])('%s', (_, from, to, problem) => {
		expect(dockerfileProblem(good)).toBeUndefined();
		expect(good).toContain(from);
		expect(dockerfileProblem(good.replaceAll(from, to))).toContain(problem);
	});
});

it.each(Object.keys(repositories))('what is planned for %s is right', name => {
	for (const answers of [{}, {container: 'yes'}]) {
		const plan = planFor('dockerfile', repositories[name] ?? {}, answers);
		expect(plan.validated.filter(({problem}) => problem !== undefined)).toEqual([]);
		for (const {text} of plan.files) expect(text).not.toMatch(/<%|%>|undefined|\[object/u);
	}
});
