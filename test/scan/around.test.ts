import {symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {linesAround} from '../../source/scan/around.ts';
import {folderWith} from '../repository/folder.ts';

const key = ['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_');
const code = ['import a;', '', 'function f() {', `\tconst key = '${key}';`, '\treturn pay(key);', '}', ''].join('\n');

test('the lines before and after a place, with their indentation', () => {
	const root = folderWith({'src/a.ts': code});
	expect(linesAround(root, {path: 'src/a.ts', line: 5, text: 'return pay(key);'}, 1)).toMatchObject({from: 4});
	expect(linesAround(root, {path: 'src/a.ts', line: 5, text: 'return pay(key);'}, 1)?.lines[1]).toBe('    return pay(key);');
	expect(linesAround(root, {path: 'src/a.ts', line: 1, text: 'import a;'}, 2)).toEqual({
		from: 1,
		lines: ['import a;', '', 'function f() {'],
	});
});

test('a credential beside the place is masked, whatever the place is about', () => {
	const root = folderWith({'src/a.ts': code});
	const shown = linesAround(root, {path: 'src/a.ts', line: 5, text: 'return pay(key);'}, 3)?.lines.join('\n') ?? '';
	expect(shown).toContain('const key = ');
	expect(shown).not.toContain(key.slice(8));
});

test('a private key over many lines is masked line by line', () => {
	const body = ['MIIEpAIBAAKCAQEA7bq', 'fakefakefakefakefakefakefakefakefakefake01', 'fakefakefakefakefakefakefakefakefakefake02'];
	const pem = ['-----BEGIN RSA PRIVATE KEY-----', ...body, '-----END RSA PRIVATE KEY-----'].join('\n');
	const root = folderWith({'src/a.js': `const k = \`${pem}\`;\nsign(k);\n`});
	const shown = linesAround(root, {path: 'src/a.js', line: 6, text: 'sign(k);'}, 5)?.lines.join('\n') ?? '';
	expect(shown).toContain('sign(k);');
	for (const line of body) expect(shown).not.toContain(line);
});

test('nothing is shown of a file that changed there, is gone, holds settings, or leads out of the repository', () => {
	const outside = folderWith({'b.ts': 'secret();\n'});
	const root = folderWith({'src/a.ts': code, '.env': 'A=1\nB=2\n'});
	symlinkSync(join(outside, 'b.ts'), join(root, 'link.ts'));
	const place = {path: 'src/a.ts', line: 5, text: 'return pay(key);'};
	writeFileSync(join(root, 'src/a.ts'), `// new\n${code}`);
	expect(linesAround(root, place, 2)).toBeUndefined();
	expect(linesAround(root, {...place, path: 'gone.ts'}, 2)).toBeUndefined();
	expect(linesAround(root, {path: '.env', line: 2, text: 'B=2'}, 2)).toBeUndefined();
	expect(linesAround(root, {path: 'link.ts', line: 1, text: 'secret();'}, 2)).toBeUndefined();
	expect(linesAround(root, {path: '../x.ts', line: 1, text: 'secret();'}, 2)).toBeUndefined();
});

test('what would move the cursor is shown as a sign', () => {
	const root = folderWith({'a.ts': 'one();\n\u001B[2Jtwo();\n'});
	expect(linesAround(root, {path: 'a.ts', line: 1, text: 'one();'}, 1)?.lines[1]).not.toContain('\u001B');
});
