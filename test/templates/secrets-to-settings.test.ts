import {type SpawnSyncReturns, spawnSync} from 'node:child_process';
import {describe, expect, it} from 'vitest';
import {closesTheLoop, groundFor} from './applied.ts';

const check = 'sec-secret-in-repo';
const page = {'requirements.txt': 'flask==3.1.0\n'};

describe('the loop of secrets that become settings', () => {
	it('closes for a key in Python settings, in brackets and by name', async () => {
		await closesTheLoop(
			'secrets-to-settings',
			check,
			{
				...page,
				'app.py':
					'from flask import Flask\n\napp = Flask(__name__)\napp.config["SECRET_KEY"] = "h8Jk2Lm9Qw4Zx7Cv"\n\n\n@app.get("/")\ndef home():\n    return "hello"\n',
			},
			{run: ground => expect(ground.text('app.py')).toContain('app.config["SECRET_KEY"] = required_setting("SECRET_KEY")\n')},
		);
	});

	it('closes for keys in a JavaScript object, each under the name that it has', async () => {
		await closesTheLoop(
			'secrets-to-settings',
			check,
			{
				'package.json': '{"name": "shop", "private": true, "dependencies": {"express": "5.1.0", "express-session": "1.18.0"}}',
				'config.js': "module.exports = {\n  port: 3000,\n  cookieSecret: 'h8Jk2Lm9Qw4Zx7Cv6Bn3',\n};\n",
				'server.js':
					"const express = require('express');\nconst session = require('express-session');\nconst config = require('./config');\n\nconst app = express();\napp.use(session({secret: config.cookieSecret}));\napp.listen(config.port);\n",
			},
			{
				run: ground => {
					expect(ground.text('config.js')).toContain("  cookieSecret: requiredSetting('COOKIE_SECRET'),\n");
					expect(ground.text('config.js')).toContain("const {requiredSetting} = require('./required-setting');\n");
				},
			},
		);
	});

	it('is brought in by the name that others use, where no server says it: the program starts a folder above', async () => {
		await closesTheLoop(
			'secrets-to-settings',
			check,
			{
				'requirements.txt': 'streamlit==1.40.0\n',
				'app.py':
					'import streamlit as st\nfrom checks.auth import check_credentials\n\nif check_credentials(st.text_input("name"), st.text_input("password", type="password")):\n    st.write("hello")\n',
				'checks/auth.py':
					'def check_credentials(username, password):\n    VALID_USER = "admin"\n    VALID_PASS = "password"\n    if username == VALID_USER and password == VALID_PASS:\n        return True\n    return False\n',
			},
			{
				run: ({root}) => {
					const asks = (environment: NodeJS.ProcessEnv): SpawnSyncReturns<string> =>
						spawnSync(
							'python3',
							[
								'-B',
								'-c',
								'from checks.auth import check_credentials; print(check_credentials("admin", "right"), check_credentials("admin", "wrong"))',
							],
							{
								cwd: root,
								encoding: 'utf8',
								env: {PATH: process.env.PATH, ...environment},
							},
						);
					expect(asks({VALID_PASS: 'right'}).stdout).toBe('True False\n');
					expect(asks({}).stderr).toContain('VALID_PASS is not set');
				},
			},
		);
	});

	it('leaves a tracked file of credentials to a person, and says how', () => {
		const plan = groundFor('secrets-to-settings', {
			'package.json': '{"name": "shop", "private": true, "dependencies": {"express": "5.1.0"}}',
			'server.js': "import express from 'express';\n\nexpress().listen(3000);\n",
			'.env': 'STRIPE_SECRET_KEY=sk_live_4eC39HqLyjWDarjtT1zdp7dc\n',
		}).plan();
		expect(plan.closes).toEqual([]);
		expect(plan.after.join(' ')).toContain('Take .env out of git');
	});

	it('leaves a credential alone that stands in a longer text, and one in a script that finds no module of the server', () => {
		const told = 'print("  export PAYMENT_SECRET=\'h8Jk2Lm9Qw4Zx7Cv6Bn3\'")\n';
		const held = 'PAYMENT_SECRET = "h8Jk2Lm9Qw4Zx7Cv6Bn3"\n';
		const ground = groundFor('secrets-to-settings', {
			...page,
			'app.py': `from flask import Flask\n\napp = Flask(__name__)\n${told}`,
			'scripts/pay.py': held,
		});
		const {files, prepares} = ground.plan();
		expect(files.filter(({action}) => action === 'edit').map(({path}) => path)).toEqual([]);
		expect(prepares.map(({check: owed}) => owed)).toContain(check);
	});
});
