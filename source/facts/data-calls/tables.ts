import type {Facts} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';
import type {DataCall} from './data-call.ts';

/** A table's name as all clients may write it: `OrderItemModel`, `order_items` and `orderItem` are one. */
export const tableKey = (name: string): string => {
	const words = wordsOf(name);
	const own =
		words.length > 1 && /^(?:model|entity|repository|collection|schema|table|col|ref)s?$/u.test(words.at(-1) ?? '')
			? words.slice(0, -1)
			: words;
	return own.map(singular).join('');
};

export const singular = (word: string): string =>
	word
		.replace(/ies$/u, 'y')
		.replace(/(?<=s|x|ch|sh)es$/u, '')
		.replace(/(?<=[^su])s$/u, '');

/** Statements that could not be read and may change the tables that are known: those in a dialect that is not read belong to a database of another kind. */
export const unreadOf = ({schema}: Facts): Facts['schema']['unread'] =>
	schema.unread.filter(({because}) => !/^this dialect of SQL/u.test(because));

/** The tables that requests add rows to. */
export const grownBy = (calls: readonly DataCall[]): ReadonlySet<string> =>
	new Set(
		calls.flatMap(({operation, table}) => (table !== '' && (operation === 'insert' || operation === 'upsert') ? [tableKey(table)] : [])),
	);

const small: ReadonlySet<string> = new Set(
	'plan role permission category tag setting config configuration country currency feature template status type option level language locale unit tier flag policy provider model menu theme region timezone preference account tenant workspace organization organisation project group department location room store branch shop site domain integration connection webhook channel key credential method captcha delivery color size brand grade subject course challenge question slot table badge rule step stage board column list folder calendar schedule migration banner cart cartitem basket'.split(
		' ',
	),
);
const events: ReadonlySet<string> = new Set(
	'message log event notification activity audit history visit ping reading metric transaction pageview click impression telemetry'.split(
		' ',
	),
);

/** Those who run the place, and what they pick out by hand. */
const picked: ReadonlySet<string> = new Set(['admin', 'staff', 'featured', 'default', 'builtin']);
/** Its name is that of something of which there are only ever few. */
export const staysSmall = (table: string): boolean =>
	(wordsOf(table).length > 1 && !growsByEvent(table) && wordsOf(table).some(word => picked.has(word))) ||
	small.has(tableKey(wordsOf(table).at(-1) ?? table)) ||
	small.has(tableKey(table));
const people: ReadonlySet<string> = new Set(
	'user profile customer order invoice payment booking reservation post comment message lead contact patient ticket expense memo'.split(
		' ',
	),
);
/** Its name is that of something of which there is more with every person who comes. */
export const growsWithUse = (table: string): boolean => growsByEvent(table) || people.has(lastWord(table));
/** Its name is that of something that is written down each time that something happens. */
export const growsByEvent = (table: string): boolean => events.has(lastWord(table));

const lastWord = (table: string): string =>
	wordsOf(table)
		.map(singular)
		.findLast(word => !/^(?:model|entity|schema|table)$/u.test(word)) ?? '';

/** Of one conversation, person or machine there may be any number of them. */
export const growsWithin = (table: string): boolean => /^(?:message|notification|activity|ping|visit|metric)$/u.test(lastWord(table));
