import type {PlainFacts} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';
import type {Policy, Routine, Table} from '../schema/schema.ts';

const metadata = /user_metadata|raw_user_meta_data/iu;
const signedInOnly =
	/^[\s(]*(?:auth\.role\(\)\s*=\s*'authenticated'(?:::text)?|\(?\s*(?:select\s+)?auth\.(?:uid|role)\(\)\s*\)?\s+is\s+not\s+null)[\s)]*$/iu;
const word = /[a-z_][a-z0-9_]*(?=\s*\()/giu;

/** Tables that the Data API offers: those of Supabase's `public` schema, made by SQL of the repository. */
export const offeredTables = ({schema}: Pick<PlainFacts, 'schema'>): readonly Table[] =>
	schema.tables.filter(table => table.schema === 'public' && table.source === 'supabase' && table.made !== 'elsewhere');

/** The conditions of a policy as one text. */
export const conditionOf = ({using = '', check = ''}: Policy): string => `${using} ${check}`.trim();

/** It asks for no more than that somebody has signed in. */
export const asksOnlyForSignIn = ({using, check}: Policy): boolean => {
	const all = [using, check].filter(one => one !== undefined);
	return all.length > 0 && all.every(one => signedInOnly.test(one));
};

const functionsIn = (text: string): readonly string[] => (text.match(word) ?? []).map(one => one.toLowerCase());

/** The functions that read what users can write about themselves, directly or by way of another. */
export function functionsOnMetadata({schema}: Pick<PlainFacts, 'schema'>): ReadonlySet<string> {
	const routines = schema.routines.filter(({kind, returns}) => kind === 'function' && returns !== 'trigger');
	const found = new Set(routines.filter(({body = ''}) => metadata.test(body)).map(({name}) => name.toLowerCase()));
	for (let round = 0; round < 3; round++)
		for (const {name, body = ''} of routines) if (functionsIn(body).some(one => found.has(one))) found.add(name.toLowerCase());
	return found;
}

/** A policy decides by what users can write about themselves. */
export const trustsMetadata = (policy: Policy, functions: ReadonlySet<string>): boolean =>
	metadata.test(conditionOf(policy)) || functionsIn(conditionOf(policy)).some(one => functions.has(one));

const owner =
	/^(?:user_?id|owner(?:_?id)?|created_by|author_?id|profile_?id|customer_?id|account_?id|org(?:anization)?_?id|tenant_?id|team_?id|company_?id|workspace_?id)$/iu;
/** It keeps records that belong to somebody. */
export const isOwned = ({columns}: Table): boolean => columns.some(({name}) => owner.test(name));

const privateKinds: ReadonlySet<string> = new Set<string>(['contact', 'credential', 'payment', 'identity']);
/** It keeps what people would not want everybody to read. */
export const isPrivate = ({columns}: Table): boolean => columns.some(({personal}) => personal !== undefined && privateKinds.has(personal));

const rights =
	/^(?:user_)?role$|^is_(?:admin|pro|premium|staff|superuser|super_admin|paid|subscribed)$|^(?:credits?|balance|plan|tier|subscription_(?:status|tier|plan))$|^permissions$/iu;

/** Columns by which people are given rights or money. */
export const columnsOfRights = ({columns}: Table): readonly string[] => columns.map(({name}) => name).filter(name => rights.test(name));

/** A trigger of the table, or the policy itself, has something to say of a column. */
export function isKept(column: string, table: Table, policy: Policy, {schema}: Pick<PlainFacts, 'schema'>): boolean {
	if (mentions(policy.check ?? '', column)) return true;
	if (table.grants.some(({privileges, columns}) => privileges.includes('update') && columns.length > 0)) return true;
	const triggers = schema.routines.filter(one => one.kind === 'trigger' && one.table?.replace(/^public\./u, '') === table.name);
	return triggers.some(({runs}) =>
		schema.routines.some(one => one.kind === 'function' && isCalled(one, runs) && (one.body ?? '').includes(column)),
	);
}

/** A text of SQL holds this name as a word. */
export const mentions = (text: string, name: string): boolean => new Set<string>(text.toLowerCase().match(/\w+/gu)).has(name.toLowerCase());

const isCalled = ({name}: Routine, runs: string | undefined): boolean =>
	runs !== undefined && runs.replace(/^.*\./u, '').replace(/\(.*$/u, '') === name;

const forAnyone: ReadonlySet<string> = new Set(
	'contact contacts message messages lead leads newsletter waitlist waiting feedback subscriber subscribers subscription subscriptions analytics log logs event events view views visit visits inquiry inquiries enquiry enquiries application applications rsvp rsvps response responses report reports submission submissions comment comments vote votes review reviews booking bookings order orders testimonial testimonials'.split(
		' ',
	),
);
/** Strangers may well be meant to add to it. */
export const isForAnyone = ({name}: Table): boolean => wordsOf(name).some(one => forAnyone.has(one));
