import type {EntryPoint} from '../../facts/entry-points/entry-point.ts';
import type {PlainFacts} from '../../facts/facts.ts';
import type {CodeNow, Given, SeenAt, View} from '../view.ts';
import type {Edit, Swap, WantedImport} from '../wiring/edit.ts';
import {type GuardKind, guardKind} from './guarding/guard-kind.ts';
import {inFront} from './guarding/in-front.ts';
import {type Own, ownGuard} from './guarding/own-guard.ts';
import {strangersData} from './guarding/strangers.ts';
import {frontSwap} from './web/in-front.ts';
import {type SharedFile, sharedFile} from './web/shared-file.ts';

const checks = ['sec-entrypoint-no-auth', 'sec-edge-function-open'] as const;

type Change = {readonly point: EntryPoint; readonly path: string; readonly swap: Swap; readonly imports: readonly WantedImport[]};

type Left = {readonly check: string; readonly place: string; readonly why: string};

const mostPlaces = 8;
const plainName = /^[A-Za-z_$][\w$.]*$/u;
const called = ({method, route}: EntryPoint): string => `${method} ${route}`.trim();

/** The guards of the project's own, one for each framework that has entry points. */
function ownGuards(facts: PlainFacts, code: CodeNow): ReadonlyMap<GuardKind, Own> {
	const kinds = [...new Set(facts.entryPoints.points.flatMap(point => guardKind(point) ?? []))];
	return new Map(
		kinds.flatMap(kind => {
			const own = ownGuard(facts, kind, code);
			return own === undefined ? [] : [[kind, own] as const];
		}),
	);
}

/** Something that asks who is calling, and an entry point behind it: what a person can go by. */
function anyGuard(facts: PlainFacts): string | undefined {
	const found = facts.entryPoints.points.flatMap(point =>
		point.guards
			.filter(({kind, name}) => kind !== 'limiter' && kind !== 'validation' && plainName.test(name))
			.map(({name}) => ({name, point})),
	)[0];
	return found && `${found.name} before ${called(found.point)}`;
}

/** Why an entry point is left to a person, and what to do. */
function whyLeft(facts: PlainFacts, own: Own | undefined): string {
	const end = 'so that it answers 401 without a sign-in';
	if (own !== undefined)
		return `put ${own.written.replace('$server', 'the server')} in front, as it stands before ${own.uses.slice(0, 1).map(called).join('')}, ${end}`;
	const any = anyGuard(facts);
	if (any !== undefined) return `put what asks who is calling in front (there is ${any}, which may want more than a sign-in), ${end}`;
	return 'nothing that was seen tells who is calling. Decide how people sign in (a service such as Clerk, Auth0 or Supabase, or the sessions of your framework), guard one address with it, and plan again: the others are then closed the same way';
}

/** One sentence for all places that are left for the same reason. */
const grouped = (left: readonly Left[]): View['owes'] =>
	[...new Set(left.map(({check, why}) => JSON.stringify([check, why])))].map(key => {
		const same = left.filter(({check, why}) => JSON.stringify([check, why]) === key);
		const places = same.map(({place}) => place);
		const more = places.length > mostPlaces ? ` and ${places.length - mostPlaces} more` : '';
		return {check: same[0]?.check ?? checks[0], owes: `${places.slice(0, mostPlaces).join(', ')}${more}: ${same[0]?.why ?? ''}`};
	});

/** Who stands in front of the entry points that ask nobody: the project's own guard, or for functions of Supabase one that is written. */
export function authGuardView(facts: PlainFacts, _given: Given, code: CodeNow, seenAt: SeenAt): View {
	const places = checks.flatMap(check => seenAt(check).map(({path, line}) => ({check, path, line})));
	const guards = ownGuards(facts, code);
	const changes: Change[] = [];
	const lefts: Left[] = [];
	let shared: SharedFile | undefined;
	for (const {check, path, line} of places) {
		const key = `${path}:${line}`;
		const points = facts.entryPoints.points.filter(one => key === `${one.handler?.path ?? one.path}:${one.handler?.line ?? one.line}`);
		const [point] = points;
		const kind = point && guardKind(point);
		const own = kind && guards.get(kind);
		if (point !== undefined && kind === 'edge') {
			shared ??= sharedFile(facts, code, point.path, {script: 'require-user', python: ''});
			const now = code(point.path);
			const swap = now && frontSwap(point, 'edge', now, {name: 'requireUser', answer: 'stranger'});
			if (swap !== undefined) changes.push({point, path: point.path, swap, imports: shared.brings(point.path, ['requireUser'])});
			else lefts.push({check, place: key, why: `call requireUser of ${shared.file} first, and hand on what it answers`});
			continue;
		}
		const front = point && kind && own && inFront(point, kind, own, facts, code);
		if (front === undefined) lefts.push({check, place: key, why: whyLeft(facts, own)});
		else for (const one of points) changes.push({point: one, ...front});
	}
	const left = grouped(lefts);
	// A check that named nothing is not closed by this.
	const silent = checks.filter(check => seenAt(check).length === 0).map(check => ({check, owes: 'nothing was seen that stands open'}));
	const tests = strangersData(
		facts,
		changes.map(({point}) => point).filter(point => guardKind(point) !== 'edge'),
		[...guards.values()].flatMap(({uses}) => uses),
	);
	return {
		data: {guard: shared === undefined ? '' : `${shared.file}.${shared.ending}`, typed: shared?.ending.endsWith('ts') ?? false, ...tests},
		edits: editsOf(changes),
		after: [
			...new Set(left.map(({owes}) => `${owes}.`)),
			...(changes.length === 0
				? []
				: [
						`Closed to strangers now: ${[...new Set(changes.map(({point}) => called(point)))].join(', ')}. Is one of them meant for strangers? Take the guard out there, and limit it instead.`,
					]),
			...[
				tests.script === '' ? '' : `node --test ${tests.script}`,
				tests.python === '' ? '' : `python -m unittest ${tests.python}`,
			].flatMap(command =>
				command === ''
					? []
					: [
							`Start it on your own machine and run: BASE_URL=http://localhost:3000 SIGNED_IN="authorization: Bearer …" ${command}. It asks each address as a stranger and signed in.`,
						],
			),
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
			byHand: `Put the guard in front of ${[...new Set(own.map(({point}) => called(point)))].join(', ')}, in line ${swaps.map(({line}) => line).join(', ')}.`,
			swaps,
			imports: [...new Map(own.flatMap(one => one.imports.map(wanted => [wanted.name, wanted] as const))).values()],
		};
	});
