// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of other languages is what is tested here
import {execFileSync, spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {has} from '../scaffold/grounds.ts';
import {closesTheLoop, groundFor} from './applied.ts';

const check = 'sec-fallback-secret';
const manifest = '{"name": "shop", "private": true, "type": "module", "dependencies": {"express": "5.1.0", "jsonwebtoken": "9.0.2"}}';
const signing = 'export const sign = user => jwt.sign({id: user.id}, secret);\n';

describe('the loop of required settings', () => {
	it('closes for a module, and the start stops by name where the secret is missing', async () => {
		await closesTheLoop(
			'required-settings',
			check,
			{
				'package.json': manifest,
				'src/token.js': `import jwt from 'jsonwebtoken';\n\nconst secret = process.env.JWT_SECRET || 'supersecret';\n${signing}`,
				'src/server.js':
					"import express from 'express';\nimport {sign} from './token.js';\n\nconst app = express();\napp.post('/login', (request, response) => response.json(sign(request.body)));\napp.listen(3000);\n",
			},
			{
				run: ({root, text}) => {
					expect(text('src/token.js')).toContain("import {requiredSetting} from './required-setting.js';\n");
					expect(text('src/token.js')).toContain("const secret = requiredSetting('JWT_SECRET');\n");
					const start = `import {requiredSetting} from ${JSON.stringify(join(root, 'src/required-setting.js'))}; console.log(requiredSetting('JWT_SECRET'));`;
					const run = (env: Readonly<Record<string, string>>) =>
						spawnSync(process.execPath, ['--input-type=module', '-e', start], {env: {...env, PATH: process.env.PATH}, encoding: 'utf8'});
					expect(run({}).stderr).toContain('JWT_SECRET is not set. Set it where this runs');
					expect(run({JWT_SECRET: 'x'.repeat(32)}).stdout.trim()).toBe('x'.repeat(32));
				},
			},
		);
	});

	it('closes for require, and for TypeScript', async () => {
		await closesTheLoop('required-settings', check, {
			'package.json': manifest.replace('"type": "module", ', ''),
			'server.js':
				"const express = require('express');\nconst jwt = require('jsonwebtoken');\n\nconst app = express();\napp.post('/login', (request, response) => response.json(jwt.sign({id: 1}, process.env.JWT_SECRET ?? \"dev-secret\")));\napp.listen(3000);\n",
		});
		await closesTheLoop('required-settings', check, {
			'package.json': manifest,
			'tsconfig.json': '{}',
			'src/server.ts':
				"import express from 'express';\nimport jwt from 'jsonwebtoken';\n\nconst secret = process.env['SESSION_SECRET'] || 'changeme';\nconst app = express();\napp.post('/login', (request, response) => response.json(jwt.sign({id: request.body.id}, secret)));\napp.listen(3000);\n",
		});
	});

	it('closes for Python', async context => {
		await closesTheLoop(
			'required-settings',
			check,
			{
				'requirements.txt': 'flask==3.1.0\n',
				'app.py':
					'import os\n\nfrom flask import Flask\n\napp = Flask(__name__)\napp.secret_key = os.environ.get("SECRET_KEY", "dev")\n\n\n@app.get("/")\ndef home():\n    return "hello"\n',
			},
			{
				run: ({root, text}) => {
					expect(text('app.py')).toContain('app.secret_key = required_setting("SECRET_KEY")\n');
					if (!has('python3')) context.skip('python3 is not installed');
					execFileSync('python3', ['-m', 'py_compile', join(root, 'app.py'), join(root, 'required_setting.py')], {
						env: {...process.env, PYTHONPYCACHEPREFIX: '/tmp/pycache-of-tests'},
					});
				},
			},
		);
	});

	it('claims nothing where the secret stands in a file that is no code', () => {
		const plan = groundFor('required-settings', {
			'package.json': manifest,
			'server.js': "import express from 'express';\n\nexpress().listen(3000);\n",
			'compose.yaml': 'services:\n  api:\n    build: .\n    environment:\n      JWT_SECRET: ${JWT_SECRET:-supersecret}\n',
		}).plan();
		expect(plan.closes).toEqual([]);
	});
});
