import type {Place} from '../../safe-text.ts';
import type {Personal} from '../schema/personal.ts';
import type {Table} from '../schema/schema.ts';

/** Something about a person that the product asks for or keeps: a column, a field of a form, or a field of what a request brings. */
export type PersonalField = Place & {
	readonly name: string;
	readonly kind: Personal;
	readonly in: 'table' | 'form' | 'request';
	/** The table or the class of the request; empty for a form. */
	readonly of: string;
	/** `high` when migrations make the column or its name leaves no doubt. */
	readonly confidence: 'high' | 'medium';
	readonly package: string;
};

/** What a company is given the data for. */
export type Role =
	| 'payments'
	| 'models'
	| 'backend'
	| 'database'
	| 'sign-in'
	| 'mail'
	| 'messages'
	| 'errors'
	| 'analytics'
	| 'files'
	| 'support'
	| 'search'
	| 'hosting';

/** A company whose service the product hands data to. */
export type ThirdParty = {
	/** `stripe`, `openai`: one word, in small letters. */
	readonly id: string;
	readonly name: string;
	readonly role: Role;
	/** Where code or configuration uses it, the most telling first. */
	readonly places: readonly Place[];
};

/** Which personal data the product holds, and who else gets to see it. */
export type DataMap = {
	/** The most sensitive first. */
	readonly fields: readonly PersonalField[];
	/** The tables whose rows are people who can sign in; others refer to them. */
	readonly accounts: readonly Table[];
	/** Tables that refer to an account, directly or through others, the nearest first. */
	readonly owned: readonly Owned[];
	/** By role, then name. */
	readonly thirdParties: readonly ThirdParty[];
};

/** A table whose rows belong to somebody's account. */
export type Owned = {
	readonly table: Table;
	/** The column that refers to the account, or to a table that belongs to it. */
	readonly column: string;
	readonly through: Table;
	readonly place: Place;
	/** What the database does with the row when the one that it refers to is deleted, in lower case; undefined when nothing says. */
	readonly onDelete?: string;
	/** The database itself checks that the row refers to something. */
	readonly checked: boolean;
};
