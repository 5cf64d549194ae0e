import {describe, expect, it} from 'vitest';
import {planFor} from './repositories.ts';

const json = (value: unknown): string => JSON.stringify(value, null, 2);
const text = (id: string, files: Readonly<Record<string, string>>, path: string, answers = {}): string =>
	planFor(id, files, answers).files.find(one => one.path === path)?.text ?? '';

const nest = {
	'package.json': json({
		name: 'board',
		dependencies: {'@nestjs/core': '11.0.1', '@nestjs/common': '11.0.1', '@nestjs/typeorm': '11.0.0', typeorm: '0.3.28', pg: '8.18.0'},
	}),
	'src/main.ts':
		"import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module';\n\nasync function bootstrap() {\n  const app = await NestFactory.create(AppModule);\n  await app.listen(3000);\n}\nbootstrap();\n",
	'src/app.module.ts':
		"import { Module } from '@nestjs/common';\nimport { TypeOrmModule } from '@nestjs/typeorm';\n\n@Module({ imports: [TypeOrmModule.forRoot({ type: 'postgres', host: process.env.POSTGRES_HOST, username: process.env.POSTGRES_USER, password: process.env.POSTGRES_PASSWORD, database: process.env.POSTGRES_DB })] })\nexport class AppModule {}\n",
	'src/data-source.ts':
		"import { DataSource } from 'typeorm';\n\nexport const dataSource = new DataSource({ type: 'postgres', migrations: ['migrations/*.js'] });\n",
};

const api = {
	'pyproject.toml': '[project]\nname = "api"\ndependencies = ["fastapi", "psycopg", "sentry-sdk"]\n[tool.uv]\n',
	'uv.lock': 'version = 1\n',
	'main.py':
		'import os\n\nimport psycopg\nimport sentry_sdk\nfrom fastapi import FastAPI\n\nsentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))\napp = FastAPI()\nconnection = psycopg.connect(os.environ["DB_URL"])\n\n\n@app.get("/items")\ndef items() -> list[str]:\n    return []\n',
	'compose.yml': 'services:\n  api:\n    build: .\n',
	'compose.deploy.yml': 'services:\n  api:\n    restart: always\n',
	'.github/workflows/deploy.yml':
		'name: Deploy\non: workflow_dispatch\njobs:\n  deploy:\n    runs-on: self-hosted\n    steps:\n      - run: docker compose -f compose.yml -f compose.deploy.yml build\n      - run: docker compose -f compose.yml -f compose.deploy.yml run --rm api bash scripts/migrate.sh\n      - run: docker compose -f compose.yml -f compose.deploy.yml up -d\n',
	'.github/workflows/test.yml':
		'name: Test\non: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: docker compose up -d --wait\n',
};

describe('what is done at night fits the code', () => {
	it('a database is reached by the settings that the code reads, whole or in parts', () => {
		const parts = text('runbooks', nest, 'docs/runbooks/database-down.md');
		expect(parts).toContain("printf 'POSTGRES_HOST of production: '; read -r DB_HOST");
		expect(parts).toContain("printf 'POSTGRES_PASSWORD of production: '; read -rs PGPASSWORD");
		expect(parts).not.toContain('the value of DATABASE_URL');
		expect(text('runbooks', api, 'docs/runbooks/database-down.md')).toContain('(the value of DB_URL)');
		expect(text('runbooks', api, 'docs/runbooks/leaked-secret.md')).toContain('the password in `DB_URL`');
	});

	it('compose is called with the files that the deployment names, never with those of somebody’s own machine', () => {
		const call = 'docker compose -f compose.yml -f compose.deploy.yml';
		const runbook = text('runbooks', api, 'docs/runbooks/site-down.md');
		for (const what of ['logs', 'restart', 'up --detach --build', 'ps']) expect(runbook).toContain(`${call} ${what}`);
		expect(runbook).not.toMatch(/docker compose (?!-f |ls)/u);
		const script = text('deploy-rollback', api, 'scripts/roll-back.sh', {platform: 'compose'});
		expect(script).toContain(`${call} up --detach --build\n`);
		expect(text('deploy-rollback', api, 'docs/releases.md', {platform: 'compose'})).toContain(
			`${call} build\n${call} run --rm api bash scripts/migrate.sh\n${call} up -d\n${call} ps\n`,
		);
	});

	it('files for production that nothing starts are named, so that nobody forgets them', () => {
		const {'.github/workflows/deploy.yml': _, ...unsaid} = api;
		expect(text('runbooks', unsaid, 'docs/runbooks/bad-release.md')).toContain('When `compose.deploy.yml` is among them');
	});

	it('a service without pages may answer 404 at its bare address', () => {
		expect(text('runbooks', nest, 'docs/runbooks/site-down.md', {site: 'https://api.shop.test'})).toContain('a status below 500');
		expect(text('deploy-rollback', nest, 'scripts/roll-back.sh', {platform: 'fly', site: 'https://api.shop.test'})).toContain(
			"grep -q '^[1-4]'",
		);
	});
});

describe('what is wired fits the code', () => {
	it('what Nest opened is closed by Nest alone: a source that only migrations open cannot be closed', () => {
		const main = text('graceful-shutdown', nest, 'src/main.ts');
		expect(main).toContain('close: [() => app.close()]');
		expect(main).not.toContain('dataSource');
	});

	it('a server that sends its errors already is not started to send them again', () => {
		expect(planFor('error-tracking', api).files.map(({path}) => path)).not.toContain('main.py');
	});

	it('a package of Python is brought in by the manager of Python, whatever manages the pages beside it', () => {
		const files = {
			...api,
			'main.py': 'from fastapi import FastAPI\n\napp = FastAPI()\n',
			'pyproject.toml': api['pyproject.toml'].replace(', "sentry-sdk"', ''),
			'package.json': json({name: 'pages', devDependencies: {vite: '7.0.0'}}),
			'bun.lock': '{}',
		};
		expect(planFor('error-tracking', files).after.join(' ')).toContain('uv add "sentry-sdk');
	});

	it('an error middleware that is there stays the last one', () => {
		const files = {
			'package.json': json({name: 'shop', type: 'module', dependencies: {express: '5.1.0'}}),
			'server.js':
				"import express from 'express';\nimport { errorHandler } from './errors.js';\n\nconst app = express();\napp.get('/orders', (request, response) => response.json([]));\napp.use(errorHandler);\napp.listen(3000);\n",
			'errors.js': 'export const errorHandler = (error, request, response, next) => response.status(500).json({error: true});\n',
		};
		expect(planFor('last-resort', files).files).toEqual([]);
	});
});
