import type {Value} from '../code/code.ts';

const opening = /^([a-z]{0,2})("""|'''|"|')/iu;
const escaped = /\\(?:\r?\n|x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|([0-7]{1,3})|N\{[^}]{0,80}\}|[\s\S])/giu;
const short: Readonly<Record<string, string>> = {n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v', '\n': '', '\r\n': ''};
const lastCodePoint = 0x10ffff;

/** What a stretch of a string literal says. */
function unescaped(text: string): string {
	if (!text.includes('\\')) return text;
	return text.replace(escaped, (whole, hex?: string, four?: string, eight?: string, octal?: string) => {
		const digits = hex ?? four ?? eight;
		if (digits !== undefined) {
			const point = Number.parseInt(digits, 16);
			return point <= lastCodePoint ? String.fromCodePoint(point) : whole;
		}
		if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
		const said = whole.slice(1);
		return short[said] ?? ('\\\'"'.includes(said) ? said : whole);
	});
}

/** The prefix and the quotes that a literal opens with. */
export function openingOf(literal: string): {readonly isRaw: boolean; readonly length: number; readonly quotes: number} {
	const [whole = '', prefix = '', quotes = ''] = opening.exec(literal.slice(0, 5)) ?? [];
	return {isRaw: /r/iu.test(prefix), length: whole.length, quotes: quotes.length};
}

/** What a string literal says, its prefix and quotes taken off. */
export function literalText(literal: string): string {
	const {isRaw, length, quotes} = openingOf(literal);
	const inside = literal.slice(length, Math.max(length, literal.length - quotes));
	return isRaw ? inside : unescaped(inside);
}

/** What a stretch between the holes of an f-string says. */
export const pieceText = (piece: string, isRaw: boolean): string => {
	const single = piece.replaceAll('{{', '{').replaceAll('}}', '}');
	return isRaw ? single : unescaped(single);
};

/** What stands for a value in the text of a template. */
export const hole = `$\{}`;

const placeholder = /%(?:\([^)]{0,80}\))?[-#0 +]{0,4}[\d*]{0,4}(?:\.[\d*]{1,4})?[sdrifgeoxc]/giu;

/** `'…%s…' % value` as a template. */
export const formatted = (text: string, given: Value): Value => ({
	is: 'template',
	text: text.replace(placeholder, hole),
	holes: given.is === 'list' ? given.items : [given],
});

const isPlain = (value: Value): boolean => value.is === 'text' || value.is === 'template';
const said = (value: Value): string => (value.is === 'text' || value.is === 'template' ? value.text : hole);
const holesOf = (value: Value): readonly Value[] => (value.is === 'template' ? value.holes : value.is === 'text' ? [] : [value]);

/** A sum or difference, with its sides when one of them is a name. */
export const reckoned = (one: Value, other: Value): Value =>
	one.is === 'name' || other.is === 'name' ? {is: 'other', of: [one, other]} : {is: 'other'};

/** Two values written after one another or joined with `+`: a text, a template or a list when one of them is one. */
export function joined(one: Value, other: Value): Value {
	if (one.is === 'list' || other.is === 'list') return {is: 'list', items: [...itemsOf(one), ...itemsOf(other)]};
	if (!isPlain(one) && !isPlain(other)) return reckoned(one, other);
	const text = said(one) + said(other);
	const holes = [...holesOf(one), ...holesOf(other)];
	return holes.length === 0 ? {is: 'text', text} : {is: 'template', text, holes};
}

const itemsOf = (value: Value): readonly Value[] => (value.is === 'list' ? value.items : [{is: 'spread', of: value}]);
