import {chmodSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {personFolder} from '../../source/record/person-folder.ts';
import {readPreferences, savePreferences} from '../../source/record/preferences.ts';
import {folderWith} from '../repository/folder.ts';

const some = {theme: 'light', editor: 'code --wait', alternateScreen: false, pace: 45} as const;

test('what is saved is read again, is for its owner alone, and leaves nothing beside it', async () => {
	const folder = join(folderWith({}), 'new');
	expect(await savePreferences(folder, some)).toBeUndefined();
	expect(await readPreferences(folder)).toEqual({preferences: some});
	expect(readdirSync(folder)).toEqual(['preferences.json']);
	expect(statSync(join(folder, 'preferences.json')).mode & 0o077).toBe(0);
});

test('without a file nothing is set', async () => {
	expect(await readPreferences(folderWith({}))).toEqual({preferences: {}});
});

test.each(['{"theme": ', '{"theme": "mauve"}', '{"pace": -1}', 'null'])(
	'%j is set aside and said, and never stops anything',
	async text => {
		const folder = folderWith({'preferences.json': text});
		const {preferences, trouble} = await readPreferences(folder);
		expect(preferences).toEqual({});
		expect(trouble).toContain('It was moved to');
		expect(readFileSync(join(folder, 'preferences.json.broken'), 'utf8')).toBe(text);
		expect(await readPreferences(folder)).toEqual({preferences: {}});
	},
);

test('a link in place of the file is not followed', async () => {
	const folder = folderWith({'elsewhere.json': JSON.stringify(some)});
	symlinkSync(join(folder, 'elsewhere.json'), join(folder, 'preferences.json'));
	expect((await readPreferences(folder)).preferences).toEqual({});
});

test('a folder that cannot be written is said, with what it means', async () => {
	const folder = folderWith({});
	writeFileSync(join(folder, 'file'), '');
	chmodSync(join(folder, 'file'), 0o600);
	expect(await savePreferences(join(folder, 'file', 'inside'), some)).toContain('hold for this visit only');
});

test.each([
	['linux', {}, '/home/ada/.config/shipworthy'],
	['linux', {XDG_CONFIG_HOME: '/conf'}, '/conf/shipworthy'],
	['linux', {XDG_CONFIG_HOME: 'relative'}, '/home/ada/.config/shipworthy'],
	['darwin', {}, '/home/ada/Library/Preferences/shipworthy'],
])('on %s with %j settings are in %s', (platform, environment, folder) => {
	expect(personFolder('config', {platform, home: '/home/ada', environment})).toBe(folder);
});
