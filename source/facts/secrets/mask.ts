import {mayStart, startsOf} from '../literals.ts';
import {shapes} from './shapes.ts';

const address = /(?<scheme>\b[a-z][a-z0-9+.-]{2,20}):\/\/(?<user>[^\s:/@'"`<>]{0,100}):(?<secret>[^\s/@'"`<>]{1,200})@/giu;
const google = /(?<![\w-])AIza[\w-]{30,39}/gu;
const awsName = /(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9])/gu;
const jwt = /\beyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{10,1000}/gu;
const assigned =
	/(?:secret|passwd|password|token|api_?key|private_?key|access_?key)\w{0,20}['"]?\s{0,3}[:=]\s{0,3}(?:['"`](?<quoted>[^'"`\n…]{6,500})['"`]|(?<bare>(?![a-zA-Z_]{1,20}\.[a-zA-Z_])[A-Za-z0-9+/_=.-]{16,500})(?=\s|$))/giu;

/** The first characters of a secret, at most four and never more than a third, and its length: `sk-p…(164)`. */
export const masked = (secret: string): string => `${secret.slice(0, Math.min(4, Math.floor(secret.length / 3)))}…(${secret.length})`;

/** A line in which the given secrets are masked, trimmed and cut to 300 characters. */
export function maskedLine(line: string, secrets: readonly string[]): string {
	const longestFirst = [...new Set(secrets)].sort((one, other) => other.length - one.length);
	return longestFirst
		.reduce((shown, secret) => (secret === '' ? shown : shown.replaceAll(secret, masked(secret))), line)
		.trim()
		.slice(0, 300);
}

const secret = shapes.filter(({weight}) => weight !== 'publishable');
const withoutLiterals = secret.filter(({literals}) => literals.length === 0).map(({pattern}) => pattern);
const starts = startsOf(secret.flatMap(({literals}) => literals));
const shapesIn = (line: string): readonly RegExp[] =>
	mayStart(line, starts)
		? secret.filter(({literals}) => literals.length === 0 || literals.some(({text}) => line.includes(text))).map(({pattern}) => pattern)
		: withoutLiterals;

/** What each of the other forms begins with, or holds. */
const others: readonly (readonly [RegExp, readonly string[]])[] = [
	[google, ['AIza']],
	[awsName, ['AKIA', 'ASIA']],
	[address, ['://']],
	[jwt, ['eyJ']],
	[assigned, ['=', ':']],
];
const othersIn = (line: string): readonly RegExp[] =>
	others.flatMap(([pattern, holds]) => (holds.some(text => line.includes(text)) ? [pattern] : []));

/** Lines are kept up to this length; at the end of such a one the first part of a credential may stand, too short to be known. */
const cutAt = 300;
/** The first line of a statement is cut here. */
const statementCutAt = 160;
const separator = /[\s'"`,;()]/u;
const leastPart = 5;

/** A text without its last run of characters, which may be a part of a credential. Read from its end, so that a long run costs no more than its length. */
function withoutCutEnd(text: string): string {
	let at = text.length;
	while (at > 0 && !separator.test(text.charAt(at - 1))) at--;
	return text.length - at < leastPart ? text : `${text.slice(0, at)}…`;
}

/** A line in which everything that looks like a credential is masked: for places that were not made to show one. */
export function withoutSecrets(whole: string): string {
	const line = whole.length < cutAt && whole.length !== statementCutAt ? whole : withoutCutEnd(whole);
	const found = [...shapesIn(line), ...othersIn(line)].flatMap(pattern =>
		[...line.matchAll(pattern)].map(match => match.groups?.secret ?? match.groups?.quoted ?? match.groups?.bare ?? match[0]),
	);
	return found.length === 0 ? line : maskedLine(line, found);
}
