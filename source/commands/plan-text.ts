import {safeLines, safeText} from '../safe-text.ts';
import {unifiedDiff} from '../scaffold/diff.ts';
import {type FileAction, isWritten, type Plan} from '../scaffold/plan.ts';

const words: Readonly<Record<FileAction, string>> = {
	create: 'new',
	update: 'update',
	merge: 'merge',
	edit: 'edit',
	'by-hand': 'by hand',
	same: 'same',
	conflict: 'conflict',
	foreign: 'yours',
	kept: 'kept',
	deleted: 'deleted',
};

const listed = (title: string, rows: readonly string[]): readonly string[] =>
	rows.length === 0 ? [] : [title, ...rows.map(row => `  ${safeText(row, 500)}`)];

/** A plan in words: what happens to each file and why, what that closes and what is still owed. With `whole`, the changes line by line. */
export function planText(plan: Plan, whole: boolean): string {
	const width = Math.max(0, ...plan.files.map(({path}) => path.length));
	const problems = plan.validated.flatMap(({path, by, problem}) => (problem === undefined ? [] : [`${path}, ${by}: ${problem}`]));
	const speakers = [
		...new Set(
			plan.validated.filter(({problem, remark}) => problem === undefined && remark === undefined).map(({path, by}) => `${path}: ${by}`),
		),
	];
	const diffs = whole ? plan.files.filter(isWritten).map(file => safeLines(unifiedDiff(file)).join('\n')) : [];
	const blocks = [
		[safeText(plan.title)],
		plan.files.map(({path, action, because}) => `  ${words[action].padEnd(8)}  ${safeText(path.padEnd(width), 500)}  ${because}`),
		listed('Closes', plan.closes),
		listed(
			'Stays open, prepared',
			plan.prepares.map(({check, owes}) => `${check}: ${owes}`),
		),
		listed('Checked by', speakers),
		listed(
			'Worth a look',
			plan.validated.flatMap(({path, by, remark}) => (remark === undefined ? [] : [`${path}, ${by} says: ${remark}`])),
		),
		listed('Came out wrong (a mistake in shipworthy; please report it)', problems),
		...diffs.map(diff => [diff.trimEnd()]),
		listed('Then', plan.after),
	];
	return `${blocks
		.filter(block => block.length > 0)
		.map(block => block.join('\n'))
		.join('\n\n')}\n`;
}

/** A plan as data: the same list that is shown and written. */
export const planData = (plan: Plan) => ({
	template: plan.template,
	version: plan.version,
	title: plan.title,
	files: plan.files.map(({path, action, because, text, before}) => ({path, action, because, text, ...(before !== undefined && {before})})),
	closes: plan.closes,
	prepares: plan.prepares,
	validated: plan.validated,
	after: plan.after,
});
