import {type ReadCode, wireCode} from './code.ts';
import type {Edit, Swap, Wired} from './edit.ts';

const isCode = /\.(?:[cm]?[jt]sx?|py)$/u;

/** The row in which the words stand: the first where they were seen, else the only one that holds them. */
function rowOf(rows: readonly string[], {line, end = line, pattern}: Swap): number | undefined {
	const seen = rows.slice(line - 1, end).findIndex(row => pattern.test(row));
	if (seen !== -1) return line - 1 + seen;
	const holding = rows.flatMap((row, index) => (pattern.test(row) ? [index] : []));
	return holding.length === 1 ? holding[0] : undefined;
}

/** Exchanges words in lines that are there, and brings in what they need. Code that no longer parses, or that says less than before, is refused. */
export function wireSwap(
	text: string,
	{path, does, byHand, swaps, imports = []}: Extract<Edit, {kind: 'swap'}>,
	read: ReadCode,
	made: (file: string) => string | undefined,
): Wired {
	const rows = text.split('\n');
	const put: {readonly line: number; readonly called: string}[] = [];
	for (const swap of swaps) {
		const at = rowOf(rows, swap);
		const row = at === undefined ? undefined : rows[at];
		if (at === undefined || row === undefined) {
			if (typeof swap.to === 'string' && text.includes(swap.to)) continue;
			return {is: 'refused', because: `line ${swap.line} is written in a way that is not changed by itself`};
		}
		if ([...row.matchAll(new RegExp(swap.pattern, `${swap.pattern.flags}g`))].length > 1)
			return {is: 'refused', because: `line ${at + 1} holds several of what would be changed, and which one is meant cannot be told`};
		const {to} = swap;
		const words = typeof to === 'string' ? to : to(swap.pattern.exec(row)?.groups ?? {});
		if (!row.includes(words)) {
			rows[at] = row.replace(swap.pattern, () => words);
			if (swap.calls !== undefined) put.push({line: at + 1, called: swap.calls});
		}
	}
	const now = rows.join('\n');
	if (isCode.test(path) && now !== text) {
		const code = read(path, now);
		if (code === undefined) return {is: 'refused', because: 'it would no longer be code'};
		const lost = put.find(({line, called}) => !code.calls.some(call => call.line <= line && line <= call.end && call.to === called));
		if (lost !== undefined) return {is: 'refused', because: `what stands in line ${lost.line} is part of a longer text`};
	}
	if (imports.length === 0) return now === text ? {is: 'there'} : {is: 'changed', text: now};
	const brought = wireCode(path, now, {kind: 'code', path, does, byHand, imports, inserts: []}, read, made);
	return brought.is === 'there' && now !== text ? {is: 'changed', text: now} : brought;
}
