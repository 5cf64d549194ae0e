import {neverCommitted} from '../../facts/data-calls/never-committed.ts';
import type {EntryPoint} from '../../facts/entry-points/entry-point.ts';
import type {Facts} from '../../facts/facts.ts';
import {importsFrom} from '../../facts/files.ts';
import {wordsOf} from '../../facts/guards/words.ts';
import {distinct} from '../../facts/places.ts';
import type {Place} from '../../safe-text.ts';
import {type Probe, pass, unknown} from '../probe.ts';

const auditTable =
	/^(?:\w+_)?audit_?(?:logs?|events?|trails?|records?|entries)?$|^(?:\w+_)?activit(?:y|ies)_(?:logs?|events?|trails?)$|^[Aa]udit(?:Logs?|Events?|Trails?|Records?|Entry|Entries)$|^[Aa]ctivity(?:Logs?|Events?)$/u;
/** Libraries that keep who changed which row. */
const keepers: ReadonlySet<string> = new Set([
	'auditlog',
	'django-auditlog',
	'easyaudit',
	'django-easy-audit',
	'simple_history',
	'django-simple-history',
	'reversion',
	'django-reversion',
	'sqlalchemy-continuum',
	'sqlalchemy_continuum',
	'mongoose-audit-log',
	'@retracedhq/retraced',
]);
const fewest = 3;

const placeOf = ({path, line, text}: Place): Place => ({path, line, text});
const namesTable = (what: string): boolean => auditTable.test(what.slice(what.lastIndexOf('.') + 1));

/** What changes something for others, or costs money: what one would want to know the doer of. */
const privileged = (facts: Facts): readonly EntryPoint[] =>
	facts.entryPoints.points.filter(
		({writes, kind}) => kind !== 'cron' && kind !== 'queue' && writes.some(({does}) => does === 'writes' || does === 'deletes'),
	);

const grave: ReadonlySet<string> = new Set(
	'admin admins role roles member members membership memberships permission permissions status suspend deactivate approve ban delete remove destroy'.split(
		' ',
	),
);
/** It takes something away for good, or changes what somebody may do. */
const isGrave = ({route, handler, method, writes}: EntryPoint): boolean =>
	method === 'DELETE' ||
	(writes.some(({does}) => does === 'deletes') && method !== 'GET' && wordsOf(handler?.name ?? route).some(word => grave.has(word))) ||
	wordsOf(`${route} ${handler?.name ?? ''}`).some(word => grave.has(word) && word !== 'remove');

const probe: Probe = facts => {
	const [kept] = importsFrom(facts, keepers, ['app', 'config']);
	if (kept !== undefined) return pass(`${kept.dependency} writes down who changed what`, [placeOf(kept)]);
	const table = facts.schema.tables.find(({name}) => namesTable(name));
	const trigger = facts.schema.routines.find(({kind, runs = '', name}) => kind === 'trigger' && /audit/iu.test(`${runs} ${name}`));
	if (table !== undefined && trigger !== undefined)
		return pass(`the database itself writes changes to ${table.name}`, [placeOf(trigger), placeOf(table)]);
	const all = privileged(facts);
	const writing = all.filter(({writes}) => writes.some(({what}) => namesTable(what)));
	const silent = all.filter(point => isGrave(point) && !writing.includes(point));
	if (table !== undefined && writing.length > 0 && silent.length > 0)
		return unknown(
			`${writing.length === 1 ? 'one way in writes' : `${writing.length} ways in write`} to ${table.name}, and ${silent.length === 1 ? 'one that deletes or changes what people may do was' : `${silent.length} that delete or change what people may do were`} not seen to`,
			[...silent, table, ...writing].map(placeOf),
			{
				asks: `Should ${silent
					.slice(0, 3)
					.map(({method, route}) => `${method} ${route}`.trim())
					.join(', ')} be written down as well, or is that done elsewhere?`,
			},
		);
	const lost = table === undefined ? [] : neverCommitted(facts, namesTable);
	if (table !== undefined && lost.length > 0)
		return unknown(
			`rows of ${table.name} are handed to the database, and in ${lost.length === 1 ? 'one place' : `${lost.length} places`} no commit follows that would keep them`,
			distinct(lost),
			{
				asks: `Does a row of ${table.name} still stand there after the request at ${lost[0]?.path ?? ''}:${lost[0]?.line ?? 1}, and what commits it?`,
			},
		);
	if (table !== undefined && writing.length >= fewest)
		return pass(`${writing.length === 1 ? 'one way in writes' : `${writing.length} ways in write`} down in ${table.name} who did what`, [
			placeOf(table),
			...writing.slice(0, 4).map(placeOf),
		]);
	if (table !== undefined)
		return unknown(
			`there is a table ${table.name}, and ${writing.length} of the ${all.length} ways in that change something ${writing.length === 1 ? 'was' : 'were'} seen to write to it`,
			[placeOf(table), ...writing.map(placeOf)],
		);
	return unknown(
		all.length === 0
			? 'no table and no library that keeps who did what was found'
			: `${all.length === 1 ? 'one way in changes' : `${all.length} ways in change`} something, and no table and no library that keeps who did it was found`,
		all.slice(0, 5).map(placeOf),
	);
};

export default probe;
