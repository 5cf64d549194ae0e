import {appendFile} from 'node:fs/promises';
import * as v from 'valibot';
import {readPlain, replaceWhole} from './plain-file.ts';

/** No file of the journal is larger than this, in bytes. */
export const mostBytes = 2_000_000;
const keptScans = 200;

const scanSchema = v.object({
	on: v.pipe(v.string(), v.maxLength(40)),
	head: v.optional(v.pipe(v.string(), v.maxLength(100))),
	level: v.pipe(v.string(), v.maxLength(40)),
	/** `check` or `check@package` of each gap that was open. */
	open: v.pipe(v.array(v.pipe(v.string(), v.maxLength(400))), v.maxLength(20_000)),
});
/** One scan as the journal holds it: ids only, never a line of code. */
export type Scan = {readonly on: string; readonly head?: string; readonly level: string; readonly open: readonly string[]};

/** Parses JSON; undefined when it is none. */
export function jsonIn(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		if (!(error instanceof SyntaxError)) {
			throw error;
		}
		return undefined;
	}
}

const scanOf = (line: string): Scan | undefined => {
	const parsed = v.safeParse(scanSchema, jsonIn(line));
	if (!parsed.success) {
		return undefined;
	}
	const {head, ...rest} = parsed.output;
	return {...rest, ...(head === undefined ? {} : {head})};
};

/** The scans of a journal, oldest first; a last line that a kill cut short is left out. Undefined when another line is damaged. */
export function scansIn(text: string): readonly Scan[] | undefined {
	const whole = text
		.slice(0, text.lastIndexOf('\n') + 1)
		.split('\n')
		.filter(line => line !== '');
	const scans = whole.flatMap(line => scanOf(line) ?? []);
	return scans.length === whole.length ? scans : undefined;
}

/** Adds a scan to the end of a journal. A long journal is cut to its last scans; a line that a kill cut short goes. */
export async function appendScan(journal: string, scan: Scan): Promise<void> {
	const plain = await readPlain(journal, mostBytes);
	const text = plain.kind === 'bytes' ? plain.bytes.toString('utf8') : '';
	const line = `${JSON.stringify(scan)}\n`;
	const whole = plain.kind !== 'refused' && (text === '' || text.endsWith('\n'));
	if (whole && text.length + line.length < mostBytes / 2) {
		await appendFile(journal, line, {mode: 0o600});
		return;
	}
	const kept = (scansIn(text) ?? [])
		.slice(-keptScans)
		.map(one => `${JSON.stringify(one)}\n`)
		.join('');
	await replaceWhole(journal, kept.length + line.length < mostBytes / 2 ? kept + line : line, 0o600);
}
