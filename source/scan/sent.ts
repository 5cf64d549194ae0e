import {lazyCode} from '../facts/code/lazy.ts';
import {packed} from '../facts/code/packed.ts';
import type {Rows} from '../facts/code/rows.ts';
import type {FileFact} from '../facts/files.ts';

/** What was seen in a file as one line of text: its facts as JSON, then, behind a tab, the large lists of its code. */
export function sent(fact: FileFact): string {
	const {code} = fact;
	if (code === undefined) return JSON.stringify(fact);
	const {functions: _f, classes: _c, calls: _a, variables: _v, assignments: _s, exits: _e, catches: _t, ...head} = code;
	return `${JSON.stringify({...fact, code: head})}\t${JSON.stringify(packed(code))}`;
}

/** What was sent. */
export const received = (text: string): FileFact => factFrom(text, rows => () => JSON.parse(rows));

/** What was kept; it throws at once when any of it is broken. */
export const restored = (text: string): FileFact =>
	factFrom(text, rows => {
		const parsed: Rows = JSON.parse(rows);
		return () => parsed;
	});

function factFrom(text: string, reading: (rows: string) => () => Rows): FileFact {
	const tab = text.indexOf('\t');
	if (tab === -1) return JSON.parse(text);
	const fact: FileFact = JSON.parse(text.slice(0, tab));
	const rows = text.slice(tab + 1);
	return fact.code === undefined ? fact : {...fact, code: lazyCode(fact.code, rows, reading(rows))};
}
