import type {EntryPoint} from '../../facts/entry-points/entry-point.ts';
import {holds, type PlainFacts} from '../../facts/facts.ts';
import {packageOf} from '../../facts/packages.ts';
import type {CodeNow, Given, SeenAt, View} from '../view.ts';
import type {Edit, Swap, WantedImport} from '../wiring/edit.ts';
import {capSwap, isCapped, isCappedByMaker} from './spending/answer-caps.ts';
import {type FrontKind, frontKind, frontSwap} from './web/in-front.ts';
import {migrationFor} from './web/migration.ts';
import {type SharedFile, sharedFile} from './web/shared-file.ts';

const check = 'scl-llm-spend-uncapped';
const reachable: ReadonlySet<EntryPoint['kind']> = new Set<EntryPoint['kind']>(['http', 'rpc', 'action', 'function', 'page', 'socket']);
const python: ReadonlySet<FrontKind> = new Set<FrontKind>(['fastapi', 'flask']);
const isPython = (path: string): boolean => path.endsWith('.py');

/** What one file is to be changed by, and what could not be written. */
type Change = {readonly path: string; readonly swap: Swap; readonly imports: readonly WantedImport[]};
/** The file that counts. */
type Made = SharedFile & {readonly kind: FrontKind};

const asksModel = (point: EntryPoint): boolean => reachable.has(point.kind) && point.costs.some(({does}) => does === 'asks a model');
const isCounted = (point: EntryPoint): boolean =>
	[...point.middleware, ...point.guards.map(({name}) => name)].some(name => /daily_?model_?quota/iu.test(name));

/** Bounds on what models cost: on each answer, on each caller's day, on all of the day, and a switch. */
export function modelSpendCapView(facts: PlainFacts, _given: Given, code: CodeNow, seenAt: SeenAt): View {
	const seen = seenAt(check);
	const points = seen.length === 0 ? [] : facts.entryPoints.points.filter(asksModel);
	const known = points.flatMap(point => {
		const kind = frontKind(point);
		return kind === undefined ? [] : [{point, kind}];
	});
	const kinds = [...new Set(known.map(({kind}) => kind))];
	const first = (wanted: (kind: FrontKind) => boolean): Made | undefined => {
		const one = known.find(({kind}) => wanted(kind));
		return one && {kind: one.kind, ...sharedFile(facts, code, one.point.path, {script: 'model-quota', python: 'model_quota'})};
	};
	const script = first(kind => !python.has(kind));
	const snake = first(kind => python.has(kind));
	const served = (path: string): Made | undefined => (isPython(path) ? snake : script);
	const changes: Change[] = [];
	const left: string[] = [];

	for (const {point, kind} of known) {
		const [read, made] = [code(point.path), served(point.path)];
		const callee = python.has(kind) ? 'daily_model_quota' : 'dailyModelQuota';
		if (isCounted(point) || ((kind === 'web' || kind === 'edge') && read?.calls.some(({to}) => to === callee) === true)) continue;
		const swap = read && frontSwap(point, kind, read, {name: callee, answer: 'overQuota'});
		if (made === undefined || made.kind !== kind || swap === undefined) {
			left.push(`${point.path}:${point.line}: call ${callee} before anything else.`);
			continue;
		}
		const depends: readonly WantedImport[] = kind === 'fastapi' ? [{name: 'Depends', from: {package: 'fastapi'}}] : [];
		changes.push({path: point.path, swap, imports: [...depends, ...made.brings(point.path, [callee])]});
	}
	for (const point of points.filter(one => frontKind(one) === undefined))
		left.push(`${point.path}:${point.line}: count the caller here, before the model is asked.`);
	const costs = new Map(
		points.flatMap(({costs: all}) => all.filter(({does}) => does === 'asks a model').map(one => [`${one.path}:${one.line}`, one])),
	);
	for (const {path, line} of costs.values()) {
		const [read, made] = [code(path), served(path)];
		const call = read?.calls.find(one => one.line === line && capSwap(one, read, undefined, isPython(path)) !== undefined);
		const owner = facts.packages.find(one => one.path === packageOf(path, facts.packages));
		const capped =
			read?.calls.some(one => one.line === line && (isCapped(one) || (!isPython(path) && isCappedByMaker(one, read)))) === true;
		if (capped) continue;
		const swap = read && call && capSwap(call, read, owner, isPython(path));
		if (made === undefined || swap === undefined) {
			left.push(`${path}:${line}: limit the length of its answer (max_tokens, or what its library calls it).`);
			continue;
		}
		changes.push({path, swap, imports: made.brings(path, [isPython(path) ? 'ANSWER_TOKENS' : 'answerTokens'])});
	}

	const supabase = script !== undefined && script.kind !== 'express' && (script.kind === 'edge' || holds(facts, 'baas.supabase'));
	const scattered = script?.kind === 'web' && !supabase;
	const twoKinds = kinds.filter(kind => !python.has(kind)).length > 1 || kinds.filter(kind => python.has(kind)).length > 1;
	const owes = [
		...left.map(line => ({check, owes: line})),
		...(scattered ? [{check, owes: 'keep the counts in a database: each copy of a Next.js server counts for itself'}] : []),
		...(twoKinds ? [{check, owes: 'count the callers of the second framework too'}] : []),
		...(seen.length > 0 && known.length === 0
			? [{check, owes: 'count callers where the model is asked: no route that shipworthy knows leads there'}]
			: []),
	];
	return {
		data: {
			script: script === undefined ? '' : `${script.file}.${script.ending}`,
			kind: script?.kind ?? '',
			commonjs: script?.commonjs ?? false,
			typed: script?.ending.endsWith('ts') ?? false,
			python: snake === undefined ? '' : `${snake.file}.py`,
			pythonKind: snake?.kind ?? '',
			store: supabase ? 'supabase' : 'memory',
			migration: supabase ? migrationFor(facts, script.file, 'model_use') : '',
		},
		edits: editsOf(changes),
		after: [...left, ...afterOf(supabase, known.length > 0)],
		owes,
		scripts: {},
	};
}

const afterOf = (supabase: boolean, counts: boolean): readonly string[] =>
	!counts
		? []
		: supabase
			? ['Run the migration before you deploy: without its table every request to a model is refused.']
			: [
					'The counts live in the memory of the process: with several processes each counts for itself, so divide MODEL_CALLS_PER_DAY by their number.',
				];

const editsOf = (changes: readonly Change[]): readonly Edit[] =>
	[...new Set(changes.map(({path}) => path))].map(path => {
		const own = changes.filter(one => one.path === path);
		const swaps = [...new Map(own.map(({swap}) => [`${swap.line} ${swap.pattern.source}`, swap])).values()];
		const imports = [...new Map(own.flatMap(one => one.imports.map(wanted => [wanted.name, wanted] as const))).values()];
		return {
			kind: 'swap',
			path,
			does: 'counts callers before the model is asked, and limits its answer',
			byHand: `Call ${isPython(path) ? 'daily_model_quota' : 'dailyModelQuota'} first, and bound the answer, in line ${swaps.map(({line}) => line).join(', ')}.`,
			swaps,
			imports,
		};
	});
