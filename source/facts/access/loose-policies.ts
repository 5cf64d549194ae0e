import type {PlainFacts} from '../facts.ts';
import type {Policy, Table} from '../schema/schema.ts';
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
} from './row-policies.ts';

type Known = Pick<PlainFacts, 'schema'>;

/** What a policy lets people do that nobody should want, in words; `unsure` where it may be meant. `rights` names the column by which people could give themselves rights. */
export type LoosePolicy = {
	readonly policy: Policy;
	readonly table: Table;
	readonly said: string;
	readonly severity: 'blocker' | 'high' | 'medium' | 'unsure';
	readonly rights?: string;
};

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

/** The policies that let in people who should stay out, in the order of the tables. */
export function loosePoliciesOf(facts: Known): readonly LoosePolicy[] {
	const functions = functionsOnMetadata(facts);
	return facts.schema.tables.flatMap(table => table.policies.flatMap(policy => judged(policy, table, functions, facts) ?? []));
}

function judged(policy: Policy, table: Table, functions: ReadonlySet<string>, facts: Known): LoosePolicy | undefined {
	if (!policy.permissive || !people(policy)) return undefined;
	const restricted = table.policies.some(
		one => !one.permissive && (one.command === policy.command || one.command === 'all') && conditionOf(one) !== 'true',
	);
	if (restricted) return undefined;
	if (trustsMetadata(policy, functions))
		return {policy, table, said: `${quoted(policy)} on ${table.name} trusts what users can write about themselves`, severity: 'blocker'};
	if (policy.alwaysTrue) return wide(policy, table);
	if (asksOnlyForSignIn(policy)) return everyUser(policy, table);
	if (table.schema === 'storage' && policy.command !== 'select' && strangers(policy) && byBucket.test(conditionOf(policy)))
		return {policy, table, said: `${quoted(policy)} lets anyone ${does[policy.command]} a bucket of files`, severity: 'unsure'};
	return ownRow(policy, table, facts);
}

const quoted = ({name}: Policy): string => `the policy “${name}”`;

/** Nothing is asked at all. */
function wide(policy: Policy, table: Table): LoosePolicy | undefined {
	const who = strangers(policy) ? 'anyone' : 'everyone who signs up';
	const said = `${quoted(policy)} lets ${who} ${does[policy.command]} ${table.name}`;
	if (policy.command === 'select') {
		if (!isPrivate(table)) return undefined;
		return {policy, table, said, severity: strangers(policy) ? 'medium' : 'unsure'};
	}
	if (table.schema === 'storage') return {policy, table, said, severity: 'unsure'};
	if (policy.command === 'insert') {
		const claimsMachine = /\b(?:service|system|admins?)\b/iu.test(policy.name);
		const isPlain = !isForAnyone(table) && isOwned(table);
		return {policy, table, said, severity: (claimsMachine && strangers(policy)) || (isPlain && strangers(policy)) ? 'high' : 'unsure'};
	}
	return {policy, table, said, severity: strangers(policy) ? 'blocker' : 'high'};
}

/** Only a sign-in is asked for. */
function everyUser(policy: Policy, table: Table): LoosePolicy | undefined {
	if (policy.command === 'select') return undefined;
	const said = `${quoted(policy)} lets everyone who signs up ${does[policy.command]} ${table.name}`;
	if (policy.command === 'insert' || table.schema === 'storage') return {policy, table, said, severity: 'unsure'};
	return {policy, table, said, severity: isOwned(table) ? 'high' : 'unsure'};
}

/** People may change their own row, and that row says what they may do. */
function ownRow(policy: Policy, table: Table, facts: Known): LoosePolicy | undefined {
	if ((policy.command !== 'update' && policy.command !== 'all') || !mine.test(conditionOf(policy)) || !isByPerson(policy)) return undefined;
	const column = columnsOfRights(table).find(name => !isKept(name, table, policy, facts));
	if (column === undefined || table.schema !== 'public') return undefined;
	return {
		policy,
		table,
		said: `${quoted(policy)} lets people change their own ${column} in ${table.name}`,
		severity: 'blocker',
		rights: column,
	};
}

const person =
	/^[\s(]*(?:\(?\s*(?:select\s+)?auth\.uid\(\)\s*(?:as\s+uid)?\s*\)?\s*=\s*(?:\w+\.)?(?:id|user_id|uid)|(?:\w+\.)?(?:id|user_id|uid)\s*=\s*\(?\s*(?:select\s+)?auth\.uid\(\)\s*(?:as\s+uid)?\s*\)?)[\s)]*$/iu;
const isByPerson = ({using, check}: Policy): boolean =>
	person.test(using ?? '') && (check === undefined || person.test(check) || check.trim() === 'true');
