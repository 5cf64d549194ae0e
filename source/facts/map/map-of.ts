import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {Fact, Facts} from '../facts.ts';
import type {Guard} from '../guards/guard.ts';
import {labelOf} from '../labels.ts';
import type {Column, Table} from '../schema/schema.ts';
import {type MapRow, type MapSection, many, type RepositoryMap} from './map.ts';
import {type Caller, callerOf, effectsOf, isMoving} from './who.ts';

/** What is known of a repository, ready to be shown. */
export const mapOf = (facts: Facts): RepositoryMap => [
	stackSection(facts),
	readFirstSection(facts),
	callersSection(facts),
	guardsSection(facts),
	tablesSection(facts),
	thirdPartiesSection(facts),
	askSection(facts),
	unknownSection(facts),
];

/** Groups of the stack in the order in which a newcomer asks about them, with what each answers. */
const groups: readonly (readonly [string, string])[] = [
	['app', 'it is'],
	['lang', 'written in'],
	['fw', 'built with'],
	['runtime', 'runs as'],
	['deploy', 'deployed by'],
	['ci', 'checked by'],
	['db', 'keeps data in'],
	['orm', 'through'],
	['auth', 'people sign in with'],
	['surface', 'it has'],
	['data', 'it holds'],
];
const silent = /\.any$|^app\.(?:code|routes|ui|server|baas)$|^db\.relational$|^fw\.(?:vite|next\.gate)$/u;
const groupOf = (id: string): string => id.split('.')[0] ?? id;

function stackSection({stack, packages, files}: Facts): MapSection {
	const shown = stack.filter(({id, confidence}) => confidence !== 'low' && !silent.test(id));
	const folders = [...new Set(shown.map(fact => fact.package))];
	const rows = folders.flatMap(folder =>
		groups.flatMap(([group, words]): readonly MapRow[] => {
			const mine = shown.filter(fact => fact.package === folder && groupOf(fact.id) === group);
			const place = mine.flatMap(({evidence}) => evidence)[0];
			if (mine.length === 0) return [];
			return [
				{
					cells: [folders.length < 2 ? '' : folder === '.' ? 'all of it' : folder, words, [...new Set(mine.map(worded))].join(', ')],
					...(place === undefined ? {} : {place}),
				},
			];
		}),
	);
	const lines = files.filter(({role}) => role === 'app').reduce((sum, file) => sum + file.lines, 0);
	return {
		id: 'stack',
		title: 'What it is',
		lead: `${many(files.length, 'file')}, ${lines} lines of application code${packages.length > 1 ? `, ${many(packages.length, 'package')}` : ''}.`,
		columns: ['package', '', ''],
		rows,
	};
}

const worded = ({id, value}: Fact): string => `${labelOf(id)}${value === true || value === 'unknown' ? '' : ` ${value}`}`;

const callerOrder: readonly Caller[] = ['anyone', 'not known', 'a key', 'a signature', 'signed in', 'a role', 'the program'];

function callersSection({entryPoints}: Facts): MapSection {
	const {points} = entryPoints;
	const weight = (point: EntryPoint): number =>
		(isMoving(point) ? 0 : point.kind === 'page' ? 200 : 100) + callerOrder.indexOf(callerOf(point)) * 2 + (point.publicByName ? 1 : 0);
	const sorted = [...points].sort(
		(one, other) =>
			weight(one) - weight(other) || (one.route === other.route ? compare(one.method, other.method) : compare(one.route, other.route)),
	);
	const counted = callerOrder.flatMap(caller => {
		const count = points.filter(point => callerOf(point) === caller).length;
		return count === 0 ? [] : [`${caller} ${count}`];
	});
	return {
		id: 'callers',
		title: 'Who can call what',
		lead:
			points.length === 0
				? 'No entry points were found.'
				: `${many(points.length, 'entry point')}: ${counted.join(', ')}. Those that change or cost something stand first.`,
		columns: ['who', 'method', 'entry point', 'what it does'],
		rows: sorted.map(point => ({
			cells: [
				callerOf(point),
				point.method === '' ? point.kind : point.method,
				point.route,
				[effectsOf(point).slice(0, 3).join(', '), point.publicByName && !isMoving(point) ? 'public by its name' : '']
					.filter(Boolean)
					.join(' · '),
			],
			place: {path: point.path, line: point.line, text: point.text},
			...(point.guards.length === 0 ? {} : {more: point.guards.map(({path, line, text}) => ({path, line, text}))}),
		})),
	};
}

const compare = (one: string, other: string): number => (one === other ? 0 : one < other ? -1 : 1);
const kinds: Readonly<Record<Guard['kind'], string>> = {
	'signed-in': 'lets signed-in people pass',
	role: 'lets a role pass',
	key: 'lets holders of a key pass',
	signature: 'lets signed requests pass',
	limiter: 'limits how often',
	validation: 'checks what is sent',
};
const knownBy: Readonly<Record<Guard['known'], string>> = {
	library: 'known library',
	code: 'its refusal was seen',
	learned: 'learned from its use: is it one?',
};

function guardsSection({guards}: Facts): MapSection {
	const used = [...guards].filter(({uses}) => uses > 0).sort((one, other) => other.uses - one.uses || compare(one.name, other.name));
	return {
		id: 'guards',
		title: 'Guards',
		lead: used.length === 0 ? 'Nothing was seen that turns callers away.' : `${many(used.length, 'guard')} in front of entry points.`,
		columns: ['guard', 'what it does', 'in front of', 'known by'],
		rows: used.map(({name, kind, uses, known, path, line, text, rejects}) => ({
			cells: [name, kinds[kind], String(uses), knownBy[known]],
			place: {path, line, text},
			...(rejects === undefined ? {} : {more: [rejects]}),
		})),
	};
}

const personalIn = (table: Table): readonly Column[] => table.columns.filter(({personal}) => personal !== undefined);
const security: Readonly<Record<'on' | 'off' | 'unknown', string>> = {
	on: 'row security on',
	off: 'row security OFF',
	unknown: 'row security not known',
};

function tablesSection({schema}: Facts): MapSection {
	const {tables} = schema;
	const personal = tables.filter(table => personalIn(table).length > 0);
	return {
		id: 'tables',
		title: 'Tables',
		lead:
			tables.length === 0
				? 'No tables were found in code or migrations.'
				: `${many(tables.length, 'table')}, ${personal.length} with personal data by the names of their columns.`,
		columns: ['table', 'columns', 'personal', 'rows are guarded by'],
		rows: [...tables]
			.sort((one, other) => personalIn(other).length - personalIn(one).length || compare(one.name, other.name))
			.map(table => ({
				cells: [
					table.schema === '' || table.schema === 'public' ? table.name : `${table.schema}.${table.name}`,
					String(table.columns.length),
					personalIn(table)
						.map(({name}) => name)
						.join(', '),
					table.rowSecurity === undefined
						? ''
						: `${security[table.rowSecurity.state]}${table.policies.length === 0 ? '' : `, ${many(table.policies.length, 'policy', 'policies')}`}`,
				],
				place: {path: table.path, line: table.line, text: table.text},
			})),
	};
}

/** What each group of third parties is there for. */
const parties: readonly (readonly [RegExp, string])[] = [
	[/^pay\.(?!any)/u, 'payments'],
	[/^llm(?:\.(?!any|tools|rag)|$)/u, 'models'],
	[/^baas\./u, 'backend'],
	[/^auth\.(?:clerk|auth0|workos|kinde|cognito|supabase|firebase)$/u, 'sign-in'],
	[/^surface\.(?:email|sms|push)$/u, 'messages'],
	[/^tracker\./u, 'errors and analytics'],
	[/^deploy\.(?!any|docker|compose|k8s|helm)/u, 'hosting'],
];

function thirdPartiesSection({stack}: Facts): MapSection {
	const rows = parties.flatMap(([pattern, what]) => {
		const mine = stack.filter(({id, confidence}) => confidence !== 'low' && pattern.test(id));
		return [...new Set(mine.map(({id}) => id))].map((id): MapRow => {
			const place = mine.find(fact => fact.id === id)?.evidence.at(-1);
			return {cells: [labelOf(id), what], ...(place === undefined ? {} : {place})};
		});
	});
	return {
		id: 'third-parties',
		title: 'Third parties',
		lead: rows.length === 0 ? 'No service of someone else was recognised.' : `${many(rows.length, 'service')} of others.`,
		columns: ['who', 'for what'],
		rows,
	};
}

const readFirstSection = ({readFirst}: Facts): MapSection => ({
	id: 'read-first',
	title: 'Read these first',
	lead: readFirst.length === 0 ? 'There is no code to read yet.' : 'In this order they tell the most.',
	columns: ['file', 'why'],
	rows: readFirst.map(({path, line, text, why}) => ({cells: [path, why], place: {path, line, text}})),
});

const mostAsked = 12;

/** What only a person can say, from what code leaves open. */
function askSection({entryPoints, guards, schema}: Facts): MapSection {
	const open = entryPoints.points.filter(point => callerOf(point) === 'anyone' && isMoving(point) && !point.publicByName);
	const rows: readonly MapRow[] = [
		...open.map(point => ({
			cells: [
				`Is ${[point.method, point.route].join(' ').trim()} meant to be called by anyone? It ${effectsOf(point)[0] ?? 'changes something'}.`,
			],
			place: {path: point.path, line: point.line, text: point.text},
		})),
		...guards
			.filter(({known, uses}) => known === 'learned' && uses > 0)
			.map(({name, uses, path, line, text}) => ({
				cells: [`Does ${name} turn away who may not pass? It stands in front of ${many(uses, 'entry point')}.`],
				place: {path, line, text},
			})),
		...schema.tables
			.filter(({rowSecurity}) => rowSecurity?.state === 'unknown')
			.map(({name, path, line, text}) => ({
				cells: [`Is row security on for ${name}? Its migrations decide it as they run.`],
				place: {path, line, text},
			})),
	];
	return {
		id: 'ask',
		title: 'Ask whoever knows',
		lead: rows.length === 0 ? 'Code left no question of this kind open.' : `${many(rows.length, 'question')} that code leaves open.`,
		columns: [''],
		rows: rows.slice(0, mostAsked),
	};
}

function unknownSection({entryPoints, files, notRead, nowhere, schema, capped}: Facts): MapSection {
	const unparsed = files.filter(({unparsed}) => unparsed !== undefined);
	const rows: readonly MapRow[] = [
		...entryPoints.unread.map(({framework, because, places}) => ({
			cells: [framework, because],
			...(places[0] === undefined ? {} : {place: places[0], more: places.slice(1)}),
		})),
		...unparsed.map(({path, unparsed = '', firstLine}) => ({cells: [path, `not parsed: ${unparsed}`], place: firstLine})),
		...schema.unread.map(({path, line, text, because}) => ({cells: [path, because], place: {path, line, text}})),
		...nowhere.map(({path, line, source}) => ({cells: [path, `imports ${source}, which was not found`], place: {path, line, text: ''}})),
		...notRead.map(({path, because}) => ({cells: [path, because]})),
	];
	return {
		id: 'unknown',
		title: 'Not known',
		lead: `${rows.length === 0 ? 'All of it could be read.' : `${many(rows.length, 'thing')} could not be read or followed.`}${capped ? ' The walk was cut short: what was not found may still be there.' : ''}`,
		columns: ['what', 'why'],
		rows,
	};
}
