import type {PersonalField} from '../../facts/data-map/data-map.ts';
import {dataMapOf} from '../../facts/data-map/data-map-of.ts';
import {isLibrary} from '../../facts/library.ts';
import {askToConfirm, papersOf} from '../../facts/papers.ts';
import {distinct} from '../../facts/places.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

const names =
	/(?:^|\/)(?:data[-_]?(?:inventory|map|mapping|register|catalog(?:ue)?)|records?[-_]of[-_]processing(?:[-_]activities)?|ropa)\.(?:mdx?|ya?ml|json|csv|toml|txt)$/iu;
const titles =
	/data inventory|records? of processing|data (?:map|register)$|verarbeitungsverzeichnis|verzeichnis von verarbeitungst|registre des (?:activités de )?traitement|registro de (?:las )?actividades/iu;

const probe: Probe = facts => {
	if (isLibrary(facts)) return notApplicable('it is code that others build on: whoever runs it keeps the data');
	const {fields, thirdParties} = dataMapOf(facts);
	const kept = fields.filter(({in: where, kind}) => where === 'table' && kind !== 'credential');
	const [paper] = papersOf(facts, names, titles).toSorted((one, other) => other.lines.length - one.lines.length);
	if (paper === undefined)
		return unknown(`no document in the repository lists the personal data; ${draft(fields, thirdParties.length)}`, distinct(fields));
	if (paper.unconfirmed !== undefined)
		return unknown(`${paper.path} lists personal data, and nobody confirmed it yet`, [paper.unconfirmed], {asks: askToConfirm(paper)});
	if (paper.blanks.length > 0)
		return gap(
			`${paper.path} still has ${paper.blanks.length === 1 ? 'a blank' : `${paper.blanks.length} blanks`} to fill in`,
			paper.blanks,
		);
	if (paper.lines.length === 0)
		return unknown(`${paper.path} speaks of personal data, and what it lists could not be compared with the code`, [paper.firstLine]);
	const text = paper.lines.join('\n').replaceAll(/[^a-z\d]+/gu, '');
	const unlisted = kept.filter(({name}) => !text.includes(name.toLowerCase().replaceAll(/[^a-z\d]+/gu, '')));
	if (unlisted.length > 0)
		return gap(
			`${paper.path} leaves out ${listed([...new Set(unlisted.map(nameOf))].slice(0, 4), 'and')}`,
			[paper.firstLine, ...distinct(unlisted)],
			{
				severity: 'medium',
				occurrences: unlisted.length,
			},
		);
	return kept.length === 0
		? unknown(`${paper.path} lists personal data, and no table that holds any was found to compare it with`, [paper.firstLine])
		: pass(
				`${paper.path} lists ${kept.length === 1 ? 'the one column that holds' : `each of the ${kept.length} columns that hold`} personal data`,
				[paper.firstLine, ...distinct(kept)],
			);
};

export default probe;

const nameOf = ({of, name}: PersonalField): string => `${of}.${name}`;

function draft(fields: readonly PersonalField[], parties: number): string {
	const kinds = [...new Set(fields.map(({kind}) => words[kind]))].slice(0, 4);
	const seen = kinds.length === 0 ? 'people give it through their sign-in' : `the code asks for or keeps ${listed(kinds, 'and')}`;
	return parties === 0 ? seen : `${seen}, and hands data to ${parties === 1 ? 'one company' : `${parties} companies`}`;
}

const words: Readonly<Record<PersonalField['kind'], string>> = {
	health: 'health data',
	biometric: 'biometric data',
	child: 'data of children',
	identity: 'identity data',
	payment: 'payment data',
	credential: 'passwords or tokens',
	contact: 'contact details',
	location: 'places where people are',
	name: 'names',
};
