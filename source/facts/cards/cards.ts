import type {Place} from '../../safe-text.ts';
import {entryOf, lastOf, type Value} from '../code/code.ts';
import {mayName} from '../code/lazy.ts';
import type {Facts} from '../facts.ts';
import {marksOf} from '../files.ts';
import {isReached} from '../reached.ts';

/** Where payment cards pass through code of one's own. */
export type CardUse = Place & {readonly how: 'form' | 'table' | 'request' | 'call'; readonly of: string};

const plainName = (name: string): string => name.toLowerCase().replaceAll(/[^a-z\d]/gu, '');
const number = /^(?:ccnumber|(?:credit|debit|payment|c)?card(?:num|number|no)|(?:1234|4242|0000|4111)[\dx]{12})$/u;
const beside =
	/^(?:cccsc|(?:card)?(?:cvc|cvv)2?(?:code|number)?|cardsecuritycode|cardcode|card(?:expiry|expiration|exp)(?:date|month|year)?|(?:exp|expiry|expiration)(?:date|month|year)?|ccexp(?:month|year)?|mmyy|card_?holder(?:name)?|nameoncard|ccname)$/u;
const code = /^(?:(?:card)?(?:cvc|cvv)2?(?:code|number)?|cccsc|cardsecuritycode)$/u;

const isNumber = (name: string): boolean => number.test(plainName(name));
/** A number alone may be a membership card's: what stands on a payment card beside it tells. */
const isCard = (names: readonly string[]): boolean =>
	names.some(isNumber) && names.some(name => beside.test(plainName(name)) || plainName(name) === 'ccnumber');

/** Every place where payment cards pass through code of one's own, those that keep them first. */
export function cardsIn(facts: Facts): readonly CardUse[] {
	return [...tables(facts), ...calls(facts), ...requests(facts), ...forms(facts)];
}

const tables = ({schema}: Facts): readonly CardUse[] =>
	schema.tables.flatMap(({name: of, columns}) =>
		isCard(columns.map(({name}) => name))
			? columns
					.filter(({name}) => isNumber(name) || code.test(plainName(name)))
					.map(({path, line, text}): CardUse => ({path, line, text, how: 'table', of}))
			: [],
	);

function forms(facts: Facts): readonly CardUse[] {
	const byFile = new Map<string, (Place & {readonly value: string})[]>();
	for (const {path, line, text, value = '', file} of marksOf(facts, 'card.field'))
		if (isReached(file, facts.reached) !== false) byFile.set(path, [...(byFile.get(path) ?? []), {path, line, text, value}]);
	return [...byFile].flatMap(([, fields]) =>
		isCard(fields.map(({value}) => value))
			? fields
					.filter(({value}) => isNumber(value) || code.test(plainName(value)))
					.map(({path, line, text}): CardUse => ({path, line, text, how: 'form', of: ''}))
			: [],
	);
}

const requests = ({files}: Facts): readonly CardUse[] =>
	files.flatMap(({path, role, language, code: digest, side}) =>
		role !== 'app' || digest === undefined || (language !== 'py' && side === 'client') || digest.classes.length === 0
			? []
			: digest.classes.flatMap(({name: of, fields}) =>
					isCard(fields.map(({name}) => name))
						? fields.filter(({name}) => isNumber(name)).map(({line, text}): CardUse => ({path, line, text, how: 'request', of}))
						: [],
				),
	);

const takesCards: ReadonlySet<string> = new Set(['create', 'createToken', 'createPaymentMethod', 'confirmCardPayment', 'createCard']);

/** A card's number handed to a payment provider's plain interface. */
const calls = ({files, reached}: Facts): readonly CardUse[] =>
	files.flatMap(file =>
		file.role !== 'app' ||
		file.code === undefined ||
		isReached(file, reached) === false ||
		!mayName(
			file.code,
			[...takesCards].map(name => `.${name}`),
		)
			? []
			: file.code.calls
					.filter(({to, args, named}) => takesCards.has(lastOf(to)) && [...args, ...named.map(({value}) => value)].some(handsCard))
					.map(({line, text, to}): CardUse => ({path: file.path, line, text, how: 'call', of: to})),
	);

function handsCard(value: Value): boolean {
	const card = entryOf(value, 'card') ?? entryOf(entryOf(value, 'payment_method_data'), 'card') ?? value;
	return entryOf(card, 'number') !== undefined && (entryOf(card, 'cvc') !== undefined || entryOf(card, 'exp_month') !== undefined);
}
