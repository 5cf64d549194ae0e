/** The parser calls itself for what is nested, and has no guard: deep enough, it ends the whole process. Nobody writes code this deep. */
const deepest = 1_000;

/** What a character means to the depth of code. */
const plain = 0;
const opens = 1;
const closes = 2;
const ends = 3;
const operates = 4;
const quotes = 5;
const breaks = 6;
const begins = 7;
const slash = 8;
const angle = 9;
const space = 10;
const links = 11;
/** Chains of members and calls nest too, for a parser that has more room for them. */
const link = 1 / 20;

const kinds = new Uint8Array(128);
const marked: readonly (readonly [string, number])[] = [
	['([{', opens],
	[')]}', closes],
	[';,', ends],
	['!~+-*%&^?:=|', operates],
	['"\'', quotes],
	['\n', breaks],
	['abcdefghijklmnopqrstuvwxyz', begins],
	['/', slash],
	['<', angle],
	[' \t\r', space],
	['.`', links],
];
for (const [characters, kind] of marked) for (const character of characters) kinds[character.charCodeAt(0)] = kind;

/** Words behind which the next expression or statement nests without a bracket. */
const prefixes: ReadonlySet<string> = new Set(
	'as async await class delete do else extends for if infer keyof new satisfies typeof unique void while with yield'.split(' '),
);
const longestPrefix = 9;

/** Whether a text nests so deep that it must not be given to the parser: brackets, or operators and statements one inside the other. */
export function nestedTooDeep(text: string): boolean {
	const outer: number[] = [];
	let chain = 0;
	let angles = 0;
	let before = plain;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		const kind = code < 128 ? kinds[code] : plain;
		switch (kind) {
			case space:
				continue;
			case plain:
				break;
			case opens:
				if (outer.push(chain + link) > deepest) return true;
				chain = 0;
				break;
			case closes:
				chain = outer.pop() ?? 0;
				if (chain > deepest) return true;
				break;
			case ends:
				if (!text.startsWith('else', nextOn(text, at + 1))) chain = 0;
				break;
			case quotes:
				at = endOfString(text, at, code);
				break;
			case operates:
				// A single bar joins types, side by side.
				if (code !== 124 || text.charCodeAt(at + 1) === 124) chain++;
				if (chain > deepest) return true;
				break;
			case links:
				chain += link;
				if (chain > deepest) return true;
				break;
			case angle:
				if (++angles > deepest) return true;
				break;
			case slash: {
				const next = text.charCodeAt(at + 1);
				if (next === 47 || next === 42) {
					const end = next === 47 ? text.indexOf('\n', at) : text.indexOf('*/', at + 2);
					if (end === -1) return false;
					at = next === 47 ? end - 1 : end + 1;
					continue;
				}
				break;
			}
			case breaks: {
				angles = 0;
				const next = nextOn(text, at + 1);
				if (before !== operates && !continues(text, next, before === closes)) chain = 0;
				at = next - 1;
				continue;
			}
			case begins: {
				const end = endOfWord(text, at);
				const isPrefix = end - at <= longestPrefix && end - at > 1 && prefixes.has(text.slice(at, end));
				at = end - 1;
				if (isPrefix) {
					if (++chain > deepest) return true;
					before = operates;
					continue;
				}
				break;
			}
		}
		before = kind === begins ? plain : (kind ?? plain);
	}
	return false;
}

/** Where the next character stands that is not blank. */
function nextOn(text: string, from: number): number {
	let at = from;
	for (let code = text.charCodeAt(at); code === 32 || (code >= 9 && code <= 13); code = text.charCodeAt(++at));
	return at;
}

/** Whether a line goes on with what the line before it began; behind a bracket that may be a condition's, with any of the words. */
function continues(text: string, at: number, behindBracket: boolean): boolean {
	const kind = kinds[text.charCodeAt(at)];
	if (kind === operates) return true;
	if (kind !== begins) return false;
	const found = text.slice(at, endOfWord(text, at));
	return found === 'else' || (behindBracket && prefixes.has(found));
}

/** Where a word of letters and digits ends. */
function endOfWord(text: string, start: number): number {
	let at = start + 1;
	for (
		let code = text.charCodeAt(at);
		(code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code === 36;
	)
		code = text.charCodeAt(++at);
	return at;
}

/** Where a string ends, if it does so on its line; else where it begins, as it was no string. */
function endOfString(text: string, start: number, quote: number): number {
	for (let at = start + 1; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === quote) return at;
		if (code === 10) return start;
		if (code === 92) at++;
	}
	return start;
}
