import {offeredTables} from '../../facts/access/row-policies.ts';
import {dataCallsOf} from '../../facts/data-calls/data-calls.ts';
import type {Facts} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import type {Table} from '../../facts/schema/schema.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

const namesOf = (tables: readonly {readonly name: string}[]): string => {
	const names = [...new Set(tables.map(({name}) => name))];
	return listed([...names.slice(0, 4), ...(names.length > 4 ? [`${names.length - 4} more`] : [])], 'and');
};

/** SQL that is named for not being decided yet. */
const proposal = /(?:^|[/_.-])(?:draft|proposed|proposal|wip)(?=[/_.-])/iu;

const probe: Probe = facts => {
	const tables = offeredTables(facts);
	const used = dataCallsOf(facts).filter(({client, table}) => client === 'supabase' && table !== '');
	const usedNames = new Set(used.map(({table}) => table));
	const off = tables.filter(({rowSecurity}) => rowSecurity?.state === 'off');
	const certain = off.filter(({made, name}) => made === 'migrations' || usedNames.has(name));
	if (certain.length > 0)
		return gap(
			`row security was never turned on for ${namesOf(certain)}, ${tables.length === 1 ? 'the one table' : `${certain.length} of the ${tables.length} tables`} that the public key reaches`,
			distinct(certain.map(whereMade)),
			remainsOf(
				tables,
				used.filter(({table}) => !isKnown(table, facts)),
			),
		);
	if (tables.length === 0 && used.length === 0)
		return facts.schema.unread.length > 0
			? unknown(`the tables are not known: ${facts.schema.unread[0]?.because ?? ''}`, distinct(facts.schema.unread))
			: notApplicable('Supabase is used, but no table of it');
	const missing = used.filter(({table}) => !isKnown(table, facts));
	if (missing.length > 0)
		return unknown(
			`the code uses ${namesOf(missing.map(({table}) => ({name: table})))}, and no SQL in the repository makes ${missing.length === 1 ? 'it' : 'them'}`,
			distinct(missing),
			{asks: `What does the Security Advisor say of row security on ${namesOf(missing.map(({table}) => ({name: table})))}?`},
		);
	if (off.length > 0)
		return unknown(
			`a script makes ${namesOf(off)} without row security, and whether it was run cannot be told`,
			distinct(off.map(whereMade)),
		);
	const unsure = tables.filter(({rowSecurity}) => rowSecurity === undefined || rowSecurity.state === 'unknown');
	if (unsure.length > 0)
		return unknown(
			`whether row security is on for ${namesOf(unsure)} depends on statements that are put together when they run`,
			distinct(unsure.map(whereMade)),
		);
	if (tables.length === 0) return unknown('no SQL in the repository makes the tables that the code uses', distinct(used));
	const proposed = tables.filter(({rowSecurity}) => rowSecurity?.state === 'on' && proposal.test(rowSecurity.place.path));
	if (proposed.length > 0)
		return unknown(
			`row security of ${namesOf(proposed)} is only turned on in files that call themselves a draft or a proposal, and whether they were run cannot be told`,
			distinct(proposed.flatMap(({rowSecurity}) => rowSecurity?.place ?? [])),
		);
	return pass(
		`row security is on for ${tables.length === 1 ? 'the one table' : `all ${tables.length} tables`} that the public key reaches`,
		distinct(tables.flatMap(({rowSecurity}) => rowSecurity?.place ?? [])),
	);
};

/** What cannot be told of the tables once those that stand open are closed. */
function remainsOf(tables: readonly Table[], missing: readonly {readonly table: string}[]): {readonly remains?: string} {
	if (missing.length > 0) return {remains: `no SQL in the repository makes ${namesOf(missing.map(({table}) => ({name: table})))}`};
	const unsure = tables.filter(({rowSecurity}) => rowSecurity === undefined || rowSecurity.state === 'unknown');
	return unsure.length === 0 ? {} : {remains: `files cannot tell whether row security is on for ${namesOf(unsure)}`};
}

const whereMade = ({path, line, text}: Table): {readonly path: string; readonly line: number; readonly text: string} => ({
	path,
	line,
	text,
});

const isKnown = (name: string, {schema}: Facts): boolean =>
	schema.tables.some(table => table.name === name && table.made !== 'elsewhere') || schema.routines.some(one => one.name === name);

export default probe;
