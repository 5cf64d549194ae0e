import {parseDocument} from 'yaml';
import {safeText} from '../safe-text.ts';
import {type Ground, usesCrlf, withLf} from './ground.ts';
import {mergeTexts} from './merge.ts';
import {hashOf} from './on-disk.ts';
import {pathProblem, twins} from './path-rules.ts';
import type {FileAction, Plan, PlannedFile} from './plan.ts';
import {planEdits} from './plan-edits.ts';
import type {Template, TemplateFile} from './template.ts';
import {TemplateError} from './template-error.ts';
import {type Data, meets, render, renderText} from './template-language.ts';
import {validate} from './validate.ts';
import type {View} from './view.ts';

type Rendered = {readonly path: string; readonly text: string; readonly file: TemplateFile};
type Verdict = {readonly action: FileAction; readonly because: string; readonly text: string};

const manyBlankLines = /\n{3,}/gu;
const parses = (path: string, text: string): boolean =>
	!/\.ya?ml$/u.test(path) || parseDocument(text, {uniqueKeys: true}).errors.length === 0;

/** What the table of actions says of one file. Pure: `now` is its text with LF, undefined for what is not text. */
function decide(
	now: string | undefined,
	entry: {readonly hash: string} | undefined,
	base: string | undefined,
	made: string,
	path: string,
): Verdict {
	if (now === undefined) return {action: 'foreign', because: 'what is there is not text; it is left alone', text: made};
	if (now === made) return {action: 'same', because: 'it already says this', text: made};
	if (!entry) return {action: 'foreign', because: 'it is yours; shipworthy did not write it and leaves it alone', text: made};
	const madeHash = hashOf(made);
	if (hashOf(now) === entry.hash) return {action: 'update', because: 'nobody edited it since it was generated', text: made};
	if (entry.hash === madeHash) return {action: 'kept', because: 'you edited it, and the template has nothing new', text: now};
	if (base === undefined) return {action: 'conflict', because: 'you edited it, and the text that it came from is lost', text: made};
	const merged = mergeTexts(base, now, made);
	if (merged !== undefined && !parses(path, merged))
		return {action: 'conflict', because: 'your edits and the new template together are no longer YAML; it is not written', text: made};
	if (merged === undefined)
		return {action: 'conflict', because: 'you and the template changed the same lines; it is not written', text: made};
	return {action: 'merge', because: 'your edits and the new template fit together', text: merged};
}

function planFile({path, text, file}: Rendered, template: Template, ground: Ground): PlannedFile {
	const entry = Object.hasOwn(ground.manifest.files, path) ? ground.manifest.files[path] : undefined;
	const now = ground.disk(path);
	const common = {path, executable: file.executable};
	switch (now.kind) {
		case 'blocked':
			return {...common, action: 'foreign', text, seen: 'blocked', because: safeText(`${now.because}; it is left alone`)};
		case 'absent':
			if (!entry) return {...common, action: 'create', text, seen: 'absent', because: safeText('nothing is there yet')};
			return {
				...common,
				action: 'deleted',
				text,
				seen: 'absent',
				because: safeText('you deleted it after it was generated; it stays deleted'),
			};
		case 'file': {
			const before = now.text;
			const ours = entry?.template === template.id ? entry : undefined;
			const verdict = decide(before === undefined ? undefined : withLf(before), ours, ours && ground.base(ours.hash), text, path);
			const after = before !== undefined && usesCrlf(before) ? verdict.text.replaceAll('\n', '\r\n') : verdict.text;
			const kept = verdict.action === 'same' || verdict.action === 'kept' ? (before ?? after) : after;
			const merged = verdict.action === 'merge' ? {generated: text} : {};
			return {
				...common,
				...merged,
				action: verdict.action,
				text: kept,
				...(before !== undefined && {before}),
				seen: now.hash,
				because: safeText(verdict.because),
			};
		}
	}
}

function renderAll(template: Template, data: {readonly [name: string]: Data}): readonly Rendered[] {
	return Object.entries(template.files)
		.filter(([, file]) => file.when === undefined || meets(file.when, data, 'template.yaml'))
		.map(([to, file]) => {
			const path = renderText(to, data, 'template.yaml');
			const text = render(template.sources, file.from, data);
			return {path, file, text: `${(path.endsWith('.md') ? text.replace(manyBlankLines, '\n\n') : text).trimEnd()}\n`};
		});
}

const problemOf = (path: string, problem: string): Plan['validated'][number] => ({path, by: 'shipworthy', problem: safeText(problem)});

const isLeft: ReadonlySet<FileAction> = new Set<FileAction>(['by-hand', 'conflict', 'foreign', 'deleted']);

/** The changes that a template would make. What was rendered wrong is in `validated` with its problem, and such a plan is never written. */
export function makePlan(template: Template, view: View, ground: Ground): Plan {
	const common = {template: template.id, version: template.version, title: template.title};
	// Without what this repository needs first, what is to be tried with every one fails.
	const after = [...view.after, ...template.after].map(line => safeText(line));
	try {
		const rendered = renderAll(template, view.data);
		const paths = rendered.map(({path}) => path);
		const twin = twins(paths);
		const badPaths = [...paths, ...(view.edits ?? []).map(({path}) => path)].flatMap(path =>
			pathProblem(path) ? [problemOf(path, `this path is not written: ${pathProblem(path)}`)] : [],
		);
		const badTwins = twin ? [problemOf(twin[1], `${twin[0]} and ${twin[1]} are one file where case does not count`)] : [];
		const validated = rendered.flatMap(({path, text, file}) => validate(file.validate, {path, text, scripts: view.scripts, beside: paths}));
		const edits = view.edits ?? [];
		// A file that is somebody's own is edited where the template knows how; one of ours is written anew.
		const generated = rendered
			.map(one => planFile(one, template, ground))
			.filter(({path, action}) => action !== 'foreign' || !edits.some(edit => edit.path === path));
		const wanted = edits.filter(edit => !generated.some(({path}) => path === edit.path));
		const files = [...generated, ...(badPaths.length > 0 ? [] : planEdits(wanted, generated, ground))];
		// What is not written closes nothing: a person is told what it would have said, or what to add.
		const byHand = files.find(({action}) => isLeft.has(action));
		const closable = template.closes.filter(check => view.closes === undefined || view.closes.includes(check));
		const owes =
			byHand === undefined ? view.owes : [...view.owes, ...closable.map(check => ({check, owes: `in ${byHand.path}: ${byHand.because}`}))];
		const owed = new Set(owes.map(({check}) => check));
		return {
			...common,
			// Where nothing can be written, only what was seen here helps.
			after: files.length === 0 ? view.after.map(line => safeText(line)) : after,
			closes: closable.filter(check => !owed.has(check)),
			prepares: [...template.prepares, ...owes],
			files,
			validated: [...badPaths, ...badTwins, ...validated],
		};
	} catch (error) {
		if (!(error instanceof TemplateError)) throw error;
		const prepares = [...template.prepares, ...view.owes];
		return {...common, after, closes: [], prepares, files: [], validated: [problemOf(error.file, error.message)]};
	}
}
