import {lineCounter} from './imports.ts';
import type {Language} from './language.ts';
import {holdsAny, type Literal, literal, type Sieve, sieveOf} from './literals.ts';
import type {Role} from './role.ts';

/** Something of interest on one line of a file: a call, an option, a heading. */
export type Mark = {
	readonly kind: string;
	readonly line: number;
	/** The trimmed line. */
	readonly text: string;
	/** What the rule picked out of it. */
	readonly value?: string;
};

/** What the text pass looks for. A rule runs only on files that hold one of its literals. */
export type MarkRule = {
	readonly kind: string;
	readonly languages: readonly Language[] | 'any';
	/** At least one of these stands in every text that the pattern matches. */
	readonly literals: readonly string[];
	/** At least one of these as well. */
	readonly beside?: readonly string[];
	/** Its lines are counted, never shown. */
	readonly isCounted?: true;
	/** Global; a group named `value` is kept, or one named `other`. No nested quantifiers. */
	readonly pattern: RegExp;
	/** `code`: the text without comments. `text`: all of it. */
	readonly on: 'code' | 'text';
	/** Only files whose path matches. */
	readonly path?: RegExp;
	/** Only files of these roles; all roles when absent. */
	readonly roles?: readonly Role[];
};

const mostOfAKind = 200;
const scripts: ReadonlySet<Language> = new Set<Language>(['ts', 'js']);
const patternLine = /(?:^|[:=(,|]\s*)\/(?![/*]).+\/[dgimsuvy]{0,6}[\s,;)\]]*$/u;

/** Whether a place lies inside a regular expression that ends its line: what it looks for is not done there. */
function isInPattern(text: string, index: number): boolean {
	const start = text.lastIndexOf('\n', index - 1) + 1;
	const end = text.indexOf('\n', index);
	const line = text.slice(start, end === -1 ? undefined : end).trimEnd();
	if (line.length > 1000) return false;
	const pattern = patternLine.exec(line.trimStart());
	return pattern !== null && line.length - line.trimStart().length + pattern.index < index - start;
}

type Prepared = {readonly rule: MarkRule; readonly literals: readonly Literal[]; readonly beside?: readonly Literal[]};
const prepared = new WeakMap<readonly MarkRule[], Map<string, readonly Prepared[]>>();

/** The rules for files of a language and role, with their literals ready for a sieve; made once for each set of rules. */
function preparedFor(rules: readonly MarkRule[], language: Language, role: Role): readonly Prepared[] {
	const byKind = prepared.get(rules) ?? new Map<string, readonly Prepared[]>();
	prepared.set(rules, byKind);
	const kind = `${language} ${role}`;
	const known = byKind.get(kind);
	if (known !== undefined) return known;
	const own = rules
		.filter(({languages, roles}) => (languages === 'any' || languages.includes(language)) && (roles === undefined || roles.includes(role)))
		.map(rule => ({
			rule,
			literals: rule.literals.map(literal),
			...(rule.beside === undefined ? {} : {beside: rule.beside.map(literal)}),
		}));
	byKind.set(kind, own);
	return own;
}

/** The marks that the rules leave in one file. */
export function marksIn(
	rules: readonly MarkRule[],
	file: {readonly path: string; readonly language: Language; readonly role: Role},
	text: string,
	code: string,
	sieve: Sieve = sieveOf(text),
): readonly Mark[] {
	const fitting = preparedFor(rules, file.language, file.role).filter(
		({rule, literals, beside}) =>
			holdsAny(text, sieve, literals) &&
			(beside === undefined || holdsAny(text, sieve, beside)) &&
			(rule.path === undefined || rule.path.test(file.path)),
	);
	if (fitting.length === 0) return [];
	const lines = lineCounter(text);
	return fitting.flatMap(({rule}) => {
		const found: Mark[] = [];
		const looked = rule.on === 'code' ? code : text;
		for (const match of looked.matchAll(rule.pattern)) {
			if (file.role !== 'test' && scripts.has(file.language) && isInPattern(looked, match.index)) continue;
			const line = lines.at(match.index);
			const value = match.groups?.value ?? match.groups?.other;
			const shown = rule.isCounted === true ? '' : lines.text(match.index);
			found.push(value === undefined ? {kind: rule.kind, line, text: shown} : {kind: rule.kind, line, text: shown, value});
			if (found.length >= mostOfAKind) break;
		}
		return found;
	});
}
