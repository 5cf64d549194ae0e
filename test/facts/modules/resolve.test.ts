import {expect, test} from 'vitest';
import {modulesOf} from '../../../source/facts/modules/modules-of.ts';
import {packagesOf} from '../../../source/facts/packages.ts';
import {inMemory} from '../../../source/repository/repository.ts';
import {filesOf} from '../../support/facts.ts';

type Files = Readonly<Record<string, string>>;
const modulesIn = (files: Files) => {
	const repository = inMemory(files);
	return modulesOf(repository, filesOf(repository), packagesOf(repository));
};
/** Where an import leads, in one word: a path, `package/part`, or what it is instead. */
const shown = (files: Files, from: string, source: string): string => {
	const found = modulesIn(files).resolve(from, source);
	switch (found.to) {
		case 'file':
			return found.path;
		case 'package':
			return `package ${found.name}${found.part === '' ? '' : ` ${found.part}`}`;
		case 'asset':
		case 'nowhere':
			return found.to;
	}
};
const json = (value: unknown): string => JSON.stringify(value);

const plain: Files = {
	'src/main.ts': '',
	'src/db.ts': '',
	'src/ui/index.tsx': '',
	'src/ui/Button.vue': '',
	'src/old.jsx': '',
	'src/types.d.ts': '',
	'src/Card.native.tsx': '',
	'src/logo.svg': '',
	'src/config.production.ts': '',
	'src/pkg-like/package.json': json({main: 'lib/start.js'}),
	'src/pkg-like/lib/start.js': '',
};
test.each([
	['./db', 'src/db.ts'],
	['./db.js', 'src/db.ts'],
	['./ui', 'src/ui/index.tsx'],
	['./ui/', 'src/ui/index.tsx'],
	['./ui//Button.vue', 'src/ui/Button.vue'],
	['./ui/Button', 'src/ui/Button.vue'],
	['./old', 'src/old.jsx'],
	['./types', 'src/types.d.ts'],
	['./Card', 'src/Card.native.tsx'],
	['./config.production', 'src/config.production.ts'],
	['./pkg-like', 'src/pkg-like/lib/start.js'],
	['.', 'nowhere'],
	['..', 'nowhere'],
	['../../outside', 'nowhere'],
	['./gone', 'nowhere'],
	['./logo.svg', 'asset'],
	['./db?raw', 'asset'],
	['./main.ts', 'src/main.ts'],
	['@/db', 'src/db.ts'],
	['~/gone', 'nowhere'],
	['src/db', 'src/db.ts'],
	['/src/main.ts', 'src/main.ts'],
	['./+types/home', 'asset'],
	['./$types', 'asset'],
	['../.velite', 'asset'],
	['./generated/client', 'asset'],
	['./routes.gen', 'asset'],
	['react', 'package react'],
	['next/server', 'package next server'],
	['@scope/name/part/deep', 'package @scope/name part/deep'],
	['node:fs/promises', 'package fs promises'],
	['crypto', 'package crypto'],
	['npm:zod@3.22.4/v4', 'package zod v4'],
	['npm:@scope/name@1.0.0', 'package @scope/name'],
	['jsr:@std/assert@1', 'package @std/assert'],
	['https://esm.sh/@supabase/supabase-js@2.39.3', 'package @supabase/supabase-js'],
	['https://deno.land/std@0.168.0/http/server.ts', 'package std http/server.ts'],
	['https://deno.land/x/oak@v12.1.0/mod.ts', 'package oak mod.ts'],
	['virtual:pwa-register', 'asset'],
])('%s leads to %s', (source, expected) => {
	expect(shown(plain, 'src/main.ts', source)).toBe(expected);
});

const compiled: Files = {
	'tsconfig.base.json': `{
		// the root of all
		"compilerOptions": {"baseUrl": ".", "paths": {"@models/*": ["packages/models/src/*"], "shared": ["packages/shared/index.ts"],}},
	}`,
	'apps/web/tsconfig.json': json({files: [], references: [{path: './tsconfig.app.json'}, {path: '../api'}]}),
	'apps/web/tsconfig.app.json': json({extends: '../../tsconfig.base.json'}),
	'apps/web/src/main.ts': '',
	'apps/api/tsconfig.json': json({
		extends: ['@acme/settings/strict.json'],
		compilerOptions: {paths: {'~/*': ['./src/*', './old/*'], react: ['./node_modules/@types/react']}},
	}),
	'apps/api/src/user.ts': '',
	'apps/api/src/main.ts': '',
	'apps/api/old/order.ts': '',
	'settings/package.json': json({name: '@acme/settings'}),
	'settings/strict.json': json({compilerOptions: {baseUrl: '../packages'}}),
	'packages/models/src/user.ts': '',
	'packages/shared/index.ts': '',
};
test.each([
	['apps/web/src/main.ts', '@models/user', 'packages/models/src/user.ts'],
	['apps/web/src/main.ts', 'shared', 'packages/shared/index.ts'],
	['apps/web/src/main.ts', 'packages/shared', 'packages/shared/index.ts'],
	['apps/web/src/main.ts', '@models/gone', 'nowhere'],
	['apps/api/src/main.ts', '~/user', 'apps/api/src/user.ts'],
	['apps/api/src/main.ts', '~/order', 'apps/api/old/order.ts'],
	['apps/api/src/main.ts', 'shared', 'packages/shared/index.ts'],
	['apps/api/src/main.ts', 'react', 'package react'],
])('in %s, compilers lead %s to %s', (from, source, expected) => {
	expect(shown(compiled, from, source)).toBe(expected);
});

test('configurations that extend each other in a circle end', () => {
	const files = {'tsconfig.json': json({extends: './b.json'}), 'b.json': json({extends: './tsconfig.json'}), 'a.ts': ''};
	expect(shown(files, 'a.ts', 'thing')).toBe('package thing');
});

const workspace: Files = {
	'package.json': json({name: 'root', workspaces: ['packages/*']}),
	'packages/ui/package.json': json({
		name: '@acme/ui',
		exports: {'.': {types: './dist/index.d.ts', import: './dist/index.js'}, './forms/*': './dist/forms/*.js', './theme.css': './theme.css'},
	}),
	'packages/ui/src/index.ts': '',
	'packages/ui/src/forms/input.tsx': '',
	'packages/db/package.json': json({
		name: '@acme/db',
		main: 'lib/index.js',
		imports: {'#env': './src/env.ts', '#parts/*': {default: './src/parts/*'}},
	}),
	'packages/db/src/index.ts': '',
	'packages/db/src/env.ts': '',
	'packages/db/src/parts/pool.ts': '',
	'packages/db/client.ts': '',
	'packages/web/package.json': json({name: 'web', dependencies: {'@acme/ui': 'workspace:*', root: '^2.0.0'}}),
	'packages/web/main.ts': '',
};
test.each([
	['packages/web/main.ts', '@acme/ui', 'packages/ui/src/index.ts'],
	['packages/web/main.ts', '@acme/ui/forms/input', 'packages/ui/src/forms/input.tsx'],
	['packages/web/main.ts', '@acme/ui/theme.css', 'asset'],
	['packages/web/main.ts', '@acme/ui/gone', 'nowhere'],
	['packages/web/main.ts', '@acme/db', 'packages/db/src/index.ts'],
	['packages/web/main.ts', '@acme/db/client', 'packages/db/client.ts'],
	['packages/web/main.ts', '@acme/other', 'package @acme/other'],
	['packages/web/main.ts', 'root/part', 'package root part'],
	['packages/db/src/index.ts', '#env', 'packages/db/src/env.ts'],
	['packages/db/src/index.ts', '#parts/pool.js', 'packages/db/src/parts/pool.ts'],
	['packages/db/src/index.ts', '#gone', 'nowhere'],
])('in %s, workspaces lead %s to %s', (from, source, expected) => {
	expect(shown(workspace, from, source)).toBe(expected);
});

const bundled = (name: string, config: string): Files => ({
	[name]: config,
	'src/lib/db.ts': '',
	'src/main.ts': '',
	'frontend/src/a.ts': '',
	'shared/money.ts': '',
});
test.each([
	[
		'vite.config.ts',
		"import path from 'node:path';\nexport default defineConfig({resolve: {alias: {'$data': path.resolve(__dirname, './src/lib')}}});",
		'$data/db',
		'src/lib/db.ts',
	],
	[
		'vite.config.ts',
		"export default defineConfig(() => ({resolve: {alias: [{find: 'money', replacement: fileURLToPath(new URL('./shared/money.ts', import.meta.url))}]}}));",
		'money',
		'shared/money.ts',
	],
	[
		'webpack.config.js',
		"module.exports = {resolve: {alias: {lib$: './src/lib/db', deep: path.join(__dirname, 'src', 'lib')}}};",
		'lib',
		'src/lib/db.ts',
	],
	['webpack.config.js', "module.exports = {resolve: {alias: {lib$: './src/lib/db'}}};", 'lib/other', 'package lib other'],
	['webpack.config.js', "module.exports = {resolve: {alias: {react: 'preact/compat'}}};", 'react', 'package react'],
	['babel.config.js', "module.exports = {plugins: [['module-resolver', {alias: {lib: './src/lib'}}]]};", 'lib/db', 'src/lib/db.ts'],
	[
		'next.config.mjs',
		"export default {webpack(config) { config.resolve.alias.data = path.join(process.cwd(), 'src/lib'); return config; }};",
		'data/db',
		'src/lib/db.ts',
	],
	['svelte.config.js', 'export default {};', '$lib/db', 'src/lib/db.ts'],
	['svelte.config.js', 'export default {};', '$lib/gone', 'nowhere'],
	['svelte.config.js', 'export default {};', '$app/navigation', 'asset'],
	['svelte.config.js', "export default {kit: {alias: {'$money': 'shared/money'}}};", '$money', 'shared/money.ts'],
	['nuxt.config.ts', 'export default defineNuxtConfig({});', '~/shared/money', 'shared/money.ts'],
	['nuxt.config.ts', 'export default defineNuxtConfig({});', '#imports', 'asset'],
	['astro.config.mjs', 'export default {};', 'astro:content', 'asset'],
])('%s leads an import by its alias (%#)', (name, config, source, expected) => {
	expect(shown(bundled(name, config), 'src/main.ts', source)).toBe(expected);
});

test('an import map of Deno leads to packages and files', () => {
	const files = {
		'supabase/functions/import_map.json': json({imports: {zod: 'npm:zod@3', 'shared/': './_shared/'}}),
		'supabase/functions/_shared/cors.ts': '',
		'supabase/functions/pay/index.ts': '',
	};
	expect(shown(files, 'supabase/functions/pay/index.ts', 'zod')).toBe('package zod');
	expect(shown(files, 'supabase/functions/pay/index.ts', 'shared/cors.ts')).toBe('supabase/functions/_shared/cors.ts');
	expect(shown(files, 'supabase/functions/pay/index.ts', 'shared/gone.ts')).toBe('nowhere');
});

test('a file that git leaves out by its path is made on each machine; a folder of a name is not', () => {
	const files = {'.gitignore': 'lib/\n/src/api/client.ts\nlocal.ts\n', 'src/main.ts': ''};
	expect(shown(files, 'src/main.ts', './api/client')).toBe('asset');
	expect(shown(files, 'src/main.ts', './local')).toBe('asset');
	expect(shown(files, 'src/main.ts', './lib/db')).toBe('nowhere');
});

const python: Files = {
	'backend/pyproject.toml': '[project]\nname = "shop"\ndependencies = ["redis>=5"]\n',
	'backend/app/__init__.py': '',
	'backend/app/main.py': '',
	'backend/app/redis.py': '',
	'backend/app/calendar/__init__.py': '',
	'backend/app/calendar/views.py': '',
	'backend/app/api/__init__.py': '',
	'backend/app/api/deps.py': '',
	'backend/app/api/routes/orders.py': '',
	'backend/calendar/views.py': '',
	'lib/pyproject.toml': '[project]\nname = "kit"\n',
	'lib/src/kit/__init__.py': '',
	'lib/src/kit/tools.py': '',
	'lib/tasks.py': '',
	'site/manage.py': '',
	'site/shop/settings.py': '',
	'site/shop/local/__init__.py': '',
	'run/main.py': '',
	'run/store.py': '',
};
test.each([
	['backend/app/main.py', 'app.api.deps', 'backend/app/api/deps.py'],
	['backend/app/main.py', 'app.api', 'backend/app/api/__init__.py'],
	['backend/app/main.py', 'app.api.gone', 'nowhere'],
	['backend/app/main.py', 'app.api.routes', 'asset'],
	['backend/app/main.py', 'redis', 'package redis'],
	['backend/app/main.py', 'redis.asyncio', 'package redis asyncio'],
	['backend/app/main.py', 'calendar', 'package calendar'],
	['backend/app/main.py', 'calendar.views', 'backend/calendar/views.py'],
	['backend/app/api/deps.py', '.routes.orders', 'backend/app/api/routes/orders.py'],
	['backend/app/api/deps.py', '..main', 'backend/app/main.py'],
	['backend/app/api/deps.py', '.', 'backend/app/api/__init__.py'],
	['backend/app/api/deps.py', '.gone', 'nowhere'],
	['backend/app/api/deps.py', '......gone', 'nowhere'],
	['lib/tasks.py', 'kit.tools', 'lib/src/kit/tools.py'],
	['site/manage.py', 'shop.settings', 'site/shop/settings.py'],
	['run/main.py', 'store', 'run/store.py'],
	['run/main.py', 'google.cloud.storage', 'package google cloud.storage'],
])('in %s, Python finds %s at %s', (from, source, expected) => {
	expect(shown(python, from, source)).toBe(expected);
});

test('imports that lead nowhere are listed with their line, once for each file', () => {
	const files = {
		'src/a.ts': "import {b} from './b';\nimport {gone, other} from './gone';\nimport type {T} from '@/lost';\n",
		'src/b.ts': '',
		'src/a.test.ts': "import {x} from './never';\n",
		'pkg/__init__.py': '',
		'pkg/m.py': 'from . import n, gone\nfrom pkg import m\nfrom pkg.lost import x\n',
		'pkg/n.py': '',
	};
	expect(modulesIn(files).nowhere).toEqual([
		{path: 'pkg/m.py', line: 3, source: 'pkg.lost'},
		{path: 'src/a.ts', line: 2, source: './gone'},
		{path: 'src/a.ts', line: 3, source: '@/lost'},
	]);
});

test('the graph of imports knows both directions, without types and tests', () => {
	const modules = modulesIn({
		'a.ts': "import {b} from './b';\nimport type {T} from './types';\nexport * from './c';\n",
		'b.ts': "const c = require('./c');\n",
		'c.ts': '',
		'types.ts': 'export type T = string;\n',
		'a.test.ts': "import './c';\n",
		'pkg/__init__.py': '',
		'pkg/m.py': 'from pkg import n\n',
		'pkg/n.py': '',
	});
	expect(modules.importsOf('a.ts')).toEqual(['b.ts', 'c.ts']);
	expect(modules.importersOf('c.ts')).toEqual(['a.ts', 'b.ts']);
	expect(modules.importersOf('types.ts')).toEqual([]);
	expect(modules.importsOf('pkg/m.py')).toEqual(['pkg/__init__.py', 'pkg/n.py']);
});
