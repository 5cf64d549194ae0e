import {spawnSync} from 'node:child_process';
import {describe, expect, it} from 'vitest';
import {python as interpreter} from '../support/frameworks.ts';
import {closesTheLoop, groundFor} from './applied.ts';

const id = 'retries';
const check = 'err-retry-storm';
type Files = Readonly<Record<string, string>>;

const python = (lines: string): Files => ({
	'requirements.txt': 'fastapi==0.115.0\nuvicorn==0.32.0\ntenacity==9.0.0\ncelery==5.4.0\n',
	'main.py': `from fastapi import FastAPI\n${lines}\n\napp = FastAPI()\n\n\n@app.post("/push")\ndef pushed():\n    push()\n`,
});
const express = (lines: string): Files => ({
	'package.json':
		'{"name": "orders", "private": true, "type": "module", "dependencies": {"express": "5.1.0", "axios": "1.7.0", "axios-retry": "4.5.0", "bullmq": "5.0.0"}}',
	'package-lock.json': '{}',
	'src/server.js': `import express from 'express';\n${lines}\nconst app = express();\napp.get('/', (request, response) => response.end());\napp.listen(process.env.PORT ?? 3000);\n`,
});
const queue = "import {Queue} from 'bullmq';\nconst mails = new Queue('mails');\n";
const clients = "import axios from 'axios';\nimport axiosRetry from 'axios-retry';\n";
const bareRetry = 'from tenacity import retry\n\n\n@retry\ndef push():\n    send()';

describe('the loop of retries', () => {
	it.each([
		[
			'tenacity without brackets',
			python(bareRetry),
			'main.py',
			'@retry(stop=stop_after_attempt(4), wait=wait_random_exponential(max=10))\n',
		],
		[
			'two of tenacity without brackets',
			python(`${bareRetry}\n\n\n@retry\ndef pull():\n    send()`),
			'main.py',
			'@retry(stop=stop_after_attempt(4), wait=wait_random_exponential(max=10))\ndef pull',
		],
		[
			'tenacity with empty brackets',
			python('from tenacity import retry\n\n\n@retry()\ndef push():\n    send()'),
			'main.py',
			'@retry(stop=stop_after_attempt(4), wait=wait_random_exponential(max=10))\n',
		],
		[
			'tenacity that ends and does not wait',
			python('from tenacity import retry, stop_after_attempt\n\n\n@retry(stop=stop_after_attempt(5))\ndef push():\n    send()'),
			'main.py',
			'@retry(wait=wait_random_exponential(max=10), stop=stop_after_attempt(5))\n',
		],
		[
			'tenacity by its module, over several lines',
			python('import tenacity\n\n\n@tenacity.retry(\n    reraise=True,\n)\ndef push():\n    send()'),
			'main.py',
			'@tenacity.retry(\n    stop=tenacity.stop_after_attempt(4), wait=tenacity.wait_random_exponential(max=10),\n    reraise=True,\n)',
		],
		[
			'Celery',
			python('from celery import shared_task\n\n\n@shared_task(autoretry_for=(OSError,), max_retries=3)\ndef push():\n    send()'),
			'main.py',
			'@shared_task(retry_backoff=True, autoretry_for=(OSError,), max_retries=3)',
		],
		[
			'BullMQ in one line',
			express(`${queue}await mails.add('welcome', {to: 'a'}, {attempts: 5});`),
			'src/server.js',
			"{attempts: 5, backoff: {type: 'exponential', delay: 1000}}",
		],
		[
			'BullMQ over several lines, twice',
			express(
				`${queue}await mails.add('welcome', {to: 'a'}, {\n  attempts: 5,\n});\nawait mails.add('bye', {to: 'a'}, {\n  attempts: 3,\n});`,
			),
			'src/server.js',
			"  attempts: 3, backoff: {type: 'exponential', delay: 1000},\n",
		],
		[
			'BullMQ for every job',
			express("import {Queue} from 'bullmq';\nconst mails = new Queue('mails', {\n  defaultJobOptions: {attempts: 4},\n});"),
			'src/server.js',
			"{attempts: 4, backoff: {type: 'exponential', delay: 1000}}",
		],
		[
			'axios-retry with options',
			express(`${clients}axiosRetry(axios, {retries: 3});`),
			'src/server.js',
			'axiosRetry(axios, {retryDelay: axiosRetry.exponentialDelay, retries: 3});',
		],
		[
			'axios-retry alone',
			express(`${clients}axiosRetry(axios);`),
			'src/server.js',
			'axiosRetry(axios, {retryDelay: axiosRetry.exponentialDelay});',
		],
	])('closes for %s', async (_, files, path, line) => {
		await closesTheLoop(id, check, files, {run: ground => expect(ground.text(path)).toContain(line)});
	});

	it('leaves to a person what is given its arguments by place, with the line', () => {
		const plan = groundFor(
			id,
			python('from celery import Celery\nwork = Celery("x")\n\n\n@work.task(*common, autoretry_for=(OSError,))\ndef push():\n    send()'),
		).plan();
		expect(plan.files).toEqual([]);
		expect(plan.closes).toEqual([]);
		expect(plan.after.join(' ')).toContain('main.py:6: say how long each waits');
	});
});

const noTenacity = spawnSync(interpreter, ['-c', 'import tenacity']).status === 0 ? undefined : 'Python’s tenacity is not installed';

describe('a service that is down', () => {
	it.skipIf(noTenacity)(`is asked four times with pauses, and the error comes through${noTenacity ? ` (${noTenacity})` : ''}`, () => {
		const asked =
			'import main\ncount = []\nmain.send = lambda: count.append(1) or 1 / 0\nwaits = []\nmain.push.retry.sleep = waits.append\ntry:\n    main.push()\nexcept Exception as error:\n    print(type(error.last_attempt.exception()).__name__, len(count), len(waits), all(one > 0 for one in waits))\n';
		const ground = groundFor(id, {
			'requirements.txt': 'fastapi==0.115.0\nuvicorn==0.32.0\ntenacity==9.0.0\n',
			'main.py': `${bareRetry}\n`,
			'app.py':
				'from fastapi import FastAPI\nfrom main import push\n\napp = FastAPI()\n\n\n@app.post("/push")\ndef pushed():\n    push()\n',
		});
		ground.write();
		const ran = spawnSync(interpreter, ['-c', asked], {cwd: ground.root, encoding: 'utf8'});
		expect(ran.stderr).toBe('');
		expect(ran.stdout).toBe('ZeroDivisionError 4 3 True\n');
	});
});
