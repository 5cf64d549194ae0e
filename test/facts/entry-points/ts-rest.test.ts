import {expect, test} from 'vitest';
import {tsRest} from '../../../source/facts/entry-points/ts-rest.ts';
import {linesOf, manifest} from './registered.ts';

test('answers the routes of a contract with what implements them', () => {
	expect(
		linesOf(tsRest, {
			'package.json': manifest('@ts-rest/core', '@ts-rest/express'),
			'contract.ts':
				"import {initContract} from '@ts-rest/core';\nconst c = initContract();\nconst notes = c.router({read: {method: 'GET', path: '/notes/:id'}, write: {method: 'POST', path: '/notes', body: schema}}, {});\nexport const contract = c.router({notes, ping: {method: 'GET', path: '/ping'}}, {pathPrefix: '/v1'});",
			'server.ts':
				"import {initServer} from '@ts-rest/express';\nimport {contract} from './contract';\nconst s = initServer();\nexport const server = s.router(contract, {notes: {read: async () => {}, write: {middleware: [auth, check], handler: save}}, ping: signedIn(async () => {})});",
		}),
	).toEqual([
		'http GET /v1/notes/:id → read@server.ts',
		'http POST /v1/notes → save@server.ts after middleware auth@server.ts after middleware check@server.ts given validation contract contract.ts:3',
		'http GET /v1/ping → signedIn(…)@server.ts',
	]);
});
