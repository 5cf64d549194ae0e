import type {Place} from '../../safe-text.ts';
import type {Facts} from '../facts.ts';
import {marksOf} from '../files.ts';
import type {PersonalField, ThirdParty} from './data-map.ts';
import {personalFieldsOf} from './fields.ts';
import {thirdPartiesOf} from './third-parties.ts';

/** What is known of people's data without the files that it was read from. */
export type PeoplesData = {
	/** The most sensitive first. */
	readonly fields: readonly PersonalField[];
	/** By role, then name. */
	readonly thirdParties: readonly ThirdParty[];
	/** Regions that configuration names, each once. */
	readonly regions: readonly (Place & {readonly name: string})[];
};

/** Gathers what papers on people's data say. */
export function peoplesDataOf(facts: Pick<Facts, 'files' | 'schema' | 'reached' | 'packages' | 'stack'>): PeoplesData {
	const set = marksOf(facts, 'region.set', ['app', 'config', 'script']).flatMap(({path, line, text, value = ''}) =>
		value === '' ? [] : [{path, line, text, name: value}],
	);
	return {
		fields: personalFieldsOf(facts),
		thirdParties: thirdPartiesOf(facts),
		regions: set.filter(({name}, index) => set.findIndex(one => one.name === name) === index),
	};
}
