import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {onTestFinished} from 'vitest';

/** A temporary folder with these files, gone when the test is. */
export function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
	const root = mkdtempSync(join(tmpdir(), 'shipworthy-test-'));
	onTestFinished(() => rmSync(root, {recursive: true, force: true}));
	for (const [path, content] of Object.entries(files)) {
		mkdirSync(dirname(join(root, path)), {recursive: true});
		writeFileSync(join(root, path), content);
	}
	return root;
}
