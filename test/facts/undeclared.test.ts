import {describe, expect, test} from 'vitest';
import {undeclaredIn} from '../../source/facts/dependencies/undeclared.ts';
import {inMemory} from '../../source/repository/repository.ts';
import {factsOf} from '../support/facts.ts';

const undeclared = (files: Record<string, string>) =>
	undeclaredIn(factsOf(inMemory(files))).map(({name, how, path}) => `${how} ${name} ${path}`);

const npm = (files: Record<string, string>, locked: readonly string[] = []) =>
	undeclared({
		'package.json': '{"name": "shop", "dependencies": {"react": "18.3.1"}, "devDependencies": {"@types/geojson": "7946.0.14"}}',
		'package-lock.json': JSON.stringify({
			lockfileVersion: 3,
			packages: Object.fromEntries([
				['', {dependencies: {react: '18.3.1'}}],
				...['react', '@types/geojson', ...locked].map(name => [`node_modules/${name}`, {version: '1.0.0'}] as const),
			]),
		}),
		...files,
	});

describe('Imports that no manifest names', () => {
	test.each([
		[`import {glow} from 'dazzling-icons';`, 'missing dazzling-icons src/main.ts'],
		[`import glow from 'dazzling-icons/lib/glow.js';`, 'missing dazzling-icons src/main.ts'],
		[`import {glow} from '@dazzling/icons';`, 'missing @dazzling/icons src/main.ts'],
		[`const glow = require('dazzling-icons');`, 'missing dazzling-icons src/main.ts'],
		[`export {glow} from 'dazzling-icons';`, 'missing dazzling-icons src/main.ts'],
		[`import {\n\tglow,\n\tshine,\n} from 'dazzling-icons';`, 'missing dazzling-icons src/main.ts'],
	])('%s', (text, found) => expect(npm({'src/main.ts': `${text}\n`})).toEqual([found]));

	test('What another package brings is a phantom', () => {
		expect(npm({'src/main.ts': `import {a} from 'scheduler';\n`}, ['scheduler'])).toEqual(['phantom scheduler src/main.ts']);
	});

	test.each([
		`import type {Glow} from 'dazzling-icons';`,
		`import {Feature} from 'geojson';`,
		`import {useState} from 'react';`,
		`import {jsx} from 'react/jsx-runtime';`,
		`import {readFile} from 'node:fs';`,
		`import path from 'path';`,
		`import {readFile} from 'fs/promises';`,
		`import 'server-only';`,
		`import {registerSW} from 'virtual:pwa-register';`,
		`import icons from '~icons/all';`,
		`import {app} from '$app/stores';`,
		`import own from '#own';`,
		`import other from './other';`,
		`import other from '@/other';`,
		`import Stripe from 'https://esm.sh/stripe@18.5.0';`,
		`import Stripe from 'npm:stripe@14';`,
		`import {Database} from 'bun:sqlite';`,
		`// import {glow} from 'dazzling-icons';`,
		`const words = 'import glow from dazzling-icons';`,
	])('%s is none', text => expect(npm({'src/main.ts': `${text}\n`})).toEqual([]));

	test.each<[string, Record<string, string>]>([
		['paths of the compiler', {'tsconfig.json': '{"compilerOptions": {"paths": {"parts/*": ["./src/parts/*"],}} /* names */}'}],
		['paths in a second file of the compiler', {'tsconfig.app.json': '{"compilerOptions": {"paths": {"parts/*": ["./src/parts/*"]}}}'}],
		[
			'a base path of the compiler',
			{'jsconfig.json': '{"compilerOptions": {"baseUrl": "src"}}', 'src/parts/menu.ts': 'export const menu = 1;'},
		],
		['an alias of Vite', {'vite.config.ts': `export default {resolve: {alias: {parts: '/src/parts'}}};`}],
		['a list of aliases of Vite', {'vite.config.ts': `export default {resolve: {alias: [{find: 'parts', replacement: '/src/parts'}]}};`}],
		[
			'the second of a list of aliases',
			{'vite.config.ts': `export default {resolve: {alias: [{find: '@', replacement: '/src'}, {find: /^parts/, replacement: '/p'}]}};`},
		],
		['an alias of webpack', {'webpack.config.js': `module.exports = {resolve: {alias: {'parts': path.resolve('src/parts')}}};`}],
		['another package of the workspace', {'packages/parts/package.json': '{"name": "parts", "dependencies": {"react": "18.3.1"}}'}],
		['the manifest of the folder itself', {'src/package.json': '{"name": "inner", "dependencies": {"parts": "1.0.0"}}'}],
	])('None behind %s', (_name, files) => {
		expect(npm({'src/main.ts': `import {menu} from 'parts/menu';\n`, ...files})).toEqual([]);
	});

	test.each([
		'src/main.test.ts',
		'eslint.config.js',
		'scripts/seed.ts',
		'examples/one.ts',
		'vendor/lib.js',
		'supabase/functions/pay/index.ts',
	])('None in %s', path => expect(npm({[path]: `import {glow} from 'dazzling-icons';\n`})).toEqual([]));

	test('Without a lockfile nothing is said, for the install itself would tell', () => {
		expect(
			undeclared({'package.json': '{"dependencies": {"react": "18.3.1"}}', 'src/main.ts': `import a from 'dazzling-icons';\n`}),
		).toEqual([]);
	});
});

describe('Modules that nothing imports', () => {
	const glow = `import {glow} from 'dazzling-icons';\nexport const one = glow;\n`;
	test.each<[string, Record<string, string>, string]>([
		['is imported by its path', {'src/main.ts': `import './parts/one';\n`, 'src/parts/one.ts': glow}, 'missing'],
		['is imported with an ending', {'src/main.ts': `import './parts/one.js';\n`, 'src/parts/one.ts': glow}, 'missing'],
		['is imported behind an alias', {'src/main.ts': `import '@/parts/one';\n`, 'src/parts/one.ts': glow}, 'missing'],
		['is loaded when it is needed', {'src/main.ts': `const load = () => import('./parts/one');\n`, 'src/parts/one.ts': glow}, 'missing'],
		['is the index of an imported folder', {'src/main.ts': `import './parts';\n`, 'src/parts/index.ts': glow}, 'missing'],
		['is a page by its folder', {'src/pages/one.tsx': glow}, 'missing'],
		[
			'has only a namesake that is imported',
			{'src/main.ts': `import '@/pages/one';\n`, 'src/pages/one.ts': '', 'src/parts/one.ts': glow},
			'unused',
		],
		['is imported by a test only', {'src/one.test.ts': `import './parts/one';\n`, 'src/parts/one.ts': glow}, 'unused'],
		['is a component that a framework may find', {'src/parts/One.vue': `<script setup>\n${glow}</script>\n`}, 'unsure'],
	])('A module that %s', (_name, files, how) => {
		expect(npm(files).map(one => one.split(' ')[0])).toEqual([how]);
	});

	test('A phantom in an unused module is nothing', () => {
		expect(npm({'src/parts/one.ts': `import {a} from 'scheduler';\n`}, ['scheduler'])).toEqual([]);
	});
});

describe('Python imports that no manifest names', () => {
	const python = (imports: string, wanted: readonly string[], more: Record<string, string> = {}) =>
		undeclared({
			'requirements.txt': ['flask==3.0.0', 'requests==2.31.0', ...wanted].join('\n'),
			'app.py': `${imports}\n`,
			...more,
		}).map(one => one.split(' ').slice(0, 2).join(' '));

	test.each([
		['import numpy as np', 'unlocked numpy'],
		['from numpy.linalg import norm', 'unlocked numpy'],
		['import os, numpy', 'unlocked numpy'],
		['import yaml', 'unlocked yaml'],
		['from PIL import Image', 'unlocked PIL'],
	])('%s', (text, found) => expect(python(text, [])).toEqual([found]));

	test.each([
		['import numpy', 'numpy==1.26.4'],
		['import yaml', 'PyYAML==6.0.1'],
		['from PIL import Image', 'Pillow==10.2.0'],
		['import cv2', 'opencv-python-headless==4.9.0.80'],
		['import sklearn', 'scikit_learn==1.4.0'],
		['from bs4 import BeautifulSoup', 'beautifulsoup4==4.12.3'],
		['import jwt', 'PyJWT==2.8.0'],
		['from dotenv import load_dotenv', 'python-dotenv==1.0.1'],
		['from jose import jwt', 'python-jose[cryptography]==3.3.0'],
		['import psycopg2', 'psycopg2-binary==2.9.9'],
		['from rest_framework import views', 'djangorestframework==3.15.0'],
		['from google.cloud import storage', 'google-cloud-storage==2.14.0'],
		['from flask_sqlalchemy import SQLAlchemy', 'Flask-SQLAlchemy==3.1.1'],
		['import discord', 'discord.py==2.3.2'],
		['from werkzeug.security import generate_password_hash', ''],
	])('%s comes with %s', (text, wanted) => expect(python(text, [wanted])).toEqual([]));

	test.each([
		'import json, os.path',
		'from __future__ import annotations',
		'import tomllib',
		'from . import parts',
		'from .parts import menu',
	])("%s is Python's own or ours", text => expect(python(text, [])).toEqual([]));

	test('A module or folder of the repository is ours', () => {
		expect(python('from shop.menu import menu\nimport parts', [], {'shop/menu.py': 'menu = 1\n', 'parts.py': ''})).toEqual([]);
	});
});
