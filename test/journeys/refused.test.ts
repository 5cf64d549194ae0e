import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {folderWith} from '../repository/folder.ts';
import {node} from '../support/node.ts';
import {Screen} from '../support/screen.ts';

const program = join(import.meta.dirname, '../../dist/cli.js');

test.each([
	[['/no/such/folder'], 'does not exist'],
	[['notes.txt'], 'is not a folder'],
	[['.', '..'], 'one too many'],
	[['wriet'], 'Or did you mean: shipworthy write'],
	[['fcats', '.'], 'Or did you mean: shipworthy facts'],
	[['--nonsense'], '--help'],
])('in a terminal, %j is refused in one sentence and the shell comes back', async (words, said) => {
	const cwd = folderWith({'notes.txt': 'buy milk'});
	const screen = new Screen([node, program, ...words], {cwd, columns: 200});
	onTestFinished(() => screen.kill());
	await screen.until(text => text.includes(said));
	expect((await screen.exited()).exitCode).toBe(2);
});
