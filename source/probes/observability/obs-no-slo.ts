import {marksOf} from '../../facts/files.ts';
import {isLibrary} from '../../facts/library.ts';
import {papersOf} from '../../facts/papers.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const names = /(?:^|\/)(?:slos?|service[-_]level(?:s|[-_](?:objectives?|agreement))?|reliability[-_]targets?)\.(?:mdx?|ya?ml|txt)$/iu;
const titles = /\bslos?\b|service[ -]level objectives?|reliability targets?|verfügbarkeitsziel/iu;
const promise = /\bsla\b|service[ -]level agreement/iu;

/** A page that says of itself that it is only proposed decides nothing yet. */
const notAgreed = /^(?:never|no|not yet)$/iu;

const probe: Probe = facts => {
	if (isLibrary(facts)) return notApplicable('it is code that others build on: there is nothing to promise');
	const rules = marksOf(facts, 'slo.rule', ['app', 'config', 'script']).map(plain);
	if (rules.length > 0) return pass('what is good enough is kept as rules that a tool measures', rules);
	const [paper] = papersOf(facts, names, titles);
	const targets = marksOf(facts, 'slo.target', ['docs']);
	if (paper !== undefined && paper.blanks.length > 0)
		return gap(
			`${paper.path} still has ${paper.blanks.length === 1 ? 'a blank' : `${paper.blanks.length} blanks`} to fill in`,
			paper.blanks,
		);
	if (paper !== undefined && notAgreed.test(paper.document?.frontMatter.agreed ?? ''))
		return unknown(`${paper.path} proposes what is good enough, and says itself that nobody agreed to it yet`, [paper.firstLine]);
	if (paper !== undefined) {
		const own = targets.filter(({path}) => path === paper.path).map(plain);
		return own.length > 0
			? pass(`${paper.path} says in numbers what is good enough`, [paper.firstLine, ...own])
			: unknown(`${paper.path} speaks of what is good enough, and names no number`, [paper.firstLine]);
	}
	const promised = facts.documents.filter(
		({headings, title}) => promise.test(title ?? '') || headings.some(heading => promise.test(heading.title)),
	);
	if (promised.length > 0)
		return unknown(
			'customers are promised something, and no target of your own stands in the repository',
			promised.map(({firstLine}) => firstLine),
		);
	return unknown('no file says in numbers what is good enough');
};

export default probe;

const plain = ({path, line, text}: Place): Place => ({path, line, text});
