import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {svgOf} from '../pictures/svg.mjs';
import {folderWith} from '../repository/folder.ts';
import {node} from '../support/node.ts';
import {Screen} from '../support/screen.ts';

const project = join(import.meta.dirname, '../..');
const picture = 'test/pictures/coach.svg';

test('the picture in the README is of the screen that a person sees (npm run pictures draws it anew)', async () => {
	expect(readFileSync(join(project, 'README.md'), 'utf8')).toContain(`](${picture})`);
	const home = folderWith({});
	const screen = new Screen([node, join(project, 'dist/cli.js'), project], {
		env: {HOME: home, XDG_STATE_HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home, TMPDIR: home, LANG: 'C.UTF-8', LC_ALL: undefined},
	});
	onTestFinished(() => screen.kill());
	await screen.until('Practise on a small app');
	screen.send('1');
	await screen.until(text => text.includes('tidewater-kayaks') && text.includes('What brings'));
	screen.send('1414');
	const shown = readFileSync(join(project, picture), 'utf8');
	// A frame may arrive in parts: the screen counts once it is whole.
	await screen.until(text => text.includes('step 1 of') && svgOf(screen.cells(), 'shipworthy: step') === shown);
});
