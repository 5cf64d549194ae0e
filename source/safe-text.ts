/** A string that may be shown: no escape sequences, control, bidirectional or invisible characters. Only `safeText` makes one. */
export type SafeText = string & {readonly __safe: true};

/** Where a repository's own words stand: a path relative to the root, a line from 1 on, and that line trimmed. All raw. */
export type Place = {readonly path: string; readonly line: number; readonly text: string};

/** A place that may be shown. */
export type Evidence = {readonly path: SafeText; readonly line: number; readonly text: SafeText};

const mayHideSequence = /[\u001B\u0090\u0098\u009B\u009D\u009E\u009F]/u;
const sequence =
	/(?:\u001B[\]PX^_]|[\u0090\u0098\u009D\u009E\u009F])[^\u0007\u001B\u009C]*(?:\u0007|\u001B\\|\u009C|$)|(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]?|\u001B[ -/]*[0-~]?/gu;
const loneSurrogate = /\p{Surrogate}/gu;
const lowControl = /[\u0000-\u0008\u000B-\u001F]/gu;
const highControl = /[\u007F-\u009F]/gu;
const bidirectional = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
const invisible =
	/\u00AD|\u034F|[\u115F\u1160\u17B4\u17B5]|[\u180B-\u180F]|[\u200B-\u200D\u2028\u2029\u2060-\u2065\u206A-\u206F]|\u3164|[\uFE00-\uFE0F]|\uFEFF|\uFFA0|[\uFFF9-\uFFFB]|[\u{E0000}-\u{E0FFF}]/gu;
const lineEnd = /\r\n?|\n/gu;

/** Makes any string safe to show on one line. What was removed leaves a visible mark; at most `max` characters remain. */
export function safeText(raw: string, max = 400): SafeText {
	const cut = raw.length > max ? `${raw.slice(0, max)}…` : raw;
	const plain = mayHideSequence.test(cut) ? cut.replace(sequence, '\u241B') : cut;
	const shown = plain
		.replace(loneSurrogate, '\uFFFD')
		.replace(lineEnd, '\u23CE')
		.replaceAll('\t', '    ')
		.replace(lowControl, character => String.fromCharCode(0x2400 + character.charCodeAt(0)))
		.replace(highControl, '\uFFFD')
		.replace(bidirectional, character => `<U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}>`)
		.replace(invisible, '');
	return shown as SafeText;
}

/** Makes text of several lines safe to show, line by line, at most `max` lines. */
export const safeLines = (raw: string, max = 2000): readonly SafeText[] =>
	raw
		.split(lineEnd)
		.slice(0, max)
		.map(line => safeText(line));

/** A place made safe to show. */
export const evidenceOf = (place: Place): Evidence => ({path: safeText(place.path), line: place.line, text: safeText(place.text, 160)});
