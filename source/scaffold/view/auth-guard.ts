import type {EntryPoint, GuardOnTheWay} from '../../facts/entry-points/entry-point.ts';
import type {PlainFacts} from '../../facts/facts.ts';
import type {CodeNow, Given, SeenAt, View} from '../view.ts';
import type {Edit, Swap, WantedImport} from '../wiring/edit.ts';
import {type FrontKind, frontKind, frontSwap} from './web/in-front.ts';
import {type SharedFile, sharedFile} from './web/shared-file.ts';

const checks = ['sec-entrypoint-no-auth', 'sec-edge-function-open'] as const;
/** How a guard is written in front of one entry point of a framework. */
const ways: Readonly<Partial<Record<FrontKind, GuardOnTheWay['how']>>> = {express: 'middleware', fastapi: 'dependency', flask: 'decorator'};
const plainName = /^[A-Za-z_$][\w$]*$/u;

/** A guard that the project has: its name, and the entry points that it stands in front of. */
type Own = {readonly name: string; readonly uses: readonly EntryPoint[]};
type Change = {readonly path: string; readonly called: string; readonly swap: Swap; readonly imports: readonly WantedImport[]};

const called = ({method, route}: EntryPoint): string => `${method} ${route}`.trim();

/** The guard that most entry points of a framework have in front of them, written as others can write it too. */
function ownGuard(facts: PlainFacts, kind: FrontKind): Own | undefined {
	const how = ways[kind];
	const same = facts.entryPoints.points.filter(point => frontKind(point) === kind);
	const names = same.flatMap(({guards}) =>
		guards.flatMap(one => (one.kind === 'signed-in' && one.how === how && plainName.test(one.name) ? [one.name] : [])),
	);
	const own = [...new Set(names)].map(name => ({name, uses: same.filter(({guards}) => guards.some(one => one.name === name))}));
	return own.toSorted((one, other) => other.uses.length - one.uses.length)[0];
}

/** How a file brings the guard in: not at all where it is there, as the file that uses it does for a package, else from the file that makes it. */
function bringing({name, uses}: Own, path: string, line: number, facts: PlainFacts, code: CodeNow): readonly WantedImport[] | undefined {
	const here = code(path);
	if (here?.imports.some(one => one.local === name) === true) return [];
	const made = here?.functions.find(one => one.name === name) ?? here?.variables.find(one => one.names.includes(name));
	if (made !== undefined) return made.line < line ? [] : undefined;
	const elsewhere = uses.flatMap(point => code(point.path)?.imports.filter(one => one.local === name && one.name !== undefined) ?? [])[0];
	const guard = facts.guards.find(one => one.name === name && one.known !== 'library');
	if (guard !== undefined && guard.path !== path) {
		const shared = code(guard.path);
		const isOffered = guard.path.endsWith('.py') || shared?.exports.some(one => one.name === name) === true;
		return isOffered ? [{name, from: {file: guard.path.replace(/\.[^./]+$/u, '')}}] : undefined;
	}
	return elsewhere === undefined || elsewhere.from.startsWith('.') || elsewhere.name === undefined
		? undefined
		: [{name: elsewhere.name, local: name, from: {package: elsewhere.from}}];
}

/** Who stands in front of the entry points that ask nobody: the project's own guard, or for functions of Supabase one that is written. */
export function authGuardView(facts: PlainFacts, _given: Given, code: CodeNow, seenAt: SeenAt): View {
	const places = checks.flatMap(check => seenAt(check).map(({path, line}) => ({check, path, line})));
	const changes: Change[] = [];
	const left: {readonly check: string; readonly owes: string}[] = [];
	let shared: SharedFile | undefined;
	for (const {check, path, line} of places) {
		const key = `${path}:${line}`;
		const point = facts.entryPoints.points.find(one => key === `${one.handler?.path ?? one.path}:${one.handler?.line ?? one.line}`);
		const kind = point && frontKind(point);
		const own = kind && ownGuard(facts, kind);
		const read = point && code(point.path);
		const isEdge = kind === 'edge';
		if (point !== undefined && isEdge) shared ??= sharedFile(facts, code, point.path, {script: 'require-user', python: ''});
		const name = isEdge ? 'requireUser' : own?.name;
		const imports =
			point === undefined
				? undefined
				: isEdge
					? shared?.brings(point.path, ['requireUser'])
					: own && bringing(own, point.path, point.line, facts, code);
		const swap = point && kind && read && name !== undefined ? frontSwap(point, kind, read, {name, answer: 'stranger'}) : undefined;
		if (point === undefined || swap === undefined || imports === undefined || (kind !== 'edge' && own === undefined)) {
			const who = name === undefined ? 'what asks who is calling' : name;
			left.push({check, owes: `${path}:${line}: put ${who} in front, so that it answers 401 without a sign-in`});
			continue;
		}
		const depends: readonly WantedImport[] = kind === 'fastapi' ? [{name: 'Depends', from: {package: 'fastapi'}}] : [];
		changes.push({path: point.path, called: called(point), swap, imports: [...depends, ...imports]});
	}
	// A check that named nothing is not closed by this.
	const silent = checks.filter(check => seenAt(check).length === 0).map(check => ({check, owes: 'nothing was seen that stands open'}));
	return {
		data: {guard: shared === undefined ? '' : `${shared.file}.${shared.ending}`, typed: shared?.ending.endsWith('ts') ?? false},
		edits: editsOf(changes),
		after: [
			...left.map(({owes}) => `${owes}.`),
			...(changes.length === 0
				? []
				: [
						`Closed to strangers now: ${[...new Set(changes.map(one => one.called))].join(', ')}. Is one of them meant for strangers? Take the guard out there, and limit it instead.`,
					]),
		],
		owes: [...left, ...silent],
		scripts: {},
	};
}

const editsOf = (changes: readonly Change[]): readonly Edit[] =>
	[...new Set(changes.map(({path}) => path))].map(path => {
		const own = changes.filter(one => one.path === path);
		const swaps = [...new Map(own.map(({swap}) => [swap.line, swap])).values()];
		return {
			kind: 'swap',
			path,
			does: 'asks who is calling before anything is done',
			byHand: `Put the guard in front of ${[...new Set(own.map(one => one.called))].join(', ')}, in line ${swaps.map(({line}) => line).join(', ')}.`,
			swaps,
			imports: [...new Map(own.flatMap(one => one.imports.map(wanted => [wanted.name, wanted] as const))).values()],
		};
	});
