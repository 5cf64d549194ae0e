import type {ThirdParty} from '../../facts/data-map/data-map.ts';
import {dataMapOf} from '../../facts/data-map/data-map-of.ts';
import {isLibrary} from '../../facts/library.ts';
import {askToConfirm, papersOf} from '../../facts/papers.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

const names = /(?:^|\/)(?:(?:sub[-_]?)?processors?|third[-_]part(?:y|ies)|vendors?)\.(?:mdx?|ya?ml|json|csv|toml|txt)$/iu;
const titles = /\b(?:sub-?)?processors\b|auftragsverarbeiter|sous-traitants|subencargados/iu;

const probe: Probe = facts => {
	if (isLibrary(facts)) return notApplicable('it is code that others build on: whoever runs it chooses who gets the data');
	const {thirdParties} = dataMapOf(facts);
	if (thirdParties.length === 0) return notApplicable('no service of another company was recognised');
	const places = thirdParties.flatMap(({places: [first]}) => first ?? []);
	const [paper] = papersOf(facts, names, titles).toSorted((one, other) => other.lines.length - one.lines.length);
	const all = `${thirdParties.length === 1 ? 'one company gets' : `${thirdParties.length} companies get`} data: ${listed(
		thirdParties.slice(0, 6).map(({name}) => name),
		'and',
	)}`;
	if (paper === undefined) return unknown(`${all}; no list of them is in the repository`, places);
	if (paper.unconfirmed !== undefined)
		return unknown(`${paper.path} lists companies, and nobody confirmed it yet`, [paper.unconfirmed], {asks: askToConfirm(paper)});
	if (paper.blanks.length > 0)
		return gap(
			`${paper.path} still has ${paper.blanks.length === 1 ? 'a blank' : `${paper.blanks.length} blanks`} to fill in`,
			paper.blanks,
		);
	if (paper.lines.length === 0)
		return unknown(`${all}; ${paper.path} names companies, and could not be compared with the code`, [paper.firstLine, ...places]);
	const text = paper.lines.join('\n');
	const missing = thirdParties.filter(party => !isListed(party, text));
	if (missing.length > 0)
		return gap(
			`${paper.path} leaves out ${listed(
				missing.slice(0, 5).map(({name}) => name),
				'and',
			)}`,
			[paper.firstLine, ...missing.flatMap(({places: [first]}) => first ?? [])],
			{
				occurrences: missing.length,
			},
		);
	return pass(`${paper.path} lists every company that the code hands data to`, [paper.firstLine, ...places]);
};

export default probe;

/** Listed under its own name, or under that of the company in front of the service. */
const isListed = ({id, name}: ThirdParty, text: string): boolean =>
	[id.replaceAll('-', ' '), id, name.toLowerCase(), name.toLowerCase().replace(/\s*\(.*\)/u, '')].some(one => text.includes(one));
