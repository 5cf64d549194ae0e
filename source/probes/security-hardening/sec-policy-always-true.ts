import type {Severity} from '../../checklists/checklist.ts';
import {
	asksOnlyForSignIn,
	columnsOfRights,
	conditionOf,
	functionsOnMetadata,
	isForAnyone,
	isKept,
	isOwned,
	isPrivate,
	trustsMetadata,
} from '../../facts/access/row-policies.ts';
import type {Facts} from '../../facts/facts.ts';
import {holds} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import type {Policy, Table} from '../../facts/schema/schema.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

/** What a policy lets people do that nobody should want; `unsure` where it may be meant. */
type Seen = {readonly policy: Policy; readonly said: string; readonly severity: Severity | 'unsure'};

const order: readonly Seen['severity'][] = ['blocker', 'high', 'medium', 'low', 'unsure'];
const does: Readonly<Record<Policy['command'], string>> = {
	select: 'read',
	insert: 'add to',
	update: 'change',
	delete: 'delete from',
	all: 'read and change',
};
const strangers = ({roles}: Policy): boolean => roles.includes('public') || roles.includes('anon');
const people = (policy: Policy): boolean => strangers(policy) || policy.roles.includes('authenticated');
/** Nothing is asked but in which bucket the file lies. */
const byBucket = /^[\s(]*bucket_id\s*=\s*'[^']*'(?:::text)?[\s)]*$/iu;
const mine = /auth\.uid\(\)/iu;

const probe: Probe = facts => {
	const tables = facts.schema.tables.filter(({policies}) => policies.length > 0);
	const functions = functionsOnMetadata(facts);
	const seen = tables
		.flatMap(table => table.policies.flatMap(policy => judged(policy, table, functions, facts) ?? []))
		.sort((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity));
	const certain = seen.filter(({severity}) => severity !== 'unsure');
	const [worst] = certain;
	if (worst !== undefined && worst.severity !== 'unsure')
		return gap(
			certain.length === 1 ? worst.said : `${worst.said}, and ${certain.length - 1} more policies are like it`,
			distinct(certain.map(({policy}) => policy)),
			{severity: worst.severity},
		);
	const [first] = seen;
	if (first !== undefined) return unknown(`${first.said}, which may be meant`, distinct(seen.map(({policy}) => policy)));
	if (tables.length === 0)
		return facts.schema.tables.some(({source}) => source === 'supabase') || !holds(facts, 'baas.supabase')
			? notApplicable('no table has a policy')
			: unknown('the policies of the database are not in the repository');
	const unread = facts.schema.unread.filter(({mentions}) => mentions.length > 0);
	if (unread[0] !== undefined) return unknown(`some statements could not be read: ${unread[0].because}`, distinct(unread));
	const policies = tables.flatMap(one => one.policies);
	return pass(
		`all ${policies.length} policies ask for more than being there, or only let everybody read what is public`,
		distinct(policies.filter(({command}) => command !== 'select').concat(policies)),
	);
};

function judged(policy: Policy, table: Table, functions: ReadonlySet<string>, facts: Facts): Seen | undefined {
	if (!policy.permissive || !people(policy)) return undefined;
	const restricted = table.policies.some(
		one => !one.permissive && (one.command === policy.command || one.command === 'all') && conditionOf(one) !== 'true',
	);
	if (restricted) return undefined;
	if (trustsMetadata(policy, functions))
		return {policy, said: `${quoted(policy)} on ${table.name} trusts what users can write about themselves`, severity: 'blocker'};
	if (policy.alwaysTrue) return wide(policy, table);
	if (asksOnlyForSignIn(policy)) return everyUser(policy, table);
	if (table.schema === 'storage' && policy.command !== 'select' && strangers(policy) && byBucket.test(conditionOf(policy)))
		return {policy, said: `${quoted(policy)} lets anyone ${does[policy.command]} a bucket of files`, severity: 'unsure'};
	return ownRow(policy, table, facts);
}

const quoted = ({name}: Policy): string => `the policy “${name}”`;

/** Nothing is asked at all. */
function wide(policy: Policy, table: Table): Seen | undefined {
	const who = strangers(policy) ? 'anyone' : 'everyone who signs up';
	const said = `${quoted(policy)} lets ${who} ${does[policy.command]} ${table.name}`;
	if (policy.command === 'select') {
		if (!isPrivate(table)) return undefined;
		return {policy, said, severity: strangers(policy) ? 'medium' : 'unsure'};
	}
	if (table.schema === 'storage') return {policy, said, severity: 'unsure'};
	if (policy.command === 'insert') {
		const claimsMachine = /\b(?:service|system|admins?)\b/iu.test(policy.name);
		const isPlain = !isForAnyone(table) && isOwned(table);
		return {policy, said, severity: (claimsMachine && strangers(policy)) || (isPlain && strangers(policy)) ? 'high' : 'unsure'};
	}
	return {policy, said, severity: strangers(policy) ? 'blocker' : 'high'};
}

/** Only a sign-in is asked for. */
function everyUser(policy: Policy, table: Table): Seen | undefined {
	if (policy.command === 'select') return undefined;
	const said = `${quoted(policy)} lets everyone who signs up ${does[policy.command]} ${table.name}`;
	if (policy.command === 'insert' || table.schema === 'storage') return {policy, said, severity: 'unsure'};
	return {policy, said, severity: isOwned(table) ? 'high' : 'unsure'};
}

/** People may change their own row, and that row says what they may do. */
function ownRow(policy: Policy, table: Table, facts: Facts): Seen | undefined {
	if ((policy.command !== 'update' && policy.command !== 'all') || !mine.test(conditionOf(policy)) || !isByPerson(policy)) return undefined;
	const column = columnsOfRights(table).find(name => !isKept(name, table, policy, facts));
	if (column === undefined || table.schema !== 'public') return undefined;
	return {policy, said: `${quoted(policy)} lets people change their own ${column} in ${table.name}`, severity: 'blocker'};
}

const person =
	/^[\s(]*(?:\(?\s*(?:select\s+)?auth\.uid\(\)\s*(?:as\s+uid)?\s*\)?\s*=\s*(?:\w+\.)?(?:id|user_id|uid)|(?:\w+\.)?(?:id|user_id|uid)\s*=\s*\(?\s*(?:select\s+)?auth\.uid\(\)\s*(?:as\s+uid)?\s*\)?)[\s)]*$/iu;
const isByPerson = ({using, check}: Policy): boolean =>
	person.test(using ?? '') && (check === undefined || person.test(check) || check.trim() === 'true');

export default probe;
