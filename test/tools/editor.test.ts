import {chmodSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {openEditor} from '../../source/tools/editor.ts';
import {folderWith} from '../repository/folder.ts';

function editorIn(folder: string, name = 'vim'): string {
	chmodSync(join(folder, name), 0o755);
	return folder;
}
const recorder = '#!/bin/sh\nprintf "%s\\n" "$@" "secret=$API_SECRET" > "$(dirname "$0")/said"\n';

test('the editor gets the line and the file, and none of the secrets around it', async () => {
	const root = folderWith({'a b.ts': 'x'});
	const bin = editorIn(folderWith({vim: recorder}));
	const edited = await openEditor(root, 'a b.ts', 7, {EDITOR: 'vim', PATH: `${bin}:/usr/bin:/bin`, API_SECRET: 'dummy'});
	expect(edited).toEqual({edited: true});
	expect(readFileSync(join(bin, 'said'), 'utf8')).toBe(`+7\n${join(root, 'a b.ts')}\nsecret=\n`);
});

test('a program inside the repository is never the editor', async () => {
	const root = editorIn(folderWith({vim: recorder}));
	expect(await openEditor(root, 'a.ts', 1, {EDITOR: 'vim', PATH: root})).toMatchObject({
		edited: false,
		problem: expect.stringContaining('not found'),
	});
	expect(await openEditor(root, 'a.ts', 1, {EDITOR: join(root, 'vim'), PATH: ''})).toMatchObject({edited: false});
});

test('without an editor it says what to set', async () => {
	expect(await openEditor('/', 'a.ts', 1, {})).toMatchObject({edited: false, problem: expect.stringContaining('export EDITOR=')});
});

test('an editor that fails is said', async () => {
	const bin = editorIn(folderWith({vim: '#!/bin/sh\nexit 3\n'}));
	expect(await openEditor(bin.concat('-no'), 'a.ts', 1, {EDITOR: 'vim', PATH: bin})).toMatchObject({edited: false});
});
