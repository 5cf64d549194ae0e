import type {PlainFacts} from '../../facts/facts.ts';
import {wordsOf} from '../../facts/guards/words.ts';
import type {CodeNow, Given, SeenAt, View} from '../view.ts';
import type {Edit, Swap} from '../wiring/edit.ts';
import {type LooseWrite, looseWriteAt} from './supabase/loose-write.ts';
import {isDenoFile, type SharedFile, sharedFile} from './web/shared-file.ts';

const check = 'err-supabase-error-ignored';
/** What is written by the way: a failure is told to the log, and what people came for goes on. */
const passing: ReadonlySet<string> = new Set(
	'log logs event events view views metric metrics analytics audit activity activities history cache telemetry presence'.split(' '),
);

type Helper = 'orThrow' | 'orLog';
type Change = {readonly path: string; readonly line: number; readonly swaps: readonly Swap[]; readonly helper?: Helper};

const opening = /^(?<indent>\s*)(?<head>(?:(?:const|let)\s+[^=]*=\s*)?await\s+)(?<rest>.*)$/u;
const closing = /^(?<row>.*\))(?<end>;?)\s*$/u;

function changeFor(path: string, line: number, write: LooseWrite): Change | undefined {
	const {first, last, isRows, what} = write;
	const isByTheWay = wordsOf(what).some(word => passing.has(word));
	if (isRows && !isByTheWay)
		return {
			path,
			line,
			swaps: [{line: last, pattern: closing, to: ({row, end}) => `${row}.throwOnError()${end}`}],
		};
	if (first === undefined) return undefined;
	const helper = isByTheWay ? 'orLog' : 'orThrow';
	return {
		path,
		line,
		helper,
		swaps: [
			{line: first, pattern: opening, to: ({indent, head, rest}) => `${indent}${head}${helper}(${rest}`},
			{line: last, pattern: closing, to: ({row, end}) => `${row})${end}`},
		],
	};
}

/** How each write through Supabase looks at the error that it gets back: those that stand by themselves are mended, others are named. */
export function supabaseErrorsView(facts: PlainFacts, _given: Given, code: CodeNow, seenAt: SeenAt): View {
	const places = seenAt(check);
	const changes: Change[] = [];
	const left: string[] = [];
	for (const {path, line} of places) {
		const read = code(path);
		const write = read && looseWriteAt(read, line);
		const change = write && changeFor(path, line, write);
		if (change === undefined)
			left.push(`${path}:${line}: read the error that this write gives back, and stop or tell the person when there is one.`);
		if (change !== undefined) changes.push(change);
	}
	const helped = changes.filter(({helper}) => helper !== undefined);
	// Functions of Supabase cannot import what lies outside their folder, nor a page what lies in theirs.
	const firstOf = (deno: boolean): SharedFile | undefined => {
		const one = helped.find(({path}) => isDenoFile(path) === deno);
		return one && sharedFile(facts, code, one.path, {script: 'supabase-errors', python: ''});
	};
	const [page, deno] = [firstOf(false), firstOf(true)];
	const shared = (path: string): SharedFile | undefined => (isDenoFile(path) ? deno : page);
	return {
		data: {
			page: page === undefined ? '' : `${page.file}.${page.ending}`,
			pageTyped: page?.ending.endsWith('ts') ?? false,
			commonjs: page?.commonjs ?? false,
			deno: deno === undefined ? '' : `${deno.file}.${deno.ending}`,
			denoTyped: deno?.ending.endsWith('ts') ?? false,
		},
		edits: [...new Set(changes.map(({path}) => path))].map((path): Edit => {
			const own = changes.filter(one => one.path === path);
			const names = [...new Set(own.flatMap(({helper}) => (helper === undefined ? [] : [helper])))];
			const lines = own.map(({line}) => line).join(', ');
			return {
				kind: 'swap',
				path,
				does: 'a write that Supabase refuses is an error from now on',
				byHand: `Add .throwOnError() to the writes in line ${lines}, or read error and stop.`,
				swaps: own.flatMap(({swaps}) => swaps),
				imports: names.length === 0 ? [] : (shared(path)?.brings(path, names) ?? []),
			};
		}),
		after: [
			...left,
			...(changes.length === 0
				? []
				: [
						'What was silent before now throws. Look at each changed function once: where no try/catch shows the failure to the person who waits, add one.',
					]),
		],
		owes: left.length > 0 || places.length === 0 ? [{check, owes: left[0] ?? 'read the error of each write'}] : [],
		scripts: {},
	};
}
