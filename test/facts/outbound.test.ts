import {expect, test} from 'vitest';
import {outboundOf} from '../../source/facts/outbound/outbound-of.ts';
import {inMemory} from '../../source/repository/repository.ts';
import {factsOf} from '../support/facts.ts';

/** Every call to another service in the handler of a small server, in one line each. */
const seen = (handler: string, imports = '', more: Record<string, string> = {}): readonly string[] =>
	outboundOf(
		factsOf(
			inMemory({
				'package.json': '{"name": "shop", "dependencies": {"express": "5.1.0"}}',
				'server.js': `import express from 'express';\n${imports}\nconst app = express();\napp.get('/x', async (request, response) => {\n${handler}\n});\napp.listen(3000);`,
				...more,
			}),
		),
	).map(({client, is, method, deadline, status, isOwn}) => [client, is, method, deadline, status, ...(isOwn ? ['own'] : [])].join(' '));

test.each([
	["await fetch('https://a.example');", '', ['fetch call GET none ignored']],
	["const answer = await fetch('https://a.example', {method: 'POST'}); if (!answer.ok) fail();", '', ['fetch call POST none checked']],
	["const {data} = await axios.get('https://a.example', {timeout: 5});", "import axios from 'axios';", ['axios call GET set thrown']],
	[
		"await api.get('/y');",
		"import axios from 'axios';\nconst api = axios.create({timeout: 5});",
		['axios client GET set thrown', 'axios call GET as its client thrown'],
	],
	["return await fetch('/api/orders');", '', ['fetch call GET none unknown own']],
	["await withTimeout(() => fetch('https://a.example'), 5);", '', ['fetch call GET set unknown']],
	["await fetch('https://a.example', {signal: request.signal});", '', ['fetch call GET unknown ignored']],
	["await ky.get('https://a.example');", "import ky from 'ky';", ['ky call GET default thrown']],
] as const)('%s is told', (handler, imports, expected) => {
	expect(seen(handler, imports)).toEqual(expected);
});

test('what a browser calls is not told', () => {
	expect(
		seen('response.end();', '', {'client/app.jsx': "import {createRoot} from 'react-dom/client';\nfetch('https://a.example');"}),
	).toEqual([]);
});

test('what an answer gives is no call, what a session of its own asks is one', () => {
	const asked = (body: string): readonly string[] =>
		outboundOf(
			factsOf(
				inMemory({
					'requirements.txt': 'fastapi==0.115.0\nrequests==2.32.0\n',
					'main.py': `import requests\nfrom fastapi import FastAPI\napp = FastAPI()\nsession = requests.Session()\n@app.get("/x")\ndef x():\n${body}`,
				}),
			),
		).map(({text, deadline}) => `${text.trim()} ${deadline}`);
	expect(asked('    answer = requests.get("https://a.example", timeout=5).json()\n    return answer.get("count")\n')).toEqual([
		'answer = requests.get("https://a.example", timeout=5).json() set',
	]);
	expect(asked('    return session.get("https://a.example").json()\n')).toEqual(['return session.get("https://a.example").json() none']);
});
