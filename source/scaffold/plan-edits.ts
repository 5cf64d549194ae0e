import {safeText} from '../safe-text.ts';
import {type Ground, usesCrlf, withLf} from './ground.ts';
import type {PlannedFile} from './plan.ts';
import type {Edit} from './wiring/edit.ts';
import {wire} from './wiring/wire.ts';

const ending = /\.(?<ending>[cm]?[jt]sx?|py)$/u;
const withoutEnding = (path: string): string => path.replace(ending, '');

function planEdit(path: string, edits: readonly Edit[], made: (file: string) => string | undefined, ground: Ground): PlannedFile {
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
	if (now.kind === 'file' && before === undefined) return left('what is there is not text');
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
	return {...common, ...shown, action: 'edit', text: after, seen, because: safeText(edits.map(({does}) => does).join('; '))};
}

/** What the edits of a plan do to each file that is the person's own. `paths` are those that the same plan generates. */
export function planEdits(edits: readonly Edit[], paths: readonly string[], ground: Ground): readonly PlannedFile[] {
	const endings = new Map(paths.map(path => [withoutEnding(path), ending.exec(path)?.groups?.ending]));
	return [...new Set(edits.map(({path}) => path))].map(path =>
		planEdit(
			path,
			edits.filter(edit => edit.path === path),
			file => endings.get(file),
			ground,
		),
	);
}
