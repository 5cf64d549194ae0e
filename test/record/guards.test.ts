import {mkdir, symlink} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {readGuards} from '../../source/record/guards.ts';
import {guardsFile} from '../../source/record/said-guards.ts';
import {folderWith, newFolder} from './folder.ts';

const said = (text: string) => folderWith({[guardsFile]: text}).then(readGuards);

describe('What people say of guards', () => {
	test('is read with the line that says it, and nothing is said where there is no file', async () => {
		expect(await readGuards(await newFolder())).toEqual({entries: [], broken: []});
		const {entries, broken} = await said(
			'# who is at the door\nguards:\n  - name: bouncer\n    file: ./src/gate.ts\n    is: guard\n    lets: role\n    because: it asks the ticket office\n  - name: greet\n    is: none\n',
		);
		expect(broken).toEqual([]);
		expect(entries).toEqual([
			{path: guardsFile, line: 3, text: '- name: bouncer', name: 'bouncer', file: 'src/gate.ts', is: 'guard', lets: 'role'},
			{path: guardsFile, line: 8, text: '- name: greet', name: 'greet', is: 'none', lets: 'signed-in'},
		]);
	});

	test.each([
		['is no YAML', 'guards: [', 1, 'it is not valid YAML'],
		['has a word that is not known', 'guards:\n  - name: bouncer\n    is: yes-it-is\n', 3, '`guards.0.is` must be guard or none'],
		['has no name', 'guards:\n  - is: guard\n', 2, '`guards.0.name` is missing'],
		['misspells a key', 'guards:\n  - name: bouncer\n    is: guard\n    flie: a.ts\n', 4, 'flie'],
		['is a list at its top', '- name: bouncer\n  is: guard\n', 1, ''],
		['uses aliases', 'guards: &a\n  - name: bouncer\n    is: guard\nmore: *a\n', 1, 'alias'],
		['uses a tag', 'guards: !!js/function "1"\n', 1, ''],
		['is a bomb', `a: &a [${'x, '.repeat(50)}x]\nb: &b [*a, *a, *a, *a]\nguards: [*b, *b]\n`, 1, 'alias'],
		['says too much', `guards:\n${'  - {name: bouncer, is: guard}\n'.repeat(201)}`, 2, 'at most 200'],
		['is too large', `guards: []\n#${'x'.repeat(70_000)}\n`, 1, 'larger'],
	])('counts for nothing when the file %s, and is named with what to do', async (_, text, line, words) => {
		const {entries, broken} = await said(text);
		expect(entries).toEqual([]);
		expect(broken).toMatchObject([{path: guardsFile, line}]);
		expect(broken[0]?.problem).toContain(words);
		expect(broken[0]?.problem).toContain('Mend it or delete it');
	});

	test('is never read through a link, of the file or of its folder', async () => {
		const outside = await folderWith({'guards.yaml': 'guards:\n  - {name: bouncer, is: guard}\n'});
		const root = await newFolder();
		await mkdir(join(root, '.shipworthy'));
		await symlink(join(outside, 'guards.yaml'), join(root, guardsFile));
		expect(await readGuards(root)).toMatchObject({entries: [], broken: [{problem: expect.stringContaining('links are not followed')}]});
		const linked = await newFolder();
		await symlink(outside, join(linked, '.shipworthy'));
		expect(await readGuards(linked)).toEqual({entries: [], broken: []});
	});
});
