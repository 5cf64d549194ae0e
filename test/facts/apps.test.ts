import {describe, expect, test} from 'vitest';
import {appsOf} from '../../source/facts/apps.ts';
import {inMemory} from '../../source/repository/repository.ts';
import {factsOf} from '../support/facts.ts';

const appsIn = (files: Record<string, string>) =>
	appsOf(factsOf(inMemory(files))).map(({path, server, client, functionsOnly}) => ({path, server, client, functionsOnly}));
const api = `import express from 'express';\nconst app = express();\n`;

describe('apps of a repository', () => {
	test('a package that another one depends on is a part of it', () => {
		expect(
			appsIn({
				'package.json': '{"name": "root", "private": true, "workspaces": ["*"]}',
				'web/package.json': '{"name": "web", "dependencies": {"@acme/api": "*", "express": "4.0.0"}}',
				'web/server.ts': api,
				'api/package.json': '{"name": "@acme/api", "dependencies": {"express": "4.0.0"}}',
				'api/index.ts': api,
			}),
		).toEqual([{path: 'web', server: true, client: false, functionsOnly: false}]);
	});

	test('an example app is not deployed', () => {
		expect(
			appsIn({
				'package.json': '{"name": "tool", "dependencies": {"express": "4.0.0"}}',
				'server.ts': api,
				'demos/one/package.json': '{"name": "one", "dependencies": {"express": "4.0.0"}}',
				'demos/one/server.ts': api,
			}).map(({path}) => path),
		).toEqual(['.']);
	});

	test('functions of a hosted backend are no server of its own', () => {
		expect(
			appsIn({
				'package.json': '{"name": "notes", "dependencies": {"vite": "6.0.0", "@supabase/supabase-js": "2.0.0"}}',
				'vite.config.ts': '',
				'index.html': '<script src="/src/main.ts"></script>',
				'src/main.ts': `import '@supabase/supabase-js';`,
				'supabase/functions/send/index.ts': 'Deno.serve(() => new Response());',
			}),
		).toEqual([{path: '.', server: true, client: true, functionsOnly: true}]);
	});
});
