// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of other languages is what is tested here
import type {Facts, PlainFacts} from '../../source/facts/facts.ts';
import {inMemory} from '../../source/repository/repository.ts';
import {codeNow} from '../../source/scaffold/ground.ts';
import {makePlan} from '../../source/scaffold/make-plan.ts';
import {hashOf, type OnDisk} from '../../source/scaffold/on-disk.ts';
import type {Plan} from '../../source/scaffold/plan.ts';
import {templateById} from '../../source/scaffold/templates.ts';
import {viewOf} from '../../source/scaffold/view-of.ts';
import {plainFacts} from '../../source/scan/seen.ts';
import {factsOf, readCode} from '../support/facts.ts';

type Files = Readonly<Record<string, string>>;

const json = (value: unknown): string => JSON.stringify(value, null, '\t');
const server = "import express from 'express';\nconst app = express();\napp.get('/', (q, s) => s.send('ok'));\napp.listen(3000);\n";
const uses = (...names: readonly string[]): string => names.map((name, index) => `import x${index} from '${name}';\n`).join('');
const versions = (...names: readonly string[]): Readonly<Record<string, string>> => Object.fromEntries(names.map(name => [name, '^1.0.0']));

/** Repositories of the kinds that people bring, small enough to read. */
export const repositories: Readonly<Record<string, Files>> = {
	'npm, express, postgres, stripe, fly': {
		'package.json': json({
			name: 'shop',
			engines: {node: '>=18'},
			scripts: {lint: 'eslint .', test: 'vitest run', build: 'tsc', start: 'node dist/server.js'},
			dependencies: versions('express', 'pg', 'stripe', 'resend'),
			devDependencies: versions('typescript', 'vitest'),
		}),
		'package-lock.json': '{}',
		'tsconfig.json': '{}',
		'fly.toml': "app = 'shop'\n",
		'src/server.ts': `${uses('pg', 'stripe', 'resend')}${server}`,
	},
	'pnpm, next, supabase, vercel': {
		'package.json': json({
			name: 'bakery',
			packageManager: 'pnpm@9.1.0',
			scripts: {dev: 'next dev', lint: 'next lint', build: 'next build', test: 'vitest --watch'},
			dependencies: versions('next', 'react', '@supabase/supabase-js', 'openai'),
			devDependencies: versions('typescript'),
		}),
		'pnpm-lock.yaml': 'lockfileVersion: 9\n',
		'.nvmrc': '22\n',
		'tsconfig.json': '{}',
		'vercel.json': '{}',
		'app/page.tsx': `${uses('@supabase/supabase-js', 'openai')}export default function Page() { return null; }\n`,
	},
	'yarn berry, mongo, bullmq, helm': {
		'package.json': json({
			name: 'jobs',
			scripts: {typecheck: 'tsc --noEmit', test: 'jest'},
			dependencies: versions('mongodb', 'bullmq', 'nodemailer'),
		}),
		'yarn.lock': '',
		'.yarnrc.yml': 'nodeLinker: node-modules\n',
		'chart/Chart.yaml': 'name: jobs\n',
		'src/index.js': uses('mongodb', 'bullmq', 'nodemailer'),
	},
	'bun, sqlite, no host': {
		'package.json': json({name: 'notes', scripts: {test: 'bun test'}, dependencies: versions('better-sqlite3', 'hono')}),
		'bun.lock': '{}',
		'src/index.ts': `${uses('better-sqlite3')}import {Hono} from 'hono';\nexport default new Hono();\n`,
	},
	'npm without a lockfile and without checks, heroku': {
		'package.json': json({
			name: 'bare',
			scripts: {test: 'echo "Error: no test specified" && exit 1', start: 'node index.js'},
			dependencies: versions('express'),
		}),
		Procfile: 'web: node index.js\n',
		'index.js': server,
	},
	'pip, flask, mysql, celery, render': {
		'requirements.txt': 'flask==3.0.0\npymysql==1.1.0\ncelery>=5\npytest==8.0.0\nruff==0.5.0\n',
		'render.yaml': 'services: []\n',
		'app.py': 'import celery\nimport pymysql\nfrom flask import Flask\n\napp = Flask(__name__)\n',
		'tests/test_app.py': 'import app\n\ndef test_it():\n    assert app.app\n',
	},
	'uv, fastapi, postgres, compose': {
		'pyproject.toml':
			'[project]\nname = "api"\nrequires-python = ">=3.11"\ndependencies = ["fastapi", "asyncpg", "anthropic"]\n[dependency-groups]\ndev = ["mypy", "pytest"]\n[tool.uv]\n',
		'uv.lock': 'version = 1\n',
		'compose.yaml': 'services:\n  api:\n    build: .\n',
		'api/main.py': 'import anthropic\nimport asyncpg\nfrom fastapi import FastAPI\n\napp = FastAPI()\n',
		'tests/test_main.py': 'from api import main\n\ndef test_it():\n    assert main.app\n',
	},
	'poetry without a lockfile, docker': {
		'pyproject.toml':
			'[tool.poetry]\nname = "bot"\n[tool.poetry.dependencies]\npython = "^3.12"\nfastapi = "*"\n[tool.poetry.group.dev.dependencies]\nruff = "*"\n',
		Dockerfile: 'FROM python:3.12\n',
		'bot.py': 'from fastapi import FastAPI\n\napp = FastAPI()\n',
	},
	'pip with a manifest only': {
		'pyproject.toml': '[project]\nname = "tool"\ndependencies = ["requests"]\n[project.optional-dependencies]\ntest = ["pytest"]\n',
		'tool.py': 'import requests\n',
		'test_tool.py': 'import tool\n',
	},
	'both languages, each in its folder, firebase': {
		'frontend/package.json': json({
			name: 'web',
			scripts: {build: 'vite build', lint: 'eslint .'},
			dependencies: versions('firebase'),
			devDependencies: versions('vite', 'typescript'),
		}),
		'frontend/package-lock.json': '{}',
		'frontend/tsconfig.app.json': '{}',
		'frontend/index.html': '<script type="module" src="/src/main.ts"></script>\n',
		'frontend/src/main.ts': uses('firebase'),
		'backend/requirements.txt': 'fastapi\nmypy\n',
		'backend/main.py': 'from fastapi import FastAPI\n\napp = FastAPI()\n',
		'firebase.json': '{}',
		'firestore.rules': 'service cloud.firestore {}\n',
	},
	'workspaces whose root script runs all of them, netlify': {
		'package.json': json({
			name: 'mono',
			private: true,
			workspaces: ['packages/*'],
			scripts: {test: 'turbo run test', build: 'turbo run build'},
			devDependencies: versions('turbo'),
		}),
		'package-lock.json': '{}',
		'netlify.toml': '',
		'packages/one/package.json': json({name: 'one', scripts: {test: 'vitest run'}, dependencies: versions('lodash')}),
		'packages/one/index.js': uses('lodash'),
	},
	'workspaces that are tested one by one, cloudflare and railway': {
		'package.json': json({
			name: 'mono',
			private: true,
			workspaces: ['packages/*'],
			scripts: {prepare: 'husky'},
			devDependencies: versions('husky'),
		}),
		'package-lock.json': '{}',
		'wrangler.toml': '',
		'railway.json': '{}',
		'packages/one/package.json': json({name: 'one', scripts: {test: 'vitest run'}, dependencies: versions('pg-boss', 'pg')}),
		'packages/one/index.js': uses('pg-boss', 'pg'),
	},
	'a hostile one': {
		'package.json': json({
			name: '$(rm -rf ~) `id` <% include x.md %> ${{ secrets.A }} | [x](y) @all',
			scripts: {'test; rm -rf ~': 'x', test: 'jest'},
			dependencies: versions('express', 'pg'),
		}),
		'package-lock.json': '{}',
		'.nvmrc': '${{ secrets.TOKEN }}\n',
		'apps/${{ github.token }}/package.json': json({name: 'x', scripts: {test: 'jest'}, dependencies: versions('pg')}),
		'apps/$(id)/requirements.txt': 'flask\n',
		'src/$(id)\n.js': `${uses('pg')}${server}`,
	},
};

export const factsIn = (files: Files): Facts => factsOf(inMemory(files));

/** The facts as a view is given them: without what does not leave the process that looks. */
const plainIn = (files: Files): PlainFacts => plainFacts(factsIn(files));

/** The plan of one of our templates for a disk that holds these files, and nothing that was generated before. */
export function planFor(id: string, files: Files, answers: Readonly<Record<string, string>> = {}, name = 'shop'): Plan {
	const disk = (path: string): OnDisk => {
		const text = Object.hasOwn(files, path) ? files[path] : undefined;
		if (text === undefined) return {kind: 'absent'};
		return {kind: 'file', bytes: Buffer.from(text), text, hash: hashOf(text), mode: 0o644};
	};
	const ground = {disk, manifest: {files: {}}, base: () => undefined, read: readCode, isOutdated: () => false};
	const template = templateById(id);
	const view = template && viewOf(template, plainIn(files), {name, answers}, codeNow(ground), () => []);
	if (!template || !view) throw new Error(`no template ${id}`);
	return makePlan(template, view, ground);
}
