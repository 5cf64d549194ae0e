import {type Barrier, barriersIn, unreachableClicks} from '../../facts/accessibility.ts';
import {type Facts, holds} from '../../facts/facts.ts';
import {isLibrary} from '../../facts/library.ts';
import {distinct} from '../../facts/places.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

const checking =
	/^(?:eslint-plugin-jsx-a11y|eslint-plugin-vuejs-accessibility|@axe-core\/.+|axe-core|jest-axe|vitest-axe|cypress-axe|pa11y|pa11y-ci|axe-playwright|axe-playwright-python|@angular-eslint\/template|eslint-plugin-lit-a11y|@lhci\/cli)$/u;
/** Fewer pictures than these are slips. */
const several = 5;

const probe: Probe = facts => {
	if (isLibrary(facts)) return notApplicable('it is code that others build on');
	if (!holds(facts, 'app.ui', 'app.web', 'app.static', 'app.fullstack')) return notApplicable('no screens for people were found');
	const barriers = barriersIn(facts);
	const checks = checksIn(facts);
	const pictures = barriers.filter(({kind}) => kind === 'picture without words');
	const worst = [
		...barriers.filter(
			({isKey, kind}) => (isKey && kind === 'field without a label') || kind === 'page without a language' || kind === 'no zoom',
		),
		...(pictures.length < several ? [] : pictures),
	];
	if (worst.length > 0) return gap(becauseOf(worst), distinct(worst), {occurrences: worst.length});
	if (barriers.length > 0) return unknown(`${becauseOf(barriers)}, and the rest could not be judged`, distinct(barriers));
	const clicks = unreachableClicks(facts);
	if (clicks.length > 0)
		return unknown(
			`${clicks.length === 1 ? 'one element takes' : `${clicks.length} elements take`} clicks and no keys, and whether there is another way could not be told`,
			clicks,
		);
	if (checks.length > 0)
		return pass('a checker for accessibility is set up, and none of the barriers that were looked for was found', checks);
	return unknown(
		'no picture without words, field without a label or page without a language was found, and what only a person can see was not judged',
	);
};

export default probe;

const words: Readonly<Record<Barrier['kind'], readonly [string, string]>> = {
	'field without a label': ['one field has no label', 'fields have no label'],
	'picture without words': ['one picture has no words for those who cannot see it', 'pictures have no words for those who cannot see them'],
	'page without a language': ['one page does not say its language', 'pages do not say their language'],
	'no zoom': ['one page cannot be enlarged', 'pages cannot be enlarged'],
};

function becauseOf(barriers: readonly Barrier[]): string {
	const kinds = [...new Set(barriers.map(({kind}) => kind))];
	return listed(
		kinds.map(kind => {
			const count = barriers.filter(one => one.kind === kind).length;
			const [one, many] = words[kind];
			return count === 1 ? one : `${count} ${many}`;
		}),
		'and',
	);
}

const checksIn = ({packages}: Facts): readonly Place[] =>
	packages.flatMap(({dependencies}) =>
		dependencies.filter(({name}) => checking.test(name)).map(({path, line, text}) => ({path, line, text})),
	);
