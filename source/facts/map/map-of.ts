import type {PlainFacts} from '../facts.ts';
import {askSection} from './ask-section.ts';
import {callersSection} from './callers-section.ts';
import {guardsSection} from './guards-section.ts';
import type {MapSection, RepositoryMap} from './map.ts';
import {stackSection} from './stack-section.ts';
import {tablesSection} from './tables-section.ts';
import {thirdPartiesSection} from './third-parties-section.ts';
import {unknownSection} from './unknown-section.ts';

/** What is known of a repository, ready to be shown. */
export const mapOf = (facts: PlainFacts): RepositoryMap => [
	stackSection(facts),
	readFirstSection(facts),
	callersSection(facts),
	guardsSection(facts),
	tablesSection(facts),
	thirdPartiesSection(facts),
	askSection(facts),
	unknownSection(facts),
];

const readFirstSection = ({readFirst}: PlainFacts): MapSection => ({
	id: 'read-first',
	title: 'Read these first',
	lead: readFirst.length === 0 ? 'There is no code to read yet.' : 'In this order they tell the most.',
	columns: ['file', 'why'],
	rows: readFirst.map(({path, line, text, why}) => ({cells: [path, why], place: {path, line, text}})),
});
