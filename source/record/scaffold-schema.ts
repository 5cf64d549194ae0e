import * as v from 'valibot';
import type {BrokenStore, Journal, Manifest} from '../scaffold/store.ts';

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u));
const generatedSchema = v.object({hash, template: v.string(), version: v.number()});
const saidSchema = v.record(v.string(), v.record(v.string(), v.string()));
const manifestSchema = v.object({files: v.record(v.string(), generatedSchema), said: v.optional(saidSchema)});
const entrySchema = v.object({
	path: v.string(),
	seen: v.union([hash, v.literal('absent')]),
	wrote: hash,
	mode: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0o777)),
	temporary: v.pipe(v.string(), v.regex(/(?:^|\/)\.shipworthy-[A-Za-z0-9-]+\.tmp$/u)),
	remembered: v.optional(generatedSchema),
});
const journalSchema = v.object({
	id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,80}$/u)),
	state: v.picklist(['started', 'done', 'undoing', 'undone']),
	template: v.string(),
	entries: v.array(entrySchema),
	folders: v.array(v.string()),
});

function parsed<S extends v.GenericSchema>(schema: S, text: string, path: string): {readonly value: v.InferOutput<S>} | BrokenStore {
	try {
		const result = v.safeParse(schema, JSON.parse(text));
		if (result.success) return {value: result.output};
		const issue = result.issues[0];
		return {kind: 'broken', path, problem: `${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`};
	} catch (error) {
		if (!(error instanceof SyntaxError)) throw error;
		return {kind: 'broken', path, problem: error.message};
	}
}

type Parsed = v.InferOutput<typeof journalSchema>;
const withoutUndefined = (journal: Parsed): Journal => ({
	...journal,
	entries: journal.entries.map(({remembered, ...entry}) => ({...entry, ...(remembered && {remembered})})),
});

/** A journal from its text, or what is wrong with it. `path` is only for the message. */
export function readJournal(text: string, path: string): {readonly value: Journal} | BrokenStore {
	const read = parsed(journalSchema, text, path);
	return 'value' in read ? {value: withoutUndefined(read.value)} : read;
}

/** A manifest from its text, or what is wrong with it. */
export function readManifestText(text: string, path: string): {readonly value: Manifest} | BrokenStore {
	const read = parsed(manifestSchema, text, path);
	if (!('value' in read)) return read;
	const {files, said} = read.value;
	return {value: {files, ...(said && {said})}};
}
