import {readFileSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {inCopy, noNodeFrameworks, serving} from '../support/frameworks.ts';
import {closesTheLoop, groundFor} from './applied.ts';

const id = 'timeouts';
const check = 'err-outbound-no-timeout';
type Files = Readonly<Record<string, string>>;

const express = (lines: string, more = ''): Files => ({
	'package.json': '{"name": "orders", "private": true, "type": "module", "dependencies": {"express": "5.1.0", "axios": "1.7.0"}}',
	'package-lock.json': '{}',
	'src/server.js': `import express from 'express';\n${more}const app = express();\napp.post('/invite', async (request, response) => {\n${lines}  response.status(204).end();\n});\napp.listen(process.env.PORT ?? 3000);\n`,
});
const axios = "import axios from 'axios';\n";
const fastapi = (lines: string): Files => ({
	'requirements.txt': 'fastapi==0.115.0\nuvicorn==0.32.0\nrequests==2.32.0\n',
	'app.py': `import requests\nfrom fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.post("/invite")\ndef invite(mail: str):\n${lines}    return {"ok": answer.ok}\n`,
});

describe('the loop of deadlines', () => {
	it.each([
		[
			'fetch with options over several lines',
			express("  await fetch('https://api.mail.test/v1/send', {\n    method: 'POST',\n  });\n"),
			'src/server.js',
			"/send', {\n    signal: AbortSignal.timeout(10_000),\n    method: 'POST',\n",
		],
		[
			'fetch with options in one line',
			express("  await fetch('https://api.mail.test/v1/send', {method: 'POST'});\n"),
			'src/server.js',
			"/send', { signal: AbortSignal.timeout(10_000), method: 'POST'});\n",
		],
		[
			'fetch of an address alone',
			express(
				"  const answer = await fetch('https://api.mail.test/v1/' + encodeURIComponent(request.query.to));\n  console.log(answer.ok);\n",
			),
			'src/server.js',
			'encodeURIComponent(request.query.to), {signal: AbortSignal.timeout(10_000)});\n',
		],
		[
			'a model, which may think for longer, and more than five calls',
			express("  await fetch('https://api.openai.com/v1/chat/completions', {method: 'POST'});\n".repeat(7)),
			'src/server.js',
			'AbortSignal.timeout(60_000)',
		],
		[
			'axios',
			express(
				"  await axios.get('https://api.mail.test/v1/state');\n  await axios.post('https://api.mail.test/v1/send', request.body);\n",
				axios,
			),
			'src/server.js',
			'request.body, {timeout: 10_000});\n',
		],
		[
			'requests in one line',
			fastapi('    answer = requests.post("https://api.mail.test/v1/send", json={"to": mail})\n'),
			'app.py',
			'json={"to": mail}, timeout=10)\n',
		],
		[
			'requests over several lines',
			fastapi('    answer = requests.post(\n        "https://api.mail.test/v1/send",\n        json={"to": mail},\n    )\n'),
			'app.py',
			'"https://api.mail.test/v1/send",\n        timeout=10,\n        json=',
		],
		[
			'requests whose first line holds the address',
			fastapi('    answer = requests.post("https://api.mail.test/v1/send",\n                           json={"to": mail})\n'),
			'app.py',
			'/send", timeout=10,\n',
		],
	])('closes for %s', async (_, files, path, line) => {
		await closesTheLoop(id, check, files, {run: ground => expect(ground.text(path)).toContain(line)});
	});

	it('leaves options that are made elsewhere to a person, with the line', () => {
		const plan = groundFor(
			id,
			express("  const options = {method: 'POST'};\n  await fetch('https://api.mail.test/v1/send', options);\n"),
		).plan();
		expect(plan.files).toEqual([]);
		expect(plan.closes).toEqual([]);
		expect(plan.after.join(' ')).toContain('src/server.js:5: say when this call gives up');
	});
});

describe('a service that never answers', () => {
	it.skipIf(noNodeFrameworks)(
		`holds nobody up for longer than the deadline${noNodeFrameworks ? ` (${noNodeFrameworks})` : ''}`,
		async () => {
			const silent = createServer(() => {});
			await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', () => resolve()));
			const address = silent.address();
			const port = typeof address === 'object' && address !== null ? address.port : 0;
			const ground = groundFor(id, express("  await fetch('https://api.mail.test/v1/send', {method: 'POST'});\n"));
			ground.write();
			try {
				await inCopy(ground.root, async copy => {
					const path = join(copy, 'src/server.js');
					const made = readFileSync(path, 'utf8');
					writeFileSync(path, made.replace('10_000', '300').replace('https://api.mail.test', `http://127.0.0.1:${port}`));
					await serving(process.execPath, ['src/server.js'], {cwd: copy}, async ({url}) => {
						const answer = await fetch(`${url}/invite`, {method: 'POST', signal: AbortSignal.timeout(5000)});
						expect(answer.status).toBe(500);
					});
				});
			} finally {
				silent.close();
			}
		},
	);
});
