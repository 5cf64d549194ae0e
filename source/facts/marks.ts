import {lineCounter} from './imports.ts';
import type {Language} from './language.ts';
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

/** The marks that the rules leave in one file. */
export function marksIn(
	rules: readonly MarkRule[],
	file: {readonly path: string; readonly language: Language; readonly role: Role},
	text: string,
	code: string,
): readonly Mark[] {
	const fitting = rules.filter(
		rule =>
			(rule.languages === 'any' || rule.languages.includes(file.language)) &&
			(rule.path === undefined || rule.path.test(file.path)) &&
			(rule.roles === undefined || rule.roles.includes(file.role)) &&
			rule.literals.some(literal => text.includes(literal)),
	);
	if (fitting.length === 0) return [];
	const lines = lineCounter(text);
	return fitting.flatMap(rule => {
		const found: Mark[] = [];
		for (const match of (rule.on === 'code' ? code : text).matchAll(rule.pattern)) {
			const line = lines.at(match.index);
			const value = match.groups?.value ?? match.groups?.other;
			found.push({kind: rule.kind, line, text: lines.text(match.index), ...(value === undefined ? {} : {value})});
			if (found.length >= mostOfAKind) break;
		}
		return found;
	});
}
