import {dataMapOf} from '../../facts/data-map/data-map-of.ts';
import {marksOf} from '../../facts/files.ts';
import {hostingOf} from '../../facts/hosting.ts';
import {isLibrary} from '../../facts/library.ts';
import {askToConfirm, papersOf} from '../../facts/papers.ts';
import {distinct} from '../../facts/places.ts';
import {notApplicable, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

const names = /(?:^|\/)(?:data[-_](?:residency|location|locations)|regions?)\.(?:mdx?|ya?ml|json|txt)$/iu;
const titles = /data residency|where (?:the )?data (?:lives|is (?:kept|stored))|data locations?\b|datenstandort|serverstandort/iu;

const probe: Probe = facts => {
	if (isLibrary(facts)) return notApplicable('it is code that others build on: whoever runs it chooses where the data lies');
	const set = marksOf(facts, 'region.set', ['app', 'config', 'script']);
	const regions = [...new Set(set.map(({value = ''}) => value))].filter(value => value !== '');
	const [paper] = papersOf(facts, names, titles);
	const hosts = hostingOf(facts).filter(({name}) => name !== 'a container image' && name !== 'Docker Compose');
	const {thirdParties} = dataMapOf(facts);
	if (paper?.unconfirmed !== undefined)
		return unknown(`${paper.path} says where data lies, and nobody confirmed it yet`, [paper.unconfirmed, ...distinct(set)], {
			asks: askToConfirm(paper),
		});
	if (paper !== undefined && paper.blanks.length === 0 && regions.length > 0)
		return pass(
			`${paper.path} says where data lies, and ${listed(regions.slice(0, 4), 'and')} ${regions.length === 1 ? 'is' : 'are'} set in the configuration`,
			[paper.firstLine, ...distinct(set)],
		);
	if (regions.length > 0)
		return unknown(
			`the configuration names ${listed(regions.slice(0, 4), 'and')}, and no document says which regions were promised`,
			distinct(set),
		);
	const elsewhere = [
		...new Set([
			...hosts.map(({name}) => name),
			...thirdParties.filter(({role}) => role === 'backend' || role === 'database').map(({name}) => name),
		]),
	];
	const places = distinct([
		...hosts.map(({place}) => place),
		...thirdParties.filter(({role}) => role === 'backend' || role === 'database').flatMap(party => party.places),
	]);
	return unknown(
		elsewhere.length > 0
			? `no file sets a region, so ${listed(elsewhere.slice(0, 3), 'and')} ${elsewhere.length === 1 ? 'keeps' : 'keep'} the data wherever it is set there`
			: 'no file in the repository says where the data lies',
		places,
	);
};

export default probe;
