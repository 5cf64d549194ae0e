import type {Place} from '../../safe-text.ts';
import {wordsOf} from '../guards/words.ts';
import type {Table} from '../schema/schema.ts';
import {growsByEvent, singular, tableKey} from './tables.ts';

/** A column that seems to name a row of another table, and that the database does not check. */
export type Loose = Place & {
	readonly name: string;
	/** A slip beyond doubt: it is called after a table, its type is that of a key, and most tables around it are checked. */
	readonly isSure: boolean;
};

/** What is written down of what happened, and is kept when the row that it was about is gone. */
const apart = /log|audit|event|history|analytic|metric|archive|snapshot|backup|import|staging|temp|visit|click|impression|telemetry/iu;
/** A migration that says itself that it keeps a copy of how things were. */
const copied = /snapshot|denormali|archive/iu;
const identifier = /^(?:uuid|int\d?|integer|bigint|serial)/iu;
/** What others give out numbers for: vendors, protocols, devices, and runs of a program. */
const foreign: ReadonlySet<string> = new Set(
	'auth0 clerk cognito webauthn external provider vendor remote foreign third stripe paypal razorpay twilio google facebook apple github gitlab slack telegram whatsapp discord meta vapi elevenlabs firebase supabase aws gcp openai plaid xero shopify sendgrid mailgun resend calendly zoom oauth oidc saml sso idp tax vat national government passport session device browser client request correlation trace span transaction trx txn tracking job task run batch idempotency sid message thread chat channel call gateway checkout price subscription intent charge refund payout event webhook credential token nonce key public short hash legacy old original import sync code place pixel campaign ad analytics measurement container process instance worker node ref reference'.split(
		' ',
	),
);

/** Columns that name a row of another table and are checked by nothing, neither in the database nor in what code says of it. */
export function looseReferences(tables: readonly Table[]): readonly Loose[] {
	const relational = tables.filter(({isDocuments, source}) => isDocuments !== true && source !== 'convex' && source !== 'sequelize');
	const isUsual = relational.filter(({foreignKeys}) => foreignKeys.length > 0).length * 2 >= relational.length;
	const names = new Set(relational.map(({name}) => tableKey(name)));
	const keys = new Set(relational.flatMap(keyType));
	return relational.flatMap(table => {
		if (apart.test(table.name)) return [];
		const keyed = new Set([...table.foreignKeys, ...(table.described?.foreignKeys ?? [])].flatMap(({columns}) => columns.map(plain)));
		return table.columns.flatMap(({name, type, path, line, text}) => {
			const words = wordsOf(name);
			const others = words.slice(0, -1);
			if (words.at(-1) !== 'id' || others.length === 0 || keyed.has(plain(name)) || table.primaryKey.includes(name)) return [];
			const other = tableKey(others.join('_'));
			if (other === tableKey(table.name)) return [];
			if (others.length === 1 && names.has(other))
				return growsByEvent(table.name) && !identifier.test(type)
					? []
					: [
							{
								path,
								line,
								text,
								name: `${table.name}.${name}`,
								isSure: isUsual && identifier.test(type) && !growsByEvent(table.name) && !copied.test(path),
							},
						];
			// A key of somebody else's is kept unique here, and names no row of ours.
			if (others.some(word => foreign.has(singular(word))) || isKeptOnce(table, name)) return [];
			const isNamed = names.has(other) || names.has(tableKey(others.at(-1) ?? ''));
			return isNamed || keys.has(type) ? [{path, line, text, name: `${table.name}.${name}`, isSure: false}] : [];
		});
	});
}

/** The type of what a table's rows are named by, where that is one column. */
const keyType = ({primaryKey, columns}: Table): readonly string[] => {
	const [own, ...more] = primaryKey;
	return own === undefined || more.length > 0 ? [] : columns.flatMap(({name, type}) => (name === own && type !== '' ? [type] : []));
};

const isKeptOnce = ({uniques, indexes}: Table, name: string): boolean =>
	[...uniques, ...indexes.flatMap(({unique, columns}) => (unique ? [columns] : []))].some(
		([own, ...more]) => own === name && more.length === 0,
	);

const plain = (name: string): string => name.toLowerCase().replaceAll('_', '');
