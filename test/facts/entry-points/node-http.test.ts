import {expect, test} from 'vitest';
import {nodeHttp} from '../../../source/facts/entry-points/node-http.ts';
import {otherServers} from '../../../source/facts/entry-points/other-servers.ts';
import {groundOf, linesOf, manifest} from './registered.ts';

const lines = (text: string): readonly string[] => linesOf(nodeHttp, {'package.json': manifest('x'), 'server.ts': text});

test('a server that is one function answers everything', () => {
	expect(lines("import {createServer} from 'node:http';\nfunction answer(request, response) {}\ncreateServer(answer).listen(1);")).toEqual([
		'http ANY * → answer@server.ts',
	]);
	expect(lines("const http = require('http');\nhttp.createServer({keepAlive: true}, (request, response) => {});")).toEqual([
		'http ANY * → function@server.ts',
	]);
	expect(lines("Bun.serve({routes: {'/a/:id': {GET: read, POST: write}, '/b': new Response()}, fetch: request => {}});")).toEqual([
		'http ANY * → fetch@server.ts',
		'http GET /a/:id → read@server.ts',
		'http POST /a/:id → write@server.ts',
	]);
	expect(lines('Deno.serve({port: 1}, request => new Response());')).toEqual(['http ANY * → function@server.ts']);
});

test('a framework that is handed to a server, and servers of other packages, are none', () => {
	expect(lines("import http from 'http';\nimport express from 'express';\nconst app = express();\nhttp.createServer(app);")).toEqual([]);
	expect(lines("import {createServer} from 'vite';\ncreateServer(() => {});")).toEqual([]);
});

test('frameworks whose routes are not read are named where they are imported', () => {
	const ground = groundOf({
		'package.json': manifest('@hapi/hapi'),
		'server.ts': "import Hapi from '@hapi/hapi';\nHapi.server();",
		'types.ts': "import type {Server} from '@hapi/hapi';",
	});
	expect(otherServers(ground).unread).toEqual([
		{framework: 'hapi', because: 'routes of hapi are not read', places: [{path: 'server.ts', line: 1, text: '@hapi/hapi'}]},
	]);
});
