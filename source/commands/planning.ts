import type {Code} from '../facts/code/code.ts';
import {type Language, languageOf} from '../facts/language.ts';
import {loadParsers, type Parsers} from '../facts/syntax/parsers.ts';
import {appliesTo} from '../probes/when.ts';
import {largestText} from '../repository/text.ts';
import {safeText} from '../safe-text.ts';
import {codeNow, type Ground} from '../scaffold/ground.ts';
import {makePlan} from '../scaffold/make-plan.ts';
import {lookAt, type OnDisk} from '../scaffold/on-disk.ts';
import type {Plan} from '../scaffold/plan.ts';
import {withStillAsked} from '../scaffold/still-asked.ts';
import type {Manifest, Store} from '../scaffold/store.ts';
import type {Template} from '../scaffold/template.ts';
import {allTemplates} from '../scaffold/templates.ts';
import type {SeenAt} from '../scaffold/view.ts';
import {viewOf} from '../scaffold/view-of.ts';
import type {ReadCode} from '../scaffold/wiring/code.ts';
import type {Seen} from '../scan/look.ts';
import {askInstalled} from '../tools/installed-checkers.ts';

/** What plans are made with for one repository: its disk, what was written before, and parsers for the few files that are wired. */
export type Planner = {
	/** The plan of one template, or undefined for one that is no remedy. What was said when it was written before counts where nothing else is said. */
	readonly plan: (
		template: Template,
		seen: Seen,
		manifest: Manifest,
		answers?: Readonly<Record<string, string>>,
	) => Promise<Plan | undefined>;
	/** The plans of all templates that fit. Each file is read once for all of them. */
	readonly plans: (seen: Seen, manifest: Manifest) => Promise<readonly {readonly template: Template; readonly plan: Plan}[]>;
};

const isOpen: ReadonlySet<string> = new Set(['gap', 'unknown']);
const wired: ReadonlySet<Language> = new Set<Language>(['ts', 'js', 'py']);

/** Reads code with the parsers that are loaded; what cannot be parsed is nothing. A file that says the same is parsed once. */
function readWith(parsers: Parsers): ReadCode {
	const known = new Map<string, {readonly text: string; readonly code: Code | undefined}>();
	return (path, text) => {
		// What is too large to be looked at is not parsed here either: it would hold the screen up for seconds.
		if (text.length > largestText) return undefined;
		const before = known.get(path);
		if (before?.text === text) return before.code;
		const parsed = parsers.code(path, languageOf(path), text);
		const code = parsed !== undefined && 'code' in parsed ? parsed.code : undefined;
		known.set(path, {text, code});
		return code;
	};
}

/** Makes plans for the repository at `root`, with the checkers on `path` (as in PATH). Parsers are loaded at the first plan, as JSON: few files are read, and shared memory would cost more than it saves. */
export function plannerOf(root: string, store: Store, path: string): Planner {
	let loaded: Promise<ReadCode> | undefined;
	const reading = (seen: Seen): Promise<ReadCode> => {
		loaded ??= loadParsers(new Set(seen.facts.files.map(({path}) => languageOf(path)).filter(one => wired.has(one))), 'json').then(
			readWith,
		);
		return loaded;
	};
	const planOn =
		(disk: Ground['disk']): Planner['plan'] =>
		async (template, seen, manifest, answers = {}) => {
			const sizes = new Map(seen.facts.files.map(({path, bytes}) => [path, bytes]));
			const isOutdated: Ground['isOutdated'] = (path, bytes) => sizes.has(path) && sizes.get(path) !== bytes;
			const ground: Ground = {disk, base: store.readBase, manifest, read: await reading(seen), isOutdated};
			const said = {...manifest.said?.[template.id], ...answers};
			const view = viewOf(template, seen.facts, {name: seen.name, answers: said}, codeNow(ground), seenAtIn(seen));
			if (view === undefined) return undefined;
			const plan = withStillAsked(makePlan(template, view, ground), seen.findings);
			// What is closed already is not closed by this.
			const closes = plan.closes.filter(check => seen.findings.some(one => one.check === check && isOpen.has(one.finding.outcome)));
			return {...plan, closes, said};
		};
	return {
		plan: async (...given) => {
			const plan = await planOn(path => lookAt(root, path))(...given);
			return plan === undefined ? undefined : checked(plan, root, path);
		},
		plans: async (seen, manifest) => {
			const fitting = allTemplates().filter(template => !template.practice && appliesTo(template.when, seen.facts).applies === true);
			const planNow = planOn(once(path => lookAt(root, path)));
			const made = await Promise.all(fitting.map(async template => ({template, plan: await planNow(template, seen, manifest)})));
			return made.flatMap(({template, plan}) => (plan === undefined ? [] : [{template, plan}]));
		},
	};
}

/** The same plan with what the checkers that are installed say of its files. */
async function checked(plan: Plan, root: string, path: string): Promise<Plan> {
	const generated = plan.files.filter(({action}) => action !== 'edit' && action !== 'by-hand');
	const files = generated.map(file => ({
		path: file.path,
		text: file.generated ?? file.text,
		by: plan.validated.filter(one => one.path === file.path).map(({by}) => by),
	}));
	const said = await askInstalled(root, files, path);
	return {
		...plan,
		validated: [
			...plan.validated,
			...said.map(({path, by, remark}) => (remark === undefined ? {path, by} : {path, by, remark: safeText(remark)})),
		],
	};
}

/** What stands at each path when it is first asked for. */
function once(disk: Ground['disk']): Ground['disk'] {
	const known = new Map<string, OnDisk>();
	return path => {
		const now = known.get(path) ?? disk(path);
		known.set(path, now);
		return now;
	};
}

/** The places of the gaps that were found. */
const seenAtIn =
	({findings}: Seen): SeenAt =>
	check =>
		findings.flatMap(one =>
			one.check === check && one.finding.outcome === 'gap' ? [...one.finding.evidence, ...(one.finding.more ?? [])] : [],
		);
