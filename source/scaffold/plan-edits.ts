import {safeText} from '../safe-text.ts';
import {type Ground, usesCrlf, withLf} from './ground.ts';
import {type FileAction, isWritten, type PlannedFile} from './plan.ts';
import type {Edit, WantedImport} from './wiring/edit.ts';
import {wire} from './wiring/wire.ts';

const ending = /\.(?<ending>[cm]?[jt]sx?|py)$/u;
const scriptEndings = ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs'] as const;
const withoutEnding = (path: string): string => path.replace(ending, '');

const importsOf = (edit: Edit): readonly WantedImport[] => (edit.kind === 'code' || edit.kind === 'swap' ? (edit.imports ?? []) : []);

/** The generated files that edits bring in. */
const needsOf = (edits: readonly Edit[], generated: readonly PlannedFile[]): readonly PlannedFile[] => {
	const wanted = new Set(edits.flatMap(importsOf).flatMap(({from}) => ('file' in from ? [from.file] : [])));
	return generated.filter(({path}) => wanted.has(withoutEnding(path)));
};

const isThere: ReadonlySet<FileAction> = new Set<FileAction>(['same', 'kept']);

function planEdit(path: string, edits: readonly Edit[], generated: readonly PlannedFile[], ground: Ground): PlannedFile {
	const needs = needsOf(edits, generated);
	const made = (file: string): string | undefined => {
		const one = generated.find(other => withoutEnding(other.path) === file);
		if (one !== undefined) return ending.exec(one.path)?.groups?.ending;
		// What is brought in may be a file of the person's own.
		return scriptEndings.find(kind => ground.disk(`${file}.${kind}`).kind === 'file');
	};
	const now = ground.disk(path);
	const byHand = edits.map(one => one.byHand).join(' ');
	const common = {path, executable: false};
	const left = (because: string): PlannedFile => ({
		...common,
		action: 'by-hand',
		text: now.kind === 'file' ? (now.text ?? '') : '',
		...(now.kind === 'file' && now.text !== undefined && {before: now.text}),
		seen: now.kind === 'file' ? now.hash : now.kind,
		because: safeText(`${because}. Do it yourself: ${byHand}`, 500),
	});
	if (now.kind === 'blocked') return left(now.because);
	const before = now.kind === 'file' ? now.text : undefined;
	if (now.kind === 'file' && before === undefined) return left('what is there is not text in UTF-8');
	const lost = needs.find(one => !isWritten(one) && !isThere.has(one.action));
	if (lost !== undefined) return left(`it would bring in ${lost.path}, which is not written: ${lost.because}`);
	if (now.kind === 'file' && edits.some(({kind}) => kind === 'swap') && ground.isOutdated(path, now.bytes.length))
		return left('it changed since it was looked at; look again and plan anew');
	let text = before === undefined ? undefined : withLf(before);
	for (const edit of edits) {
		const wired = wire(edit, text, ground.read, made);
		if (wired.is === 'refused') return left(wired.because);
		if (wired.is === 'changed') text = wired.text;
	}
	const seen = now.kind === 'file' ? now.hash : 'absent';
	const shown = before === undefined ? {} : {before};
	if (text === undefined || (before !== undefined && text === withLf(before)))
		return {...common, ...shown, action: 'same', text: before ?? '', seen, because: safeText('it is wired in already')};
	const after = before !== undefined && usesCrlf(before) ? text.replaceAll('\n', '\r\n') : text;
	const because = safeText([...new Set(edits.map(({does}) => does))].join('; '));
	return {...common, ...shown, action: 'edit', text: after, seen, because, ...(needs.length > 0 && {needs: needs.map(one => one.path)})};
}

/** What the edits of a plan do to each file that is the person's own. `generated` are the files of the same plan. */
export const planEdits = (edits: readonly Edit[], generated: readonly PlannedFile[], ground: Ground): readonly PlannedFile[] =>
	[...new Set(edits.map(({path}) => path))].map(path =>
		planEdit(
			path,
			edits.filter(edit => edit.path === path),
			generated,
			ground,
		),
	);
