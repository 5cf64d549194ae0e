import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {onTestFinished, test} from 'vitest';
import {folderWith} from '../repository/folder.ts';
import {node} from '../support/node.ts';
import {Screen} from '../support/screen.ts';

const project = join(import.meta.dirname, '../..');

test('the screen in the README is the one that a person sees', async () => {
	const [, shown] = /```text\n([\s\S]*?)\n```/u.exec(readFileSync(join(project, 'README.md'), 'utf8')) ?? [];
	const home = folderWith({});
	const screen = new Screen([node, join(project, 'dist/cli.js'), project], {
		env: {HOME: home, XDG_STATE_HOME: home, XDG_CONFIG_HOME: home, TMPDIR: home, LANG: 'C.UTF-8', LC_ALL: undefined},
	});
	onTestFinished(() => screen.kill());
	await screen.until('Practise on a small app');
	screen.send('1');
	await screen.until(text => text.includes('tidewater-kayaks') && text.includes('Looking is done.'));
	screen.send('1412');
	await screen.until('step 1 of');
	screen.send('s');
	await screen.until('step 2 of');
	screen.send('s');
	const plain = (text: string): string =>
		text
			.split('\n')
			.map(line => line.trimEnd())
			.join('\n')
			.trimEnd();
	// A frame may arrive in parts: the screen counts once it is whole.
	await screen.until(text => text.includes('step 3 of') && plain(text) === plain(shown ?? ''));
});
