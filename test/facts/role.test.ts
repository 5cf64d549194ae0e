import {expect, test} from 'vitest';
import {languageOf} from '../../source/facts/language.ts';
import {roleOf} from '../../source/facts/role.ts';

test.each([
	['src/app/api/orders/route.ts', 'app'],
	['app/docs/page.tsx', 'app'],
	['src/pages/examples/index.tsx', 'app'],
	['server.py', 'app'],
	['apps/docs/src/app/page.tsx', 'docs'],
	['app/test/page.tsx', 'app'],
	['app/scripts/page.tsx', 'app'],
	['app/test/helper.ts', 'test'],
	['tests/app/page.tsx', 'test'],
	['dist/app/page.tsx', 'generated'],
	['src/generated/client/default.js', 'generated'],
	['public/workbox-39884a30.js', 'generated'],
	['src/orders.test.ts', 'test'],
	['src/__tests__/orders.ts', 'test'],
	['e2e/login.ts', 'test'],
	['unit-tests/setup.ts', 'test'],
	['tests/conftest.py', 'test'],
	['app/test_orders.py', 'test'],
	['pkg/store_test.go', 'test'],
	['src/Button.stories.tsx', 'test'],
	['cypress/support/index.js', 'test'],
	['scripts/seed.ts', 'script'],
	['db/migrations/0001_init.py', 'script'],
	['src/routes/tools/+page.svelte', 'app'],
	['dist/index.js', 'generated'],
	['src/client.gen.ts', 'generated'],
	['proto/orders_pb2.py', 'generated'],
	['public/vendor/jquery.js', 'vendored'],
	['third_party/lib.py', 'vendored'],
	['docs/guide.md', 'docs'],
	['docs/conf.py', 'docs'],
	['examples/basic/server.ts', 'example'],
	['.claude/hooks/pre.py', 'agent-tooling'],
	['.cursor/rules/a.md', 'agent-tooling'],
	['next.config.mjs', 'config'],
	['package-lock.json', 'generated'],
])('%s is %s', (path, role) => {
	expect(roleOf(path, languageOf(path))).toBe(role);
});

test('a docs folder that is the served site is application code', () => {
	expect(roleOf('docs/app.js', 'js')).toBe('docs');
	expect(roleOf('docs/app.js', 'js', new Set(['docs']))).toBe('app');
});
