import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {expect} from 'vitest';
import {checklists} from '../../source/checklists/checklists.ts';
import type {Facts} from '../../source/facts/facts.ts';
import {askOne} from '../../source/probes/ask.ts';
import type {Found} from '../../source/probes/found.ts';
import type {Finding} from '../../source/probes/probe.ts';
import {probeOf} from '../../source/probes/probe-of.ts';
import {codeNow} from '../../source/scaffold/ground.ts';
import {makePlan} from '../../source/scaffold/make-plan.ts';
import {lookAt} from '../../source/scaffold/on-disk.ts';
import {isWritten, type Plan} from '../../source/scaffold/plan.ts';
import {withStillAsked} from '../../source/scaffold/still-asked.ts';
import {templateById} from '../../source/scaffold/templates.ts';
import {undoWriting} from '../../source/scaffold/undo.ts';
import type {SeenAt} from '../../source/scaffold/view.ts';
import {viewOf} from '../../source/scaffold/view-of.ts';
import {writePlan} from '../../source/scaffold/write.ts';
import {plainFacts} from '../../source/scan/seen.ts';
import {contents, emptyFolder, storeIn} from '../scaffold/grounds.ts';
import {readCode} from '../support/facts.ts';
import {factsIn} from './repositories.ts';

type Files = Readonly<Record<string, string>>;
type Answers = Readonly<Record<string, string>>;

const items = checklists().flatMap(({items: all}) => all);
const probes = new Map(await Promise.all(items.map(async item => [item.id, await probeOf(item)] as const)));

/** What one check says of some facts, through the same door as a scan. */
function findingsOf(check: string, facts: Facts): readonly Found[] {
	const item = items.find(({id}) => id === check);
	const probe = probes.get(check);
	if (!item || !probe) throw new Error(`no check ${check}`);
	return askOne(item, probe, facts);
}

/** A repository on disk, and what can be done with one template in it. */
export type Ground = {
	readonly root: string;
	readonly plan: () => Plan;
	readonly write: () => void;
	readonly undo: () => void;
	/** What a check says of the files as they stand now, through the same door as a scan. */
	readonly finding: (check: string, folder?: string) => Finding;
	readonly text: (path: string) => string;
};

/** Puts files on disk in a new folder, for one of our templates. */
export function groundFor(id: string, files: Files, answers: Answers = {}): Ground {
	const root = emptyFolder();
	for (const [path, text] of Object.entries(files)) {
		mkdirSync(dirname(join(root, path)), {recursive: true});
		writeFileSync(join(root, path), text);
	}
	const store = storeIn(root);
	const plan = (): Plan => {
		const read = store.readManifest();
		const template = templateById(id);
		if (read.kind === 'broken' || !template) throw new Error(`no plan for ${id}`);
		const ground = {
			disk: (path: string) => lookAt(root, path),
			manifest: read.manifest,
			base: store.readBase,
			read: readCode,
			isOutdated: () => false,
		};
		const facts = factsIn(contents(root));
		const seenAt: SeenAt = check =>
			findingsOf(check, facts).flatMap(({finding}) => (finding.outcome === 'gap' ? [...finding.evidence, ...(finding.more ?? [])] : []));
		const view = viewOf(template, plainFacts(facts), {name: 'shop', answers}, codeNow(ground), seenAt);
		if (!view) throw new Error(`${id} has no view`);
		return withStillAsked(
			makePlan(template, view, ground),
			template.closes.flatMap(check => findingsOf(check, facts)),
		);
	};
	return {
		root,
		plan,
		write: () => expect(writePlan(root, plan(), store, {id: 'one'})).toMatchObject({kind: 'written'}),
		undo: () => expect(undoWriting(root, 'one', store)).toMatchObject({kind: 'undone', left: []}),
		finding: (check, folder = '.') => {
			const found = findingsOf(check, factsIn(contents(root)));
			const one = found.find(({package: path}) => path === folder) ?? found[0];
			if (!one) throw new Error(`${check} says nothing`);
			return one.finding;
		},
		text: path => readFileSync(join(root, path), 'utf8'),
	};
}

/**
 * The loop of a template: the gap is there; the plan is written; the check passes; planned again nothing is left to do; undone, every byte is as before.
 * `run` looks at the repository while the plan is written: there the generated code is type-checked, started and tested.
 */
export async function closesTheLoop(
	id: string,
	check: string,
	files: Files,
	{
		answers = {},
		folder = '.',
		from = 'gap',
		run,
	}: {
		readonly answers?: Answers;
		readonly folder?: string;
		readonly from?: 'gap' | 'unknown';
		readonly run?: (ground: Ground) => void | Promise<void>;
	} = {},
): Promise<void> {
	const ground = groundFor(id, files, answers);
	const before = contents(ground.root);
	const open = ground.finding(check, folder);
	expect(open.outcome, `${check} before: ${open.because}`).toBe(from);
	const plan = ground.plan();
	expect(plan.validated.filter(({problem}) => problem !== undefined)).toEqual([]);
	expect(plan.closes).toContain(check);
	expect(plan.files.filter(file => !isWritten(file)).map(({path, action, because}) => `${path} ${action}: ${because}`)).toEqual([]);
	ground.write();
	const closed = ground.finding(check, folder);
	expect(closed.outcome, `${check} after: ${closed.because}`).toBe('pass');
	const again = ground.plan().files;
	expect(again.filter(({action}) => action !== 'same').map(({path, action}) => `${path} ${action}`)).toEqual([]);
	// A plan that comes from what was found has nothing left once that is closed; any other one still holds each file.
	if (again.length > 0)
		expect(again.map(({path}) => path)).toEqual(
			expect.arrayContaining(plan.files.filter(({action}) => action !== 'edit').map(({path}) => path)),
		);
	await run?.(ground);
	ground.undo();
	expect(contents(ground.root)).toEqual(before);
}
