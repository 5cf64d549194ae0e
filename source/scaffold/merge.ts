import {diffArrays} from 'diff';

type Hunk = {readonly from: number; readonly to: number; readonly lines: readonly string[]};

/** The changes from base to other, as ranges of base lines and what stands there instead. */
function hunks(base: readonly string[], other: readonly string[]): readonly Hunk[] {
	const found: Hunk[] = [];
	let at = 0;
	let open: {from: number; to: number; lines: string[]} | undefined;
	for (const change of diffArrays([...base], [...other])) {
		if (!change.added && !change.removed) {
			if (open) found.push(open);
			open = undefined;
			at += change.value.length;
			continue;
		}
		open ??= {from: at, to: at, lines: []};
		if (change.added) open.lines.push(...change.value);
		if (change.removed) {
			at += change.value.length;
			open.to = at;
		}
	}
	if (open) found.push(open);
	return found;
}

const sameHunk = (one: Hunk, two: Hunk): boolean =>
	one.from === two.from &&
	one.to === two.to &&
	one.lines.length === two.lines.length &&
	one.lines.every((line, index) => line === two.lines[index]);

/** Both sides' changes to one base text, or undefined when they touch: two changes with no line between them are for a person. */
export function mergeTexts(base: string, mine: string, theirs: string): string | undefined {
	const lines = base.split('\n');
	const left = hunks(lines, mine.split('\n'));
	const right = hunks(lines, theirs.split('\n')).filter(hunk => !left.some(other => sameHunk(hunk, other)));
	const all = [...left, ...right].sort((one, two) => one.from - two.from || one.to - two.to);
	const out: string[] = [];
	let at = 0;
	let before: Hunk | undefined;
	for (const hunk of all) {
		if (before && hunk.from <= before.to) return undefined;
		out.push(...lines.slice(at, hunk.from), ...hunk.lines);
		at = hunk.to;
		before = hunk;
	}
	return [...out, ...lines.slice(at)].join('\n');
}
