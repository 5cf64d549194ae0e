import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {signer, userNameIn} from '../../source/record/signer.ts';
import {folderWith, newFolder} from './folder.ts';

describe('The name in a configuration', () => {
	test.each([
		['[user]\n\tname = Ana Lopez\n\temail = ana@example.com\n', 'Ana Lopez'],
		['[User]\nNAME=Ana\n', 'Ana'],
		['[user] name = Ana\n', 'Ana'],
		['[user]\n\tname = "Ana # not a comment" # a comment\n', 'Ana # not a comment'],
		['[user]\n\tname = Ana  ; a comment\n', 'Ana'],
		['[user]\n\tname = "  Ana  "\n', '  Ana  '],
		['[user]\n\tname = "Ana \\"A\\" Lopez"\n', 'Ana "A" Lopez'],
		['[user]\n\tname = Ana \\\nLopez\n', 'Ana Lopez'],
		['[user]\r\n\tname = Ana\r\n', 'Ana'],
		['\uFEFF[user]\nname = Ana\n', 'Ana'],
		['[user]\nname = Ana\n[user]\nname = Ben\n', 'Ben'],
		['[user "work"]\nname = Eve\n', undefined],
		['[alias]\nname = Eve\n', undefined],
		['# [user]\nname = Eve\n', undefined],
		['[user]\n# name = Eve\n', undefined],
		['[user]\nname\n', undefined],
		['[user]\nname =\n', undefined],
		['[user]\nname = "unclosed\n', undefined],
		['[user]\nname = bad \\q escape\n', undefined],
		['[include]\npath = other\n', undefined],
		['', undefined],
	])('%j names %j', (text, name) => {
		expect(userNameIn(text)).toBe(name);
	});
});

describe('Who signs', () => {
	const name = (who: string) => `[user]\nname = ${who}\n`;
	test('The repository decides before the person, and the home before the settings folder', async () => {
		const root = await folderWith({'.git/config': name('Local')});
		const bare = await folderWith({'.git/config': '[core]\nbare = false\n'});
		const home = await folderWith({'.gitconfig': name('Home'), '.config/git/config': name('Settings')});
		const only = await folderWith({'.config/git/config': name('Settings')});
		const elsewhere = await folderWith({'git/config': name('Elsewhere')});
		expect(await signer(root, {home, environment: {}})).toBe('Local');
		expect(await signer(bare, {home, environment: {}})).toBe('Home');
		expect(await signer(bare, {home: only, environment: {}})).toBe('Settings');
		expect(await signer(bare, {home: only, environment: {XDG_CONFIG_HOME: elsewhere}})).toBe('Elsewhere');
	});

	test('Where nobody is named nobody signs', async () => {
		const empty = await newFolder();
		expect(await signer(empty, {home: empty, environment: {}})).toBeUndefined();
		expect(await signer(empty, {home: join(empty, 'none'), environment: {}})).toBeUndefined();
	});

	test('A name cannot carry escape sequences', async () => {
		const root = await folderWith({'.git/config': name('\u001B[31mAna\u202E')});
		expect(await signer(root, {home: root, environment: {}})).toBe('␛Ana<U+202E>');
	});
});
