import {describe, expect, it} from 'vitest';
import type {Edit} from '../../source/scaffold/wiring/edit.ts';
import {wire} from '../../source/scaffold/wiring/wire.ts';
import {readCode} from '../support/facts.ts';

const base = {does: 'mounts it', byHand: 'Mount it.'};
const code = (path: string, rest: Omit<Extract<Edit, {kind: 'code'}>, 'path' | 'does' | 'byHand' | 'kind'>): Edit => ({
	...base,
	path,
	kind: 'code',
	...rest,
});
const wired = (edit: Edit, text: string | undefined, ending = 'ts') => wire(edit, text, readCode, () => ending);
const mounted = (path: string): Edit =>
	code(path, {
		imports: [{name: 'health', from: {file: 'src/health'}}],
		inserts: [{at: {where: 'before', call: 'app.listen'}, lines: ["app.get('/livez', health);"]}],
	});

const express = `import express from 'express';
import {users} from './users.js';

const app = express();
app.use('/users', users);
app.listen(
	3000,
	() => console.log('up'),
);
`;

describe('an edit of code', () => {
	it('adds the import as the file writes its own, and the line before the call', () => {
		expect(wired(mounted('src/server.ts'), express)).toEqual({
			is: 'changed',
			text: `import express from 'express';
import {health} from './health.js';
import {users} from './users.js';

const app = express();
app.use('/users', users);
app.get('/livez', health);
app.listen(
	3000,
	() => console.log('up'),
);
`,
		});
	});

	it('has nothing to do the second time', () => {
		const once = wired(mounted('src/server.ts'), express);
		expect(once.is === 'changed' && wired(mounted('src/server.ts'), once.text)).toEqual({is: 'there'});
	});

	it('requires where the file requires, from another folder, inside a function with its indentation', () => {
		const text = "const express = require('express');\nfunction start() {\n  const app = express();\n  app.listen(80);\n}\nstart();\n";
		const made = wired(mounted('index.js'), text, 'js');
		expect(made.is === 'changed' && made.text).toBe(
			"const {health} = require('./src/health');\nconst express = require('express');\nfunction start() {\n  const app = express();\n  app.get('/livez', health);\n  app.listen(80);\n}\nstart();\n",
		);
	});

	it('writes Python as the file does: below the future, relative where it is relative', () => {
		const edit = code('api/main.py', {
			imports: [{name: 'router', local: 'health_router', from: {file: 'api/health'}}],
			inserts: [{at: {where: 'after', call: 'FastAPI'}, lines: ['app.include_router(health_router)']}],
		});
		const text =
			'"""The shop."""\nfrom __future__ import annotations\nfrom fastapi import FastAPI\nfrom .db import pool\n\napp = FastAPI(\n    title="shop",\n)\n';
		const made = wired(edit, text, 'py');
		expect(made.is === 'changed' && made.text).toBe(
			'"""The shop."""\nfrom __future__ import annotations\nfrom fastapi import FastAPI\nfrom .health import router as health_router\nfrom .db import pool\n\napp = FastAPI(\n    title="shop",\n)\napp.include_router(health_router)\n',
		);
		const absolute = wired(edit, 'from fastapi import FastAPI\nfrom api.db import pool\n\napp = FastAPI()\n', 'py');
		expect(absolute.is === 'changed' && absolute.text).toContain('from api.health import router as health_router\n');
		const alone = wired(edit, 'from fastapi import FastAPI\n\napp = FastAPI()\n', 'py');
		expect(alone.is === 'changed' && alone.text).toContain('from health import router as health_router\n');
	});

	it('leaves what is loaded first where it is, names several names of a module once, and stays above what uses them', () => {
		const edit = code('src/server.ts', {
			imports: [
				{name: 'live', from: {file: 'src/health'}},
				{name: 'ready', local: 'isReady', from: {file: 'src/health'}},
				{name: 'default', local: 'helmet', from: {package: 'helmet'}},
			],
			inserts: [{at: {where: 'after', call: 'express'}, lines: ["app.get('/livez', live);"]}],
		});
		const loaded = wired(edit, "import 'dotenv/config';\nimport express from 'express';\nconst app = express<never>();\n");
		expect(loaded.is === 'changed' && loaded.text).toBe(
			"import 'dotenv/config';\nimport {live, ready as isReady} from './health';\nimport helmet from 'helmet';\nimport express from 'express';\nconst app = express<never>();\napp.get('/livez', live);\n",
		);
		const required = wired(
			edit,
			"require('dotenv').config();\nconst app = require('express')();\nconst express = require('express');\nconst two = express();\nconst {users} = require('./users');\nfunction later() {\n  const x = require('./x');\n}\n",
			'js',
		);
		expect(required.is === 'changed' && required.text).toContain(
			"const helmet = require('helmet');\nconst express = require('express');\nconst two = express();\napp.get('/livez', live);\nconst {users}",
		);
		const python = wired(
			code('main.py', {
				imports: [{name: 'live', from: {file: 'health'}}],
				inserts: [{at: {where: 'after', call: 'Flask'}, lines: ['app.register(live)']}],
			}),
			'from dotenv import load_dotenv\nload_dotenv()\nfrom flask import Flask\ntry:\n    import uvloop\nexcept ImportError:\n    pass\napp = Flask(__name__)\n',
			'py',
		);
		expect(python.is === 'changed' && python.text).toContain('load_dotenv()\nfrom health import live\nfrom flask import Flask\ntry:\n');
	});

	it('keeps what a call gives under a name', () => {
		const edit = code('src/server.ts', {
			imports: [],
			inserts: [{at: {where: 'end'}, lines: ['stopWith(server);']}],
			keeps: [{call: 'app.listen', as: 'server'}],
		});
		const made = wired(edit, express);
		expect(made.is === 'changed' && made.text).toContain(
			"const server = app.listen(\n\t3000,\n\t() => console.log('up'),\n);\n\nstopWith(server);\n",
		);
	});

	it.each([
		['the call is nowhere', "import express from 'express';\nexport const app = express();\n"],
		['the call is there twice', `${express}app.listen(4000);\n`],
		['it is no code', 'const app = = express(;\n'],
		[
			'the call stands in the middle of a line of others',
			"import express from 'express';\nconst app = express(); if (go) app.listen(1);\n",
		],
	])('is left to a person where %s', (_, text) => {
		expect(wired(mounted('src/server.ts'), text).is).toBe('refused');
	});

	it('is left to a person where there is no file', () => {
		expect(wired(mounted('src/server.ts'), undefined)).toEqual({is: 'refused', because: 'there is no such file'});
	});
});

describe('an edit of JSON', () => {
	const edit: Edit = {...base, path: 'package.json', kind: 'json', set: [{at: ['scripts', 'drill'], value: 'sh restore-drill.sh'}]};

	it('adds a key and leaves formatting as it is', () => {
		expect(wired(edit, '{\n\t"name": "shop",\n\t"scripts": {\n\t\t"test": "vitest"\n\t}\n}\n')).toEqual({
			is: 'changed',
			text: '{\n\t"name": "shop",\n\t"scripts": {\n\t\t"test": "vitest",\n\t\t"drill": "sh restore-drill.sh"\n\t}\n}\n',
		});
	});

	it('has nothing to do where it says so already, and is left to a person where it says something else, or is no JSON', () => {
		expect(wired(edit, '{"scripts": {"drill": "sh restore-drill.sh"}}')).toEqual({is: 'there'});
		expect(wired(edit, '{"scripts": {"drill": "mine"}}').is).toBe('refused');
		expect(wired(edit, '{"scripts": ').is).toBe('refused');
	});
});

describe('an edit of lines', () => {
	const edit: Edit = {...base, path: '.gitignore', kind: 'lines', add: ['.env', 'backups/'], under: '# never in git'};

	it('adds what is missing under its title, and makes the file where there is none', () => {
		expect(wired(edit, 'node_modules\n.env')).toEqual({is: 'changed', text: 'node_modules\n.env\n\n# never in git\nbackups/\n'});
		expect(wired(edit, undefined)).toEqual({is: 'changed', text: '# never in git\n.env\nbackups/\n'});
		expect(wired(edit, 'backups/\n.env\n')).toEqual({is: 'there'});
	});
});
