import {execFileSync} from 'node:child_process';
import {
	appendFileSync,
	chmodSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	truncateSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {beforeEach, describe, expect, test} from 'vitest';
import {personFolder} from '../../source/record/person-folder.ts';
import {keepWithin} from '../../source/scan/cache.ts';
import {engineOf} from '../../source/scan/engine.ts';
import {isStill, type Known} from '../../source/scan/known.ts';
import {look, type Seen} from '../../source/scan/look.ts';
import {shipworthy} from '../commands/run.ts';
import {folderWith} from '../repository/folder.ts';
import {faultyProgram, program, started} from './faulty.ts';

const server = "import express from 'express';\nconst app = express();\napp.get('/orders', (q, r) => r.json([]));\napp.listen(1);\n";
const shop = {
	'package.json': '{"dependencies": {"express": "^5.0.0"}}',
	'README.md': '# Shop\n',
	'src/server.js': server,
	'src/orders.js': 'export const orders = [];\n',
};

let cache = '';
beforeEach(() => {
	cache = folderWith({});
});

/** What was just written is not trusted. */
const anHour = 3_600_000;

async function seenAt(root: string, faulty = program): Promise<Seen> {
	const looked = await look(root, {means: {program: faulty}, cache, began: Date.now() + anHour});
	if (!looked.ok) throw new Error(looked.problem);
	return looked.seen;
}

const kept = (): readonly string[] =>
	readdirSync(cache).flatMap(folder => readdirSync(join(cache, folder)).map(name => join(cache, folder, name)));
const scan = (root: string, ...words: readonly string[]) =>
	shipworthy(['scan', root, '--format', 'json', ...words], {env: {XDG_CACHE_HOME: cache}});

describe('the same answer, sooner', () => {
	test('a second look at what did not change starts no scanner and sees the same', async () => {
		const root = folderWith(shop);
		const faulty = faultyProgram();
		const first = await seenAt(root, faulty);
		expect(started(faulty, '--scanner')).toHaveLength(1);
		expect(await seenAt(root, faulty)).toEqual(first);
		expect(started(faulty, '--scanner')).toHaveLength(1);
	});

	test('reports are the same bytes without a cache, cold, warm, and warm after a change and its undoing', () => {
		const root = folderWith({
			...shop,
			'.env': 'STRIPE_KEY=sk_live_plumCobwebOrchardLantern4\n',
			'locks/odd name.ts': 'export const a = 1;\n',
		});
		execFileSync('sleep', ['2.1']);
		const fresh = scan(root, '--no-cache');
		expect(kept()).toEqual([]);
		const cold = scan(root);
		const warm = scan(root);
		writeFileSync(join(root, 'src/orders.js'), 'export const orders = [1];\n');
		scan(root);
		writeFileSync(join(root, 'src/orders.js'), shop['src/orders.js']);
		const again = scan(root);
		expect(JSON.parse(fresh.out).checks.length).toBeGreaterThan(10);
		expect([cold.out, warm.out, again.out]).toEqual([fresh.out, fresh.out, fresh.out]);
	});

	test('one check alone and the facts are taken from a whole look', async () => {
		const root = folderWith(shop);
		await seenAt(root);
		const faulty = faultyProgram();
		const one = {means: {program}, only: ({id}: {readonly id: string}) => id === 'ops-no-ci'};
		expect(await look(root, {...one, cache})).toEqual(await look(root, one));
		expect(started(faulty, '--scanner')).toEqual([]);
	});

	test('only what changed is seen again, whatever its times say', async () => {
		const root = folderWith(shop);
		await seenAt(root);
		const path = join(root, 'src/orders.js');
		const {atime, mtime} = statSync(path);
		writeFileSync(path, "import 'express';\nexport {} // 1\n".slice(0, shop['src/orders.js'].length));
		utimesSync(path, atime, mtime);
		const seen = await seenAt(root);
		expect(seen).toEqual(((await look(root, {means: {program}})) as {readonly seen: Seen}).seen);
	});

	test('a file that was written within two seconds before a look is read again', () => {
		const stamp = {modified: 10_000, changed: 10_000, number: 7};
		const file = {path: 'a.ts', bytes: 3, tracked: true, ignored: false, stamp};
		const known = (at: number): Known => ({hash: '', bytes: 3, stamp, at, sent: new Uint8Array(0)});
		expect(isStill(known(11_999), file)).toBe(false);
		expect(isStill(known(12_001), file)).toBe(true);
		for (const other of [{modified: 9000}, {changed: 10_001}, {number: 8}])
			expect(isStill(known(12_001), {...file, stamp: {...stamp, ...other}})).toBe(false);
		expect(isStill(known(12_001), {...file, bytes: 4})).toBe(false);
	});

	test('a file that is no longer there is no longer kept', async () => {
		const root = folderWith({...shop, 'src/gone.js': 'export const goneForGood = 1;\n'});
		await seenAt(root);
		expect(kept().some(path => readFileSync(path, 'latin1').includes('src/gone.js'))).toBe(true);
		rmSync(join(root, 'src/gone.js'));
		await seenAt(root);
		await seenAt(root);
		expect(kept().filter(path => path.endsWith('.bin') && readFileSync(path, 'latin1').includes('src/gone.js'))).toEqual([]);
	});

	test('what another build has seen is not believed', async () => {
		const root = folderWith(shop);
		const [one, other] = [faultyProgram(), faultyProgram()];
		appendFileSync(other, '// another build\n');
		expect(engineOf(one)).not.toBe(engineOf(other));
		await seenAt(root, one);
		await seenAt(root, other);
		expect(started(other, '--scanner')).toHaveLength(1);
	});
});

describe('a cache that is no good is no trouble', () => {
	test.each([
		['cut off', (path: string) => truncateSync(path, Math.floor(statSync(path).size / 2))],
		['something else', (path: string) => writeFileSync(path, 'not ours')],
		['nothing', (path: string) => writeFileSync(path, '')],
		[
			'a folder',
			(path: string) => {
				rmSync(path);
				mkdirSync(path);
			},
		],
	])('what is kept is %s', async (_, spoil) => {
		const root = folderWith(shop);
		const first = await seenAt(root);
		for (const path of kept()) spoil(path);
		expect(await seenAt(root)).toEqual(first);
		expect(await seenAt(root)).toEqual(first);
	});

	test('the folder cannot be written', async () => {
		const root = folderWith(shop);
		rmSync(cache, {recursive: true});
		writeFileSync(cache, 'a file stands where the folder would be');
		expect(await seenAt(root)).toMatchObject({files: 4});
		rmSync(cache);
	});
});

describe('what is kept', () => {
	test('is for the person alone, outside the repository', async () => {
		const root = folderWith(shop);
		await seenAt(root);
		expect(kept().length).toBeGreaterThan(1);
		expect(kept().map(path => statSync(path).mode & 0o777)).toEqual(kept().map(() => 0o600));
		expect(statSync(join(cache, readdirSync(cache)[0] ?? '')).mode & 0o777).toBe(0o700);
		expect(readdirSync(root).sort()).toEqual(['README.md', 'package.json', 'src']);
	});

	test('is nothing in CI, nothing when it is not wanted, and nothing without a home', () => {
		const root = folderWith(shop);
		shipworthy(['scan', root], {env: {XDG_CACHE_HOME: cache, CI: 'true'}});
		shipworthy(['facts', root, '--no-cache'], {env: {XDG_CACHE_HOME: cache}});
		shipworthy(['scan', root]);
		expect(kept()).toEqual([]);
		expect(() => statSync('/nonexistent')).toThrow();
	});

	test('never holds a credential, wherever in a file it stands', async () => {
		const key = `sk_live_${'plumCobwebOrchardLanternFerry'.slice(0, 24)}`;
		const password = 'Harness0akMillR1verStone';
		const long = `${'a'.repeat(285)}=${key}`;
		const root = folderWith({
			'package.json': `{"scripts": {"start": "STRIPE_KEY=${key} node ."}, "dependencies": {"shop": "git+https://me:${password}@git.example.com/shop.git"}}`,
			'.env': `STRIPE_KEY=${key}\nDATABASE_PASSWORD=${password}\n`,
			'first.js': `const stripe = new Stripe('${key}');\n`,
			'src/pay.ts': [
				"import Stripe from 'stripe';",
				`export const stripe = new Stripe('${key}');`,
				`const options = {password: '${password}', note: 'x'};`,
				`app.get('/pay', (request, response) => response.json(\`${key}\`));`,
				`console.log('${key}', options);`,
				`const url = 'postgres://shop:${password}@db.internal:5432/shop';`,
				`const long = '${long}';`,
				`if (request.query.key === '${key}') throw new Error('${key}');`,
			].join('\n'),
			'settings.py': `import stripe\nSECRET_KEY = '${password}'\nstripe.api_key = '${key}'\n`,
			'migrations/1.sql': `-- ${key}\nCREATE TABLE orders (id int, token text DEFAULT '${key}');\n`,
			'docs/pay.md': `Use ${key} to pay.\n`,
			'docker-compose.yml': `services:\n  db:\n    image: postgres\n    environment:\n      POSTGRES_PASSWORD: ${password}\n      STRIPE_KEY: ${key}\n`,
			'.github/workflows/ci.yml': `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: STRIPE_KEY=${key} npm test\n`,
			'yarn.lock': `"shop@git+https://me:${password}@git.example.com/shop.git":\n  version "1.0.0"\n`,
		});
		const seen = await seenAt(root);
		const all = kept().map(path => readFileSync(path, 'latin1').replaceAll('\0', ''));
		expect(all.join('')).toContain('src/pay.ts');
		expect(all.join('')).toContain('sk_l');
		for (const length of [key.length, 16]) expect(all.filter(text => text.includes(key.slice(0, length)))).toEqual([]);
		expect(all.flatMap(text => [...text.matchAll(/.{60}Harness0.{30}/gu)].map(([found]) => found))).toEqual([]);
		expect(JSON.stringify(seen)).not.toContain(key.slice(0, 16));
	});

	test('has its bounds: what is kept of other repositories goes first, that of the longest ago before the rest', () => {
		for (const [name, hour] of [
			['old', 1],
			['own', 0],
			['new', 2],
		] as const) {
			mkdirSync(join(cache, name));
			writeFileSync(join(cache, name, 'facts-0-1.bin'), 'x'.repeat(100));
			utimesSync(join(cache, name, 'facts-0-1.bin'), hour * 3600, hour * 3600);
		}
		keepWithin(cache, join(cache, 'own'), 250);
		expect(readdirSync(cache).sort()).toEqual(['new', 'own']);
		keepWithin(cache, join(cache, 'own'), 10);
		expect(readdirSync(cache)).toEqual(['own']);
	});
});

test('a folder without permission does not stop the cache', async () => {
	const root = folderWith({...shop, 'closed/a.ts': ''});
	chmodSync(join(root, 'closed'), 0);
	const first = await seenAt(root);
	expect(await seenAt(root)).toEqual(first);
	chmodSync(join(root, 'closed'), 0o755);
});

test.each([
	['linux', {}, '/home/a/.cache/shipworthy'],
	['linux', {XDG_CACHE_HOME: '/var/c'}, '/var/c/shipworthy'],
	['linux', {XDG_CACHE_HOME: 'relative'}, '/home/a/.cache/shipworthy'],
	['darwin', {}, '/home/a/Library/Caches/shipworthy'],
	['win32', {LOCALAPPDATA: 'C:\\Local'}, 'C:\\Local\\shipworthy\\Cache'],
])('the cache folder on %s with %o', (platform, environment, folder) => {
	expect(personFolder('cache', {platform, home: '/home/a', environment})).toBe(folder);
});
