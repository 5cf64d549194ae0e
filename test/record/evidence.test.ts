import {createHash} from 'node:crypto';
import {mkdir, readFile, rm, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {evidenceFrom, pastedEvidence} from '../../source/record/evidence.ts';
import {read} from '../../source/record/read.ts';
import {save} from '../../source/record/save.ts';
import {type SafeText, safeText} from '../../source/safe-text.ts';
import {folderWith, newFolder} from './folder.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const answer = (evidence: SafeText) =>
	({kind: 'answer', check: 'dat-restore-untested', package: '.', says: 'yes', by: safeText('Ana'), on: '2026-11-20', evidence}) as const;
async function given(root: string, what: string): Promise<SafeText> {
	const found = await evidenceFrom(root, what);
	return 'evidence' in found ? found.evidence : safeText(`problem: ${found.problem}`);
}

test('A file is kept as its path and hash, and read back', async () => {
	const root = await folderWith({'docs/drill.md': 'restored in 12 minutes'});
	const evidence = await given(root, 'docs/drill.md');
	expect(evidence).toBe(`docs/drill.md sha256:${sha256('restored in 12 minutes')}`);
	expect(await given(root, join(root, 'docs/../docs/drill.md'))).toBe(evidence);
	await save(root, answer(evidence));
	expect(await readFile(join(root, '.shipworthy/answers/dat-restore-untested.yaml'), 'utf8')).toContain(
		'evidence:\n  path: docs/drill.md\n  sha256: ',
	);
	expect((await read(root)).answers[0]).toMatchObject({evidence});
});

test.each(['change', 'remove'])('Evidence proves nothing after a %s', async what => {
	const root = await folderWith({'docs/drill.md': 'restored in 12 minutes'});
	await save(root, answer(await given(root, 'docs/drill.md')));
	await (what === 'change' ? writeFile(join(root, 'docs/drill.md'), 'other') : rm(join(root, 'docs/drill.md')));
	const found = (await read(root)).answers[0];
	expect(found).not.toHaveProperty('evidence');
	expect(found?.note).toContain('docs/drill.md has changed');
});

test('What was pasted is kept as a hash, its text nowhere', async () => {
	const root = await newFolder();
	const evidence = pastedEvidence('password: hunter2');
	await save(root, answer(evidence));
	const file = await readFile(join(root, '.shipworthy/answers/dat-restore-untested.yaml'), 'utf8');
	expect(file).toContain(`evidence:\n  pasted: ${sha256('password: hunter2')}`);
	expect(file).not.toContain('hunter2');
	expect((await read(root)).answers[0]?.evidence).toBe(evidence);
});

test('A link is kept as it is, and so is what a person wrote by hand', async () => {
	const root = await newFolder();
	const evidence = await given(root, 'https://example.com/drill?id=4');
	await save(root, answer(evidence));
	expect((await read(root)).answers[0]?.evidence).toBe('https://example.com/drill?id=4');
	await save(root, answer(safeText('the red folder in the office')));
	expect((await read(root)).answers[0]?.evidence).toBe('the red folder in the office');
});

test.each([
	{what: 'docs/none.md', problem: 'There is no docs/none.md'},
	{what: '../secret', problem: 'inside the repository'},
	{what: '/etc/hostname', problem: 'inside the repository'},
	{what: '.', problem: 'inside the repository'},
	{what: 'docs', problem: 'not an ordinary file'},
	{what: 'link', problem: 'it is a link'},
	{what: 'away/hostname', problem: 'inside the repository'},
	{what: 'docs/\u001B[31m.md', problem: 'Rename it'},
	{what: 'https://ana:secret@example.com', problem: 'name or a password'},
	{what: 'https://', problem: 'no address'},
	{what: `https://example.com/${'x'.repeat(400)}`, problem: '300 characters'},
])('$what is not evidence: $problem', async ({what, problem}) => {
	const root = await newFolder();
	await mkdir(join(root, 'docs'));
	await writeFile(join(root, 'docs/\u001B[31m.md'), '');
	await symlink('/etc/hostname', join(root, 'link'));
	await symlink('/etc', join(root, 'away'));
	expect(await given(root, what)).toContain(problem);
});
