import {expect, test} from 'vitest';
import {holds} from '../../source/facts/facts.ts';
import {inMemory} from '../../source/repository/repository.ts';
import {factsOf} from '../support/facts.ts';

const express = {
	'package.json': '{"dependencies": {"express": "^5.0.0"}}',
	'server.js': "import express from 'express';\nconst app = express();\napp.listen(3000);\n",
};
const page = {
	'package.json': '{"dependencies": {"vite": "^7.0.0"}}',
	'index.html': '<script src="/main.js"></script>',
	'vite.config.js': 'export default {};\n',
	'main.js': 'export {};\n',
};
const runtimes = (files: Record<string, string>): readonly string[] =>
	['runtime.serverless', 'runtime.longlived'].filter(id => holds(factsOf(inMemory(files)), id));

test.each<[string, Record<string, string>, readonly string[]]>([
	['a server that listens', express, ['runtime.longlived']],
	['a server in an image', {...express, Dockerfile: 'FROM node:22\nCMD ["node", "server.js"]\n'}, ['runtime.longlived']],
	['a server on Vercel', {...express, 'vercel.json': '{}'}, ['runtime.serverless']],
	[
		'a page on Vercel, which has a rewrite and no function',
		{...page, 'vercel.json': '{"rewrites": [{"source": "/(.*)", "destination": "/index.html"}]}'},
		[],
	],
	[
		'a page beside a compose file that only holds the database',
		{...page, 'docker-compose.yml': 'services:\n  db:\n    image: mongo:8\n'},
		[],
	],
	['edge functions', {...page, 'supabase/functions/pay/index.ts': 'Deno.serve(() => new Response("ok"));\n'}, ['runtime.serverless']],
])('%s', (_name, files, expected) => {
	expect(runtimes(files)).toEqual(expected);
});
