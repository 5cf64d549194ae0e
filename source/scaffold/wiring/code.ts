import {type Call, type Code, moduleLevel} from '../../facts/code/code.ts';
import type {Edit, Insertion, Keep, Wired} from './edit.ts';
import {firstSpot, importLines, importSpot, isImported, specifierOf, styleOf} from './imports.ts';

/** Reads a file of code: what is in it, or nothing when it cannot be read. */
export type ReadCode = (path: string, text: string) => Code | undefined;

type CodeEdit = Extract<Edit, {kind: 'code'}>;
/** Lines that go above a line of the file, counted from 1. */
type Above = {readonly line: number; readonly lines: readonly string[]};

const refused = (because: string): Wired => ({is: 'refused', because});
const indentOf = (line: string): string => /^\s*/u.exec(line)?.[0] ?? '';

/** The call that a spot names, if there is no doubt which one. */
function callAt(code: Code, callee: string, which: 'first' | 'last' | undefined): Call | undefined {
	const found = code.calls.filter(({to}) => to === callee);
	if (which === undefined && found.length > 1) {
		const outer = found.filter(one => one.in === moduleLevel);
		return outer.length === 1 ? outer[0] : undefined;
	}
	return which === 'last' ? found.at(-1) : found[0];
}

/** The lines in a row, as they would stand, are there already. */
function holdsLines(rows: readonly string[], lines: readonly string[]): boolean {
	const [first = ''] = lines;
	return rows.some((row, at) => row.trim() === first.trim() && lines.every((line, index) => rows[at + index]?.trim() === line.trim()));
}

function placeOf(code: Code, rows: readonly string[], {at, lines}: Insertion): Above | string {
	if (at.where === 'end') return {line: rows.length + 1, lines: ['', ...lines]};
	const call = callAt(code, at.call, at.which);
	if (call === undefined) return `${at.call}() stands nowhere in it, or more than once`;
	const start = statementStart(code, call);
	if (!isWhole(rows, start, call)) return `${at.call}() shares its line with something else`;
	const line = at.where === 'before' ? start : call.end + 1;
	const indent = indentOf(rows[start - 1] ?? '');
	return {line, lines: lines.map(one => (one === '' ? one : `${indent}${one}`))};
}

/** The first line of the statement that a call stands in: its variable's, or its own. */
const statementStart = (code: Code, call: Call): number => {
	const at = code.calls.indexOf(call);
	const kept = code.variables.find(({value}) => value.is === 'call' && value.call === at);
	return Math.min(call.line, kept?.line ?? call.line);
};

const statementHead =
	/^\s*(?:export\s+)?(?:(?:(?:const|let|var)\s+)?[\w$.]+(?:\s*:[^=]*)?\s*=\s*)?(?:return\s+)?(?:await\s+|void\s+)?(?:new\s+)?$/u;
const statementTail = /[)\]}];?\s*(?:(?:\/\/|#).*)?$/u;

/** The statement of a call begins its line and ends it: nothing else stands there that would be torn apart. */
function isWhole(rows: readonly string[], start: number, call: Call): boolean {
	const first = rows[start - 1] ?? '';
	const [name = ''] = call.to.split('.');
	const at =
		(call.to.length > name.length ? ['.'] : ['(', '<']).map(next => first.indexOf(`${name}${next}`)).find(found => found !== -1) ?? -1;
	return at !== -1 && statementHead.test(first.slice(0, at)) && statementTail.test(rows[call.end - 1] ?? '');
}

/** Keeps the result of a call under a name. */
function kept(code: Code, rows: readonly string[], {call: callee, as}: Keep): readonly string[] | string {
	const call = callAt(code, callee, undefined);
	const row = call && rows[call.line - 1];
	if (call === undefined || row === undefined) return `${callee}() stands nowhere in it, or more than once`;
	if (call.result !== 'dropped' || !row.trim().startsWith(callee)) return `what ${callee}() gives is used in a way that is not followed`;
	return rows.map((one, index) => (index === call.line - 1 ? `${indentOf(row)}const ${as} = ${row.trim()}` : one));
}

/** The calls of a file in order: what an edit must leave as it was. */
const callsOf = (code: Code): readonly string[] => code.calls.map(({to, args}) => `${to}/${args.length}`);

/** Every call that was there is there still, in the same order. */
function keepsAll(before: Code, after: Code): boolean {
	const now = callsOf(after);
	let at = 0;
	for (const call of callsOf(before)) {
		at = now.indexOf(call, at) + 1;
		if (at === 0) return false;
	}
	return true;
}

/** Adds imports and lines to a file of code. What comes out is read again: it is refused where anything that was there is gone, or it no longer parses. */
export function wireCode(path: string, text: string, edit: CodeEdit, read: ReadCode, made: (file: string) => string | undefined): Wired {
	const code = read(path, text);
	if (code === undefined) return refused('it cannot be read as code');
	const style = styleOf(path, code);
	const rows = text.trimEnd().split('\n');
	const wanted = edit.imports.map(one => {
		const ending = 'file' in one.from ? (made(one.from.file) ?? 'js') : '';
		return {one, module: specifierOf(path, code, one, ending, style)};
	});
	const absent = wanted.filter(({one, module}) => !isImported(code, one, module));
	const linesOf = (some: typeof absent): readonly string[] =>
		[...new Set(some.map(({module}) => module))].flatMap(module => {
			const names = some.filter(one => one.module === module).map(({one}) => one);
			return importLines(style, names, module);
		});
	const missing = edit.inserts.filter(({lines}) => !holdsLines(rows, lines));
	const keeps = (edit.keeps ?? []).filter(({as}) => !code.variables.some(({names}) => names.includes(as)));
	if (absent.length + missing.length + keeps.length === 0) return {is: 'there'};

	let changed: readonly string[] = rows;
	for (const keep of keeps) {
		const next = kept(code, changed, keep);
		if (typeof next === 'string') return refused(next);
		changed = next;
	}
	const above: Above[] = [];
	for (const insertion of missing) {
		const place = placeOf(code, rows, insertion);
		if (typeof place === 'string') return refused(place);
		above.push(place);
	}
	const until = Math.min(rows.length + 1, ...above.map(({line}) => line));
	const spots = [
		{line: firstSpot(code, style), lines: linesOf(absent.filter(({one}) => one.name === undefined))},
		{line: importSpot(code, style, rows, until), lines: linesOf(absent.filter(({one}) => one.name !== undefined))},
	];
	for (const {line, lines} of spots.filter(spot => spot.lines.length > 0)) {
		if (line === undefined) return refused('nothing in it says where an import could go');
		above.push({line, lines});
	}
	const out = [...changed.keys(), changed.length].flatMap(index => [
		...above.filter(({line}) => line === index + 1).flatMap(({lines}) => lines),
		...(changed[index] === undefined ? [] : [changed[index]]),
	]);
	const now = `${out.join('\n')}\n`;
	const after = read(path, now);
	if (after === undefined || !keepsAll(code, after)) return refused('the lines do not fit where they would have to go');
	return {is: 'changed', text: now};
}
