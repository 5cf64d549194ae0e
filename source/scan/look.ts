import type {Item} from '../checklists/checklist.ts';
import {checklists} from '../checklists/checklists.ts';
import type {Facts} from '../facts/facts.ts';
import {factsOf} from '../facts/facts-of.ts';
import {filesOf} from '../facts/files.ts';
import {languageOf} from '../facts/language.ts';
import {loadParsers} from '../facts/syntax/parsers.ts';
import {ask, shippedPackages} from '../probes/ask.ts';
import type {Found} from '../probes/found.ts';
import {openRepository} from '../repository/open.ts';

/** What one look at a repository brings: what it is, and what every probe found. */
export type Seen = {
	/** The real path of the root. For effects only: it is never shown or reported. */
	readonly root: string;
	readonly name: string;
	readonly head?: string;
	readonly files: number;
	readonly facts: Facts;
	readonly findings: readonly Found[];
	/** Folders of the packages, and whether each is part of what is shipped. */
	readonly packages: readonly {readonly path: string; readonly shipped: boolean}[];
	/** A probe broke, or the walk was cut short. */
	readonly incomplete: boolean;
};

export type Looked = {readonly ok: true; readonly seen: Seen} | {readonly ok: false; readonly problem: string};

/** How far a look has come. */
export type Step = {readonly files: number; readonly of: number};

const every = 50;

/** Looks at the folder at `path`: repository, facts, findings. `only` narrows it to the checks that it accepts. */
export async function look(
	path: string,
	report: (step: Step) => void = () => {},
	only: (item: Item) => boolean = () => true,
): Promise<Looked> {
	const opened = openRepository(path);
	if (!opened.opened) return {ok: false, problem: opened.problem};
	const {repository, root} = opened;
	const of = repository.files.length;
	report({files: 0, of});
	const parsers = await loadParsers(new Set(repository.files.map(({path: file}) => languageOf(file))));
	const files = filesOf(repository, parsers, done => {
		if (done % every === 0) report({files: done, of});
	});
	const facts = factsOf(repository, files);
	const asked = checklists().map(checklist => ({...checklist, items: checklist.items.filter(only)}));
	const findings = await ask(asked, facts);
	const shipped = new Set(shippedPackages(facts));
	return {
		ok: true,
		seen: {
			root,
			name: repository.name,
			...(repository.head === undefined ? {} : {head: repository.head}),
			files: of,
			facts,
			findings,
			packages: facts.packages.map(({path: folder}) => ({path: folder, shipped: shipped.has(folder)})),
			incomplete: repository.capped || findings.some(({finding}) => finding.broke === true),
		},
	};
}
