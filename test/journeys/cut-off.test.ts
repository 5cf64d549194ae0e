import {spawnSync} from 'node:child_process';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {buildSync} from 'esbuild';
import {expect, onTestFinished, test} from 'vitest';
import {folderWith} from '../repository/folder.ts';
import {planOf, storeIn} from '../scaffold/grounds.ts';
import {node} from '../support/node.ts';
import {Screen} from '../support/screen.ts';

const program = join(import.meta.dirname, '../../dist/cli.js');

/** A repository in which a write was killed after its first file. */
function killedInMidWrite(): string {
	const root = folderWith({
		'package.json': '{"name": "shop", "dependencies": {"express": "^5.0.0"}}',
		'server.js': "import express from 'express';\nexpress().listen(1);\n",
		'mine.txt': 'mine\n',
	});
	const child = join(folderWith({}), 'child.cjs');
	buildSync({
		entryPoints: [join(import.meta.dirname, '../scaffold/killed-child.ts')],
		outfile: child,
		bundle: true,
		platform: 'node',
		format: 'cjs',
		logLevel: 'error',
	});
	const plan = planOf(root, storeIn(root), {'docs/a.md': 'a\n', 'docs/b.md': 'b\n'});
	const {signal} = spawnSync(process.execPath, [child, 'write', root, 'after docs/a.md'], {input: JSON.stringify(plan), encoding: 'utf8'});
	expect(signal).toBe('SIGKILL');
	expect(existsSync(join(root, 'docs/a.md'))).toBe(true);
	return root;
}

function open(root: string): Screen {
	const home = folderWith({});
	const screen = new Screen([node, program, root], {
		env: {HOME: home, XDG_STATE_HOME: home, XDG_CONFIG_HOME: home, LANG: 'C.UTF-8', LC_ALL: undefined},
	});
	onTestFinished(() => screen.kill());
	return screen;
}

test('after a kill in mid-write the coach asks, puts everything back with one key, and then looks', async () => {
	const root = killedInMidWrite();
	const screen = open(root);
	await screen.until(text => text.includes('cut off here earlier') && text.includes('docs/a.md'));
	screen.send('\r');
	await screen.until(text => text.includes('Put back as before') && text.includes('What brings you here?'));
	expect(existsSync(join(root, 'docs'))).toBe(false);
	expect(readFileSync(join(root, 'mine.txt'), 'utf8')).toBe('mine\n');
});

test('a committed journal that names files elsewhere changes nothing, whatever is pressed', async () => {
	const outside = folderWith({'victim.txt': 'mine\n'});
	const root = killedInMidWrite();
	const journals = join(root, '.shipworthy/scaffold/journal');
	const [file] = spawnSync('find', [journals, '-name', 'journal.json'], {encoding: 'utf8'}).stdout.trim().split('\n');
	const journal = readFileSync(file ?? '', 'utf8');
	writeFileSync(file ?? '', journal.replaceAll('docs/a.md', join(outside, 'victim.txt')).replaceAll('docs/b.md', '../victim.txt'));
	const screen = open(root);
	await screen.until(text => /cut off here earlier|What brings you here/u.test(text));
	screen.send('\r');
	await screen.until(text => !text.includes('cut off here earlier'));
	expect(readFileSync(join(outside, 'victim.txt'), 'utf8')).toBe('mine\n');
});
