import {createHash} from 'node:crypto';
import type {Item} from '../checklists/checklist.ts';
import {checklists} from '../checklists/checklists.ts';
import type {PlainFacts} from '../facts/facts.ts';
import type {SaidGuards} from '../facts/guards/said.ts';
import type {Found} from '../probes/found.ts';
import {readGuards} from '../record/guards.ts';
import {openRepository} from '../repository/open.ts';
import type {Repository} from '../repository/repository.ts';
import type {Caps} from '../repository/walk.ts';
import {keepKnown, keepLook, knownAt, lookAt, type Place, placeFor} from './cache.ts';
import {engineOf} from './engine.ts';
import type {Step} from './gather.ts';
import {isSettled} from './known.ts';
import type {Means, Scanners} from './scanners.ts';

/** What one look at a repository brings: what it is, and what every probe found. */
export type Seen = {
	/** The real path of the root. For effects only: it is never shown or reported. */
	readonly root: string;
	readonly name: string;
	readonly head?: string;
	readonly files: number;
	/** As wide as what is shown and written needs: of each file what it is, not what was seen in it. */
	readonly facts: PlainFacts;
	readonly findings: readonly Found[];
	/** Folders of the packages, and whether each is part of what is shipped. */
	readonly packages: readonly {readonly path: string; readonly shipped: boolean}[];
	/** A probe or a parser broke, or the walk was cut short. */
	readonly incomplete: boolean;
};

export type Looked = {readonly ok: true; readonly seen: Seen} | {readonly ok: false; readonly problem: string};

/** How to look. Without `means` files are seen in this process; without `cache` nothing is kept. */
export type Looking = {
	readonly report?: (step: Step) => void;
	/** Narrows the look to the checks that it accepts. */
	readonly only?: (item: Item) => boolean;
	readonly means?: Means;
	/** The person's cache folder. */
	readonly cache?: string;
	/** The folder whose record says what is a guard: the one that is looked at, unless another is named. */
	readonly record?: string;
	/** How far it goes. */
	readonly caps?: Caps;
	/** When the look begins, in milliseconds. */
	readonly began?: number;
	readonly signal?: AbortSignal;
};

const silent = (): void => undefined;
/** A look at fewer files is over before anyone could read what was seen first. */
const worthSaying = 150;

/** Looks at the folder at `path`: repository, facts, findings. */
export async function look(
	path: string,
	{report = silent, only, means, cache, record, caps, began = Date.now(), signal}: Looking = {},
): Promise<Looked> {
	const opened = openRepository(path, caps);
	if (!opened.opened) return {ok: false, problem: opened.problem};
	const {repository, root} = opened;
	report({files: 0, of: repository.files.length});
	const place = placeOf(cache, root, means);
	const said = await readGuards(record ?? root);
	const state = place === undefined ? undefined : stateOf(place.engine, root, repository, said);
	const kept = place === undefined || state === undefined ? undefined : keptLook(place, state);
	if (kept !== undefined) return {ok: true, seen: narrowed(kept, only)};

	// Before scanners take the processors: what is certain soonest is said first.
	if (means !== undefined && report !== silent && repository.files.length >= worthSaying) await sayEarly(repository, report);
	// Loaded only where something is to be seen: a look at what did not change needs none of it.
	const [{gather}, {seenOf}, {probesOf}] = await Promise.all([import('./gather.ts'), import('./seen.ts'), import('../probes/ask.ts')]);
	const scanners = means === undefined ? undefined : await scannersAt(root, repository, means);
	try {
		const known = place === undefined ? new Map() : knownAt(place);
		const gathering = gather(repository, {
			scanners,
			known,
			keeps: place !== undefined,
			began,
			report,
			said,
			// What they hold is as much as all that comes now needs.
			onSeen: () => scanners?.close(),
			...(signal === undefined ? {} : {signal}),
		});
		// What asks is loaded while scanners see, so that nobody waits for it afterwards.
		const [gathered] = await Promise.all([gathering, probesOf(checklists())]);
		if ('problem' in gathered) return {ok: false, problem: gathered.problem};
		const seen = await seenOf(root, repository, gathered, only);
		if (place !== undefined && state !== undefined) {
			keepKnown(place, known, gathered.known);
			if (only === undefined && gathered.lost.length === 0 && isQuiet(repository, began)) keepLook(place, state, partsOf(seen));
		}
		return {ok: true, seen};
	} finally {
		scanners?.close();
	}
}

async function scannersAt(root: string, repository: Repository, means: Means): Promise<Scanners> {
	const [{groundOf}, {scannersFor}] = await Promise.all([import('./ground.ts'), import('./scanners.ts')]);
	return scannersFor(groundOf(root, repository), means);
}

/** Says what configuration alone proves while scanners start. */
async function sayEarly(repository: Repository, report: (step: Step) => void): Promise<void> {
	const {earlyFindings} = await import('./early.ts');
	const items = new Map(checklists().flatMap(checklist => checklist.items.map(item => [item.id, item])));
	for (const {check, finding} of await earlyFindings(repository)) {
		const item = items.get(check);
		if (item !== undefined)
			report({files: 0, of: repository.files.length, seen: finding.outcome === 'pass' ? `Already right: ${item.good}` : item.gap});
	}
}

/** Where the looks at a repository are kept, if anywhere. */
export function placeOf(cache: string | undefined, root: string, means: Means | undefined): Place | undefined {
	const engine = cache === undefined || means === undefined ? undefined : engineOf(means.program);
	return cache === undefined || engine === undefined ? undefined : placeFor(cache, root, engine);
}

/** All that a whole look depends on, as a hash: who looks, and what stands where. */
export function stateOf(engine: string, root: string, {files, skipped, text: _text, ...rest}: Repository, said: SaidGuards): string {
	const hash = createHash('sha1').update(JSON.stringify([engine, root, rest, skipped, said]));
	hash.update(
		files
			.map(
				({path, bytes, tracked, ignored, stamp}) =>
					`${path}\n${bytes} ${tracked} ${ignored} ${stamp?.modified} ${stamp?.changed} ${stamp?.number}`,
			)
			.join('\n'),
	);
	return hash.digest('hex');
}

/** Whether nothing was written so shortly before a look began that it may have been written once more unnoticed. */
export const isQuiet = ({files}: Repository, began: number): boolean =>
	files.every(({stamp}) => stamp !== undefined && isSettled(stamp, began));

const rest = 'rest';

/** A look in parts: every kind of facts is one, and what is no fact is another. */
const partsOf = ({facts, ...other}: Seen): Readonly<Record<string, unknown>> => ({...facts, [rest]: other});

/** A look that was kept. Each kind of facts is made when it is first asked for: a report needs few of them. */
function keptLook(place: Place, state: string): Seen | undefined {
	const kept = lookAt(place, state);
	const other = kept?.get(rest)?.();
	if (kept === undefined || !isRest(other)) return undefined;
	const facts = {};
	for (const [name, read] of kept) {
		let made: {readonly value: unknown} | undefined;
		const get = (): unknown => {
			made ??= {value: read()};
			return made.value;
		};
		if (name !== rest) Object.defineProperty(facts, name, {get, enumerable: true});
	}
	return isFacts(facts) ? {...other, facts} : undefined;
}

const isRest = (value: unknown): value is Omit<Seen, 'facts'> => typeof value === 'object' && value !== null && 'findings' in value;
const isFacts = (value: object): value is PlainFacts => 'stack' in value;

/** A whole look, narrowed to the checks that are asked for. */
function narrowed(seen: Seen, only: ((item: Item) => boolean) | undefined): Seen {
	if (only === undefined) return seen;
	const asked = new Set(checklists().flatMap(({items}) => items.filter(only).map(({id}) => id)));
	const findings = seen.findings.filter(({check}) => asked.has(check));
	return {...seen, findings, incomplete: seen.facts.capped || findings.some(({finding}) => finding.broke === true)};
}
