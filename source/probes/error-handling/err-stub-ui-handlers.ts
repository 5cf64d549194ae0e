import {type Facts, holds} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import {isReached} from '../../facts/reached.ts';
import {type StubHandler, stubHandlersIn} from '../../facts/stub-handlers.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

const names: Readonly<Record<StubHandler['kind'], string>> = {
	empty: 'with an empty handler',
	says: 'that only write a note or say that it is not there yet',
	link: 'that are links to nowhere',
	button: 'with words on them and no handler',
	pretends: 'that say after a moment that it worked, without asking anybody',
};
const screen = /\.(?:[jt]sx|vue|svelte|astro)$/u;

const probe: Probe = facts => {
	const all = stubHandlersIn(facts);
	const found = all.filter(({isCertain}) => isCertain);
	if (found.length > 0) {
		const kinds = [...new Set(found.map(({kind}) => names[kind]))];
		return gap(
			found.length === 1
				? `something that people press does nothing (${kinds[0]?.replace('them', 'it').replace('that are links', 'a link').replace('that only write', 'it only writes').replace('or say', 'or says')})`
				: `${found.length} things that people press do nothing: those ${listed(kinds, 'and those')}`,
			distinct(found),
			{occurrences: found.length},
		);
	}
	const later = all.filter(({kind}) => kind === 'says');
	if (later.length > 0)
		return unknown(
			'something that people press may say that it is not there yet, and when it does depends on conditions that were not read',
			distinct(later),
			{occurrences: later.length},
		);
	if (all.length > 0)
		return unknown(
			`${all.length === 1 ? 'a button has' : `${all.length} buttons have`} words and no handler of ${all.length === 1 ? 'its' : 'their'} own, and what stands around may have one`,
			distinct(all),
			{occurrences: all.length},
		);
	const screens = screensOf(facts);
	if (screens.length > 0)
		return pass(`no button, link or form that does nothing was found in ${screens.length} files of screens`, screens.slice(0, 3), {
			occurrences: screens.length,
		});
	return holds(facts, 'app.ui', 'app.web', 'app.mobile')
		? unknown('the pages are written in templates that are not read for what their buttons do')
		: notApplicable('no screens were found');
};

const screensOf = (facts: Facts): readonly Place[] =>
	facts.files.flatMap(file =>
		file.role === 'app' && screen.test(file.path) && file.side !== 'server' && isReached(file, facts.reached) !== false
			? [file.firstLine]
			: [],
	);

export default probe;
