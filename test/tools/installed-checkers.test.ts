import {chmodSync, existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {askInstalled} from '../../source/tools/installed-checkers.ts';
import {folderWith} from '../repository/folder.ts';
import {has} from '../scaffold/grounds.ts';

const script = {path: 'scripts/back-up.sh', text: '#!/bin/sh\nset -eu\n', by: ['the built-in checker of scripts']};

/** A folder with a shellcheck of ours, which writes down how it was called. */
function checkerIn(folder: string, name: string, body: string): string {
	const made = folderWith({[name]: body});
	chmodSync(join(made, name), 0o755);
	return folder === '' ? made : folder;
}

test('the installed program speaks, from an empty folder and without the environment around it', async () => {
	process.env.API_SECRET = 'dummy';
	const bin = folderWith({shellcheck: '#!/bin/sh\nprintf "%s" "$* in $(ls -A) secret=$API_SECRET" > "$(dirname "$0")/said"\n'});
	chmodSync(join(bin, 'shellcheck'), 0o755);
	const root = folderWith({'.shellcheckrc': 'disable=all'});
	expect(await askInstalled(root, [script], `${bin}:/usr/bin:/bin`)).toEqual([{path: script.path, by: 'the shellcheck installed here'}]);
	delete process.env.API_SECRET;
	expect(readFileSync(join(bin, 'said'), 'utf8')).toBe('--norc --severity=warning --format=gcc scripts/back-up.sh in scripts secret=');
});

test('what it finds is a remark, in its own words', async () => {
	const bin = checkerIn('', 'shellcheck', '#!/bin/sh\necho "scripts/back-up.sh:2:1: warning: something [SC1]"\nexit 1\n');
	expect(await askInstalled('/nowhere', [script], bin)).toEqual([
		{path: script.path, by: 'the shellcheck installed here', remark: 'scripts/back-up.sh:2:1: warning: something [SC1]'},
	]);
});

test('a program of the repository, or among the packages of a project, is never asked', async () => {
	const planted = '#!/bin/sh\ntouch "$(dirname "$0")/ran"\n';
	const root = folderWith({'bin/shellcheck': planted, 'node_modules/.bin/shellcheck': planted, 'packages/api/a.ts': ''});
	for (const folder of ['bin', 'node_modules/.bin']) chmodSync(join(root, folder, 'shellcheck'), 0o755);
	const path = `${join(root, 'node_modules/.bin')}:${join(root, 'bin')}:bin`;
	expect(await askInstalled(root, [script], path)).toEqual([]);
	expect(await askInstalled(join(root, 'packages/api'), [script], join(root, 'node_modules/.bin'))).toEqual([]);
	expect(existsSync(join(root, 'node_modules/.bin/ran'))).toBe(false);
	expect(existsSync(join(root, 'bin/ran'))).toBe(false);
});

test('a file that no installed program knows is left to the built-in checkers', async () => {
	expect(await askInstalled('/nowhere', [{...script, path: 'docs/page.md'}], '/usr/bin:/bin')).toEqual([]);
});

const rules = (expression: string): string =>
	`groups:\n  - name: site\n    rules:\n      - alert: Down\n        expr: ${expression}\n        for: 5m\n`;
const real = [
	['shellcheck', 'a.sh', '#!/bin/sh\necho ok\n', '#!/bin/sh\nrm -rf "$STEAMROOT/"* $1\necho $[1+1\n', 'none'],
	['promtool', 'a.rules.yml', rules('up == 0'), rules('up ==='), 'the built-in checker of Prometheus rules'],
	[
		'amtool',
		'alertmanager.yml',
		'route:\n  receiver: team\nreceivers:\n  - name: team\n',
		'route:\n  receiver: nobody\nreceivers:\n  - name: team\n',
		'the built-in checker of Alertmanager',
	],
	[
		'actionlint',
		'.github/workflows/a.yml',
		'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ok\n',
		'on: push\njobs:\n  a:\n    steps:\n      - run: echo ok\n',
		'none',
	],
] as const;

for (const [name, path, good, bad, by] of real)
	test.skipIf(!has(name))(`${name} accepts what is right and says what is wrong (skipped where it is not installed)`, async () => {
		const ask = (text: string) => askInstalled('/nowhere', [{path, text, by: [by]}], process.env.PATH ?? '');
		expect(await ask(good)).toEqual([{path, by: `the ${name} installed here`}]);
		expect(await ask(bad)).toEqual([{path, by: `the ${name} installed here`, remark: expect.stringMatching(/\S/u)}]);
	});
