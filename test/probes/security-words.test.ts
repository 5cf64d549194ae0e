import {mkdirSync, mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {expect, test} from 'vitest';
import {checklists} from '../../source/checklists/checklists.ts';
import {askOne} from '../../source/probes/ask.ts';
import {probeOf} from '../../source/probes/probe-of.ts';
import {openRepository} from '../../source/repository/open.ts';
import {factsOf} from '../support/facts.ts';

/** What a check says of a folder that is no repository. */
async function said(id: string, files: Record<string, string>): Promise<string> {
	const root = mkdtempSync(join(tmpdir(), 'words-'));
	for (const [path, text] of Object.entries(files)) {
		mkdirSync(dirname(join(root, path)), {recursive: true});
		writeFileSync(join(root, path), text);
	}
	const opened = openRepository(root);
	const item = checklists()
		.flatMap(({items}) => items)
		.find(one => one.id === id);
	if (!opened.opened || item === undefined) throw new Error(`nothing to ask of ${id}`);
	return askOne(item, await probeOf(item), factsOf(opened.repository))
		.map(({finding}) => finding.because)
		.join('\n');
}

test('A database file outside git is not called tracked', async () => {
	const because = await said('sec-secret-in-repo', {'app.py': 'import sqlite3\n', 'dev.db': 'x'.repeat(9000)});
	expect(because).toContain('a database file, dev.db, lies in the folder');
});

test('A secret outside git is not said to stand in tracked files', async () => {
	const because = await said('sec-secret-in-repo', {
		'package.json': '{"dependencies": {"express-session": "1.18.0"}}',
		'server.js': `const session = require('express-session');\napp.use(session({secret: 'orchard-44-plum'}));\n`,
	});
	expect(because).toContain('1 credential stands in files of the folder');
});

test('Where one part sets the headers, nobody is told that nothing does', async () => {
	const because = await said('sec-no-security-headers', {
		'server/package.json': '{"name": "api", "private": true, "dependencies": {"express": "4.19.2", "helmet": "7.1.0"}}',
		'server/server.js': `const express = require('express');\nconst app = express();\napp.use(helmet());\napp.listen(3000);\n`,
		'client/package.json':
			'{"name": "pages", "private": true, "dependencies": {"react": "18.3.1", "react-dom": "18.3.1", "vite": "5.2.0"}}',
		'client/index.html': '<html><body><script type="module" src="/src/main.tsx"></script></body></html>',
		'client/vite.config.ts': `import {defineConfig} from 'vite';\nexport default defineConfig({});\n`,
		'client/src/main.tsx': `import {createRoot} from 'react-dom/client';\ncreateRoot(document.body).render(<h1>Shop</h1>);\n`,
	});
	expect(because).toContain('for the pages in client/; server/server.js:3 sets them for another part, with helmet');
});
