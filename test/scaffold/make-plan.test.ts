import {mkdirSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {makePlan} from '../../source/scaffold/make-plan.ts';
import {ourMistake} from '../../source/scaffold/our-mistake.ts';
import {readTemplate} from '../../source/scaffold/template.ts';
import {writePlan} from '../../source/scaffold/write.ts';
import {readCode} from '../support/facts.ts';
import {emptyFolder, planOf, storeIn} from './grounds.ts';

const path = 'docs/a.md';
const first = 'one\ntwo\nthree\nfour\nfive\n';
const newer = 'one\ntwo\nthree\nfour\nFIVE\n';

function generated(text = first): {readonly root: string; readonly store: ReturnType<typeof storeIn>} {
	const root = emptyFolder();
	const store = storeIn(root);
	expect(writePlan(root, planOf(root, store, {[path]: text}), store, {id: 'first'}).kind).toBe('written');
	return {root, store};
}

const actionFor = (root: string, store: ReturnType<typeof storeIn>, text: string) => planOf(root, store, {[path]: text}, 2).files[0];

it('says what this repository needs first, and then what is tried everywhere', () => {
	const template = readTemplate(
		'tried',
		{id: 'tried', title: 'Tried', version: 1, after: ['Try it.'], files: {[path]: {from: 'x', validate: 'none'}}},
		{x: first},
	);
	const view = {data: {}, after: ['Install the package.'], owes: [], scripts: {}};
	const ground = {
		disk: () => ({kind: 'absent'}) as const,
		manifest: {files: {}},
		base: () => undefined,
		read: readCode,
		isOutdated: () => false,
	};
	expect(makePlan(template, view, ground).after).toEqual(['Install the package.', 'Try it.']);
});

describe('the action for each file', () => {
	it('is create where nothing is', () => {
		const root = emptyFolder();
		expect(actionFor(root, storeIn(root), first)).toMatchObject({action: 'create', seen: 'absent', text: first});
	});

	it('is same where it says this already, generated or not', () => {
		const {root, store} = generated();
		expect(actionFor(root, store, first)?.action).toBe('same');
		const other = emptyFolder();
		mkdirSync(join(other, 'docs'));
		writeFileSync(join(other, path), first);
		expect(actionFor(other, storeIn(other), first)?.action).toBe('same');
	});

	it('is foreign where something else is that shipworthy did not write', () => {
		const root = emptyFolder();
		mkdirSync(join(root, 'docs'));
		writeFileSync(join(root, path), 'mine\n');
		expect(actionFor(root, storeIn(root), first)).toMatchObject({action: 'foreign', before: 'mine\n'});
	});

	it('is foreign for bytes that are not text, and for what another template generated', () => {
		const root = emptyFolder();
		mkdirSync(join(root, 'docs'));
		writeFileSync(join(root, path), Buffer.from([0xff, 0x00]));
		expect(actionFor(root, storeIn(root), first)?.action).toBe('foreign');
		const {root: other, store} = generated();
		const template = readTemplate(
			'another',
			{id: 'another', title: 'Another', version: 1, files: {[path]: {from: 'x', validate: 'none'}}},
			{x: newer},
		);
		const read = store.readManifest();
		if (read.kind === 'broken') throw new Error(read.problem);
		const disk = planOf(other, store, {[path]: newer}).files[0];
		const plan = makePlan(
			template,
			{data: {}, after: [], owes: [], scripts: {}},
			{
				disk: () => ({kind: 'file', bytes: Buffer.from(first), hash: disk?.seen ?? '', mode: 0o644, text: first}),
				manifest: read.manifest,
				base: store.readBase,
				read: readCode,
				isOutdated: () => false,
			},
		);
		expect(plan.files[0]?.action).toBe('foreign');
	});

	it('is deleted where a person removed it', () => {
		const {root, store} = generated();
		rmSync(join(root, path));
		expect(actionFor(root, store, first)?.action).toBe('deleted');
	});

	it('is update where nobody edited it', () => {
		const {root, store} = generated();
		expect(actionFor(root, store, newer)).toMatchObject({action: 'update', text: newer});
	});

	it('is kept where a person edited it and the template has nothing new', () => {
		const {root, store} = generated();
		writeFileSync(join(root, path), 'ONE\ntwo\nthree\nfour\nfive\n');
		expect(actionFor(root, store, first)).toMatchObject({action: 'kept', text: 'ONE\ntwo\nthree\nfour\nfive\n'});
	});

	it('is merge where both changed other lines, and kept after that was written', () => {
		const {root, store} = generated();
		writeFileSync(join(root, path), 'ONE\ntwo\nthree\nfour\nfive\n');
		const plan = planOf(root, store, {[path]: newer}, 2);
		expect(plan.files[0]).toMatchObject({action: 'merge', text: 'ONE\ntwo\nthree\nfour\nFIVE\n', generated: newer});
		expect(writePlan(root, plan, store, {id: 'second'}).kind).toBe('written');
		expect(actionFor(root, store, newer)?.action).toBe('kept');
	});

	it('is conflict where both changed one line, and where the base is lost', () => {
		const {root, store} = generated();
		writeFileSync(join(root, path), 'one\ntwo\nthree\nfour\nmine\n');
		expect(actionFor(root, store, newer)?.action).toBe('conflict');
		writeFileSync(join(root, path), 'ONE\ntwo\nthree\nfour\nfive\n');
		rmSync(join(root, '.shipworthy/scaffold/base'), {recursive: true});
		expect(actionFor(root, store, newer)).toMatchObject({action: 'conflict', because: expect.stringContaining('is lost')});
	});

	it('is conflict where a clean merge of YAML is no longer YAML', () => {
		const root = emptyFolder();
		const store = storeIn(root);
		const yaml = 'a: 1\nb: 2\nc: 3\nd: 4\n';
		writePlan(root, planOf(root, store, {'x.yml': yaml}), store, {id: 'first'});
		writeFileSync(join(root, 'x.yml'), `e: 5\n${yaml}`);
		expect(planOf(root, store, {'x.yml': `${yaml}e: 6\n`}, 2).files[0]?.action).toBe('conflict');
	});

	it('is foreign below a link', () => {
		const root = emptyFolder();
		symlinkSync(emptyFolder(), join(root, 'docs'));
		expect(actionFor(root, storeIn(root), first)).toMatchObject({action: 'foreign', because: expect.stringContaining('link')});
	});
});

describe('line ends', () => {
	it('stay CRLF in a file that has them, and count for nothing in the comparison', () => {
		const {root, store} = generated();
		const crlf = first.replaceAll('\n', '\r\n');
		writeFileSync(join(root, path), crlf);
		expect(actionFor(root, store, first)).toMatchObject({action: 'same', text: crlf});
		expect(actionFor(root, store, newer)).toMatchObject({action: 'update', text: newer.replaceAll('\n', '\r\n')});
	});
});

describe('a mistake of ours', () => {
	it('is named, is never written, and leaves the folder as it was', () => {
		const root = emptyFolder();
		const store = storeIn(root);
		const plan = planOf(root, store, {'a.yml': 'a: 1\na: 2\n'});
		expect(ourMistake(plan)).toMatch(
			/a\.yml came out wrong, which is a mistake in shipworthy and not in your code: .*Nothing was written/u,
		);
		expect(writePlan(root, plan, store, {id: 'x'})).toMatchObject({kind: 'refused'});
		expect(planOf(root, store, {'a.yml': 'a: 1\n'}).files[0]?.action).toBe('create');
	});

	it('is a value that a template may not print, a path that may not be written, or two paths that are one', () => {
		const root = emptyFolder();
		const store = storeIn(root);
		expect(ourMistake(planOf(root, store, {'a.md': '<%= missing %>'}))).toContain('source-0:1: nothing is known as missing');
		expect(ourMistake(planOf(root, store, {'../a.md': 'x'}))).toContain('this path is not written');
		expect(ourMistake(planOf(root, store, {'a.md': 'x', 'A.md': 'y'}))).toContain('are one file where case does not count');
	});
});

describe('a template.yaml', () => {
	it.each([
		[{id: 'other', title: 'Title', version: 1, files: {}}, /says id other; make it plain/u],
		[{id: 'plain', title: 'Title', version: 0, files: {}}, /version/u],
		[{id: 'plain', title: 'Title', version: 1, files: {a: {from: 'missing', validate: 'none'}}}, /names missing, which is not beside it/u],
		[{id: 'plain', title: 'Title', version: 1, files: {a: {from: 'x', validate: 'magic'}}}, /validate/u],
		[{id: 'plain', title: 'Title', version: 1, files: {}, extra: true}, /extra/u],
		[null, /templates\/plain\/template\.yaml is wrong; mend it/u],
	])('that is wrong is named with its place: %j', (description, problem) => {
		expect(() => readTemplate('plain', description, {x: ''})).toThrow(problem);
	});
});
