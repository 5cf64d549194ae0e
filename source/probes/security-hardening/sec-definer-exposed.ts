import {conditionOf, mentions} from '../../facts/access/row-policies.ts';
import type {Facts} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import type {Routine} from '../../facts/schema/schema.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const anyone: ReadonlySet<string> = new Set(['public', 'anon', 'authenticated']);
const asksWho =
	/auth\.(?:uid|role|jwt|email)\s*\(|current_setting\s*\(|session_user|\b(?:is|has|can|check|require|assert|verify|get|current|my)_\w*(?:admin|role|permission|access|member|owner|user|auth|company|team|tenant|staff)\w*\s*\(/iu;
const changes = /\b(?:insert\s+into|update\s+[\w."]+\s+set|update\s+[\w."]+\s+\w+\s+set|delete\s+from|truncate\b)/iu;
const proves = /token|code|secret|hash|otp|key|password|\btoken_/iu;
const runsText = /\bexecute\s+(?:format\s*\(\s*)?(?<given>[a-z_]\w*)/iu;

/** How far it is followed that a function asks by way of another. */
const rounds = 3;
const calling = /[a-z_]\w*(?=\s*\()/giu;
const calledIn = ({body = ''}: Routine): readonly string[] => (body.match(calling) ?? []).map(one => one.toLowerCase());

/** Functions that ask who is calling, themselves or by way of another function of the database. */
function asking({schema}: Facts): ReadonlySet<string> {
	const functions = schema.routines.filter(({kind}) => kind === 'function');
	const found = new Set(functions.filter(({body = ''}) => asksWho.test(body)).map(({name}) => name.toLowerCase()));
	for (let round = 0; round < rounds; round++)
		for (const one of functions) if (calledIn(one).some(name => found.has(name))) found.add(one.name.toLowerCase());
	return found;
}

const isOffered = ({schema, callers}: Routine): boolean => schema === 'public' && callers.some(one => anyone.has(one));

/** Everything in a function's statement is what it is given: it runs whatever it is told. */
function runsWhatItIsGiven({body = '', takes = []}: Routine): boolean {
	if (!takes.some(one => /^(?:text|varchar|character varying)$/iu.test(one))) return false;
	const given = runsText.exec(body)?.groups?.given?.toLowerCase();
	return (
		given !== undefined &&
		/^(?:sql|query|sql_query|query_text|statement|p_sql|p_query|sql_text|sql_string|sql_statement|_sql|_query|command|cmd|stmt)$/u.test(
			given,
		)
	);
}

/** A view that shows, with its maker's rights, tables whose rows are kept from strangers. */
function shows(view: Routine, {schema}: Facts): string | undefined {
	const body = view.body ?? '';
	if (asksWho.test(body)) return undefined;
	return schema.tables.find(
		table =>
			table.schema === 'public' &&
			table.rowSecurity?.state === 'on' &&
			!table.policies.some(one => one.alwaysTrue && one.permissive && (one.command === 'select' || one.command === 'all')) &&
			mentions(body, table.name),
	)?.name;
}

const probe: Probe = facts => {
	const routines = facts.schema.routines.filter(
		one => one.definer && one.kind !== 'trigger' && one.returns !== 'trigger' && one.kind !== 'materialized view',
	);
	if (routines.length === 0)
		return facts.schema.tables.length === 0 && facts.schema.routines.length === 0
			? unknown('the functions and views of the database are not in the repository')
			: notApplicable('no function or view runs with the rights of who made it');
	const offered = routines.filter(isOffered);
	const runners = offered.filter(one => one.kind === 'function' && runsWhatItIsGiven(one));
	if (runners[0] !== undefined)
		return gap(`${runners[0].name} runs whatever SQL it is given, with full rights, for anyone`, distinct(runners), {severity: 'blocker'});
	const views = offered.flatMap(one => {
		const table = one.kind === 'view' ? shows(one, facts) : undefined;
		return table === undefined ? [] : [{one, table}];
	});
	const policies = facts.schema.tables
		.flatMap(({policies: all}) => all.map(conditionOf))
		.join('\n')
		.toLowerCase();
	const askers = asking(facts);
	const functions = offered.filter(
		one =>
			one.kind === 'function' &&
			!asksWho.test(one.body ?? '') &&
			!calledIn(one).some(name => askers.has(name)) &&
			changes.test(one.body ?? '') &&
			!policies.includes(`${one.name.toLowerCase()}(`),
	);
	const open = functions.filter(one => !proves.test(one.name) && !proves.test((one.body ?? '').slice(0, 400)));
	if (open.length + views.length > 0) {
		const [first] = open;
		const [view] = views;
		const said = [
			...(first === undefined
				? []
				: [
						`${open.length} ${open.length === 1 ? `function (${first.name})` : `functions (${first.name}, …)`} that ${open.length === 1 ? 'changes' : 'change'} data past row security can be called by ${open.every(({callers}) => !callers.includes('public') && !callers.includes('anon')) ? 'anyone who signs in' : 'anyone'}`,
					]),
			...(view === undefined
				? []
				: [
						`${views.length === 1 ? `the view ${view.one.name} shows` : `${views.length} views show`} ${view.table}${views.length === 1 ? '' : ' and others'} past row security`,
					]),
		];
		return gap(said.join(', and '), distinct([...open, ...views.map(({one}) => one)]), {severity: 'high'});
	}
	const unread = offered.filter(({body}) => body === undefined);
	if (unread[0] !== undefined) return unknown(`what ${unread[0].name} does could not be read`, distinct(unread));
	const [unsure] = functions;
	if (unsure !== undefined)
		return unknown(`${unsure.name} changes data for anyone who calls it, and may ask for a code or token first`, distinct(functions));
	const lost = facts.schema.unread.filter(({mentions}) => mentions.length > 0);
	if (lost[0] !== undefined) return unknown(`some statements could not be read: ${lost[0].because}`, distinct(lost));
	return pass(
		'what runs with the rights of who made it asks who is calling, only reads, or cannot be called from outside',
		distinct(routines),
	);
};

export default probe;
