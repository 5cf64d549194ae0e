import {describe, expect, test} from 'vitest';
import {inMemory} from '../../source/repository/repository.ts';
import {factsOf} from '../support/facts.ts';

const ids = (files: Record<string, string>, folder: string): readonly string[] =>
	factsOf(inMemory(files))
		.stack.filter(fact => fact.package === folder && fact.confidence !== 'low')
		.map(({id}) => id);

const functions = {
	'functions/package.json': '{"name": "functions", "dependencies": {"firebase-functions": "5.0.0"}}',
	'functions/index.js':
		"const functions = require('firebase-functions');\nexports.hello = functions.https.onRequest((req, res) => res.send('hi'));\n",
};
const routes =
	"import express from 'express';\nimport {list} from './list';\nexport const router = express.Router();\nrouter.get('/orders', list);\n";

describe('what entry points say of a package', () => {
	test('functions of a platform are an API, and run without a server of their own', () => {
		expect(ids({...functions, 'firebase.json': '{"functions": {"source": "functions"}}'}, 'functions')).toEqual(
			expect.arrayContaining(['app.api', 'app.routes', 'app.server', 'runtime.serverless']),
		);
	});

	test('a package that another is built from is no API by itself', () => {
		const files = {
			'api/package.json': '{"name": "api", "private": true, "dependencies": {"express": "4.19.2"}}',
			'api/routes.ts': routes,
			'web/package.json': '{"name": "web", "dependencies": {"api": "*", "express": "4.19.2"}}',
			'web/server.ts':
				"import express from 'express';\nimport {router} from '../api/routes';\nconst app = express();\napp.use(router);\napp.listen(3000);\n",
		};
		expect(ids(files, 'api')).toContain('app.routes');
		expect(ids(files, 'api')).not.toContain('app.api');
		expect(ids(files, 'web')).toContain('app.api');
	});

	test('a page of a notebook-like app is no route of its own', () => {
		expect(ids({'requirements.txt': 'streamlit', 'app.py': 'import streamlit as st\nst.title("Tasks")\n'}, '.')).not.toContain(
			'app.routes',
		);
	});

	test('columns come before forms as the place where personal data is', () => {
		const facts = factsOf(
			inMemory({
				'schema.prisma': 'model User {\n  id Int @id\n  name String\n  email String @unique\n}',
				'SignUp.tsx': '<form><input type="email" /><input type="password" /></form>',
			}),
		);
		const [fact] = facts.stack.filter(({id}) => id === 'data.pii');
		expect(fact?.evidence.map(({path, line}) => `${path}:${line}`).slice(0, 3)).toEqual([
			'schema.prisma:4',
			'schema.prisma:3',
			'SignUp.tsx:1',
		]);
	});
});
