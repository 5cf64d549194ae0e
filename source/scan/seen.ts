import type {Item} from '../checklists/checklist.ts';
import {checklists} from '../checklists/checklists.ts';
import type {Facts, PlainFacts} from '../facts/facts.ts';
import type {FileFact} from '../facts/files.ts';
import {ask, shippedPackages} from '../probes/ask.ts';
import type {Repository} from '../repository/repository.ts';
import type {Gathered} from './gather.ts';
import {hiddenIn} from './hidden.ts';
import type {Seen} from './look.ts';

/** What every probe found, with the facts that are needed further on. */
export async function seenOf(root: string, repository: Repository, {facts, lost}: Gathered, only?: (item: Item) => boolean): Promise<Seen> {
	const asked = only === undefined ? checklists() : checklists().map(one => ({...one, items: one.items.filter(only)}));
	const findings = await ask(asked, facts);
	const shipped = new Set(shippedPackages(facts));
	return {
		root,
		name: repository.name,
		...(repository.head === undefined ? {} : {head: repository.head}),
		files: repository.files.length,
		facts: plainFacts(facts),
		findings,
		packages: facts.packages.map(({path: folder}) => ({path: folder, shipped: shipped.has(folder)})),
		incomplete: repository.capped || lost.length > 0 || findings.some(({finding}) => finding.broke === true),
	};
}

/** The facts as they leave the process: without what probes alone need, and without secrets. */
export function plainFacts(facts: Facts): PlainFacts {
	const {program: _program, deploy: _deploy, uncorrected: _uncorrected, ...plain} = facts;
	return {...hiddenIn({...plain, files: []}), files: facts.files.map(slim)};
}

/** What was seen in a file is for facts and probes, and most of all there is: it is not sent on. */
const slim = ({path, language, role, side, bytes, lines, tracked, ignored, firstLine, unparsed}: FileFact): FileFact => ({
	path,
	language,
	role,
	side,
	bytes,
	lines,
	tracked,
	ignored,
	firstLine,
	...(unparsed === undefined ? {} : {unparsed}),
	imports: [],
	marks: [],
	secrets: [],
});
