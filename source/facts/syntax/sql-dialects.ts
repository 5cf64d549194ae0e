import {partsOf} from './sql-text.ts';

/** Whose SQL it is, as far as words show that only one of them knows. */
export type SqlDialect = 'postgresql' | 'mysql' | 'sqlite' | 'clickhouse' | 'mssql';

/** For each dialect words that its texts hold, and what proves it. Texts are compared in lower case. */
const signs: readonly (readonly [SqlDialect, readonly string[], RegExp])[] = [
	[
		'clickhouse',
		['mergetree', 'lowcardinality', 'engine'],
		/\bengine\s*=\s*\w*mergetree\b|\blowcardinality\s*\(|\bengine\s*=\s*(?:null|distributed|kafka)\b/u,
	],
	['mssql', ['nvarchar', 'identity', '[dbo]'], /\bnvarchar\s*\(|\bidentity\s*\(\s*1\s*,\s*1\s*\)|\[dbo\]/u],
	[
		'mysql',
		['engine', 'auto_increment', 'tinyint', 'mediumint', 'longtext', 'modify', 'lock'],
		/\bengine\s*=\s*\w+|\bauto_increment\b|\b(?:tiny|medium)int\b|\blongtext\b|\bmodify\s+(?:column\s+)?`|^\s*lock\s+tables\b/mu,
	],
	[
		'sqlite',
		['autoincrement', 'pragma', 'rowid', 'virtual'],
		/\bautoincrement\b|^\s*pragma\s+\w+|\bwithout\s+rowid\b|\bcreate\s+virtual\s+table\b/mu,
	],
];

/** The dialect of an SQL text. Backticks without any other sign are MySQL's. */
export function dialectOf(text: string): SqlDialect {
	const lower = text.toLowerCase();
	const sign = signs.find(([, words, proof]) => words.some(word => lower.includes(word)) && proof.test(lower));
	if (sign !== undefined) return sign[0];
	return text.includes('`') && hasQuotedNames(text) ? 'mysql' : 'postgresql';
}

function hasQuotedNames(text: string): boolean {
	for (const {is, start} of partsOf(text)) if (is === 'name' && text[start] === '`') return true;
	return false;
}

/** What the other dialects write that PostgreSQL's grammar does not know, and what stands for it there. */
const rewrites: readonly (readonly [RegExp, string])[] = [
	[/\b(tiny|small|medium|big)?int(?:eger)?\s*\(\s*\d+\s*\)/giu, ' $1int '],
	[/\b(?:tiny|medium)int\b/giu, ' int '],
	[/\bdouble\b(?!\s+precision)/giu, ' float8 '],
	[/\b(?:float|double)\s*\(\s*\d+\s*,\s*\d+\s*\)/giu, ' float8 '],
	[/\b(?:unsigned|zerofill|auto_increment|autoincrement|virtual|stored|invisible)\b/giu, ' '],
	[/\b(?:character\s+set|charset)\s*=?\s*\w+/giu, ' '],
	[/\bcollate\s*=?\s*\w+/giu, ' '],
	[/\bon\s+update\s+(?:current_timestamp|now)(?:\s*\(\s*\d*\s*\))?/giu, ' '],
	[/\b(?:after|before)\s+"?\w+"?\s*$/giu, ' '],
	[/\bon\s+conflict\s+\w+/giu, ' '],
	[/\bdrop\s+foreign\s+key\b/giu, ' drop constraint '],
	[/\busing\s+btree\b/giu, ' '],
	[/\bdatetime\b/giu, ' timestamp '],
];

const choice = /\b(?:enum|set)\s*\($/iu;
const commentWord = /\bcomment\s*=?\s*$/iu;
const uniqueKey = /\bunique\s+(?:index|key)\b/giu;
const uniqueName = /\bunique\s+$/iu;

/**
 * The same statement in words that PostgreSQL's grammar knows, so that its tables and columns can be read: quoted names, types and what follows the closing parenthesis are changed, strings are not.
 */
export function asPostgres(text: string): string {
	const out: string[] = [];
	let choices = false;
	const isTable = createsTable.test(text);
	for (const {is, start, end} of partsOf(text, true)) {
		const piece = text.slice(start, end);
		const before = out.at(-1) ?? '';
		if (is === 'comment') out.push(' ');
		else if (is === 'name') {
			if (isTable && uniqueName.test(before)) continue;
			out.push(piece.startsWith('`') ? `"${piece.slice(1, -1).replaceAll('"', '')}"` : piece);
		} else if (is === 'string') {
			if (choices) continue;
			if (commentWord.test(before)) {
				out.pop();
				out.push(before.replace(commentWord, ' '));
			} else
				out.push(
					piece.startsWith("'")
						? `'${piece
								.slice(1, -1)
								.replaceAll('\\', '')
								.replaceAll(/'{1,2}/gu, "''")}'`
						: piece,
				);
		} else {
			let code = piece;
			if (choices) {
				const close = code.indexOf(')');
				if (close === -1) continue;
				code = code.slice(close + 1);
				choices = false;
			}
			for (const [words, instead] of rewrites) code = code.replace(words, instead);
			if (isTable) code = code.replace(uniqueKey, ' unique ');
			if (choice.test(code)) {
				code = code.replace(choice, ' text ');
				choices = true;
			}
			out.push(code);
		}
	}
	return withoutKeys(upToLastParenthesis(out.join('')));
}

const createsTable = /^create\s+(?:temporary\s+)?table\b/iu;

/** A table's options (`ENGINE=…`, `WITHOUT ROWID`) stand behind its last parenthesis. */
function upToLastParenthesis(text: string): string {
	if (!createsTable.test(text)) return text;
	const open = text.indexOf('(');
	if (open === -1) return text;
	let depth = 0;
	for (const part of partsOf(text)) {
		if (part.is !== 'code') continue;
		for (let at = part.start; at < part.end; at += 1) {
			if (text[at] === '(') depth += 1;
			else if (text[at] === ')') {
				depth -= 1;
				if (depth === 0) return text.slice(0, at + 1);
			}
		}
	}
	return text;
}

const plainKey = /,\s*(?:fulltext\s+|spatial\s+)?(?:index|key)\s+(?:"[^"]*"|\w+)?\s*\((?:[^()]|\(\d+\))*\)/giu;

/** Indexes that stand among the columns are left out: there is no such thing in PostgreSQL. */
const withoutKeys = (text: string): string => (createsTable.test(text) ? text.replace(plainKey, '') : text);
