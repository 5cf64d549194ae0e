import type {SqlStatement} from '../../syntax/parsers.ts';
import {partsOf} from '../../syntax/sql-text.ts';
import type {SchemaStep, Touched} from '../step.ts';

const rowSecurity = /\b(?<turns>enable|disable|%s|%I)?\s*row\s+level\s+security\b/iu;
const catalogue = /\b(?:pg_tables|pg_class|pg_catalog|information_schema)\b/iu;
const schemaLiteral = /\b(?:schemaname|table_schema|nspname)\s*(?:=|in\s*\()\s*'{1,2}(?<schema>\w+)'/iu;
const word = /[A-Za-z_]\w*/gu;
const mostMentions = 400;

/** A statement that cannot be told, what it names, and whose row security it may change. `block` is the whole of what it stands in. */
export function unreadStep(statement: SqlStatement, before: number, block: string): SchemaStep {
	const mentions = [...new Set(wordsOf(statement.text, statement.loop ?? ''))].slice(0, mostMentions);
	const said = {line: before + statement.line, text: (/[^\n]+/u.exec(statement.text)?.[0] ?? '').trim().slice(0, 160)};
	const touches = touched(statement, block);
	return {
		...said,
		does: 'unread',
		because: statement.because ?? 'a statement that is not read',
		mentions,
		...(touches === undefined ? {} : {rowSecurity: touches}),
	};
}

const wordsOf = (...texts: readonly string[]): readonly string[] => texts.flatMap(text => [...text.matchAll(word)].map(([name]) => name));

/** The tables whose row security may change: those of a list that is written out, else all of the schema whose tables are asked for. */
function touched({text, loop}: SqlStatement, block: string): Touched | undefined {
	const word = rowSecurity.exec(text)?.groups?.turns?.toLowerCase();
	if (!rowSecurity.test(text)) return undefined;
	const turns = word === 'enable' ? 'on' : word === 'disable' ? 'off' : 'either';
	const listed = loop === undefined || catalogue.test(loop) ? [] : stringsIn(loop);
	if (listed.length > 0) return {turns, tables: listed};
	if (loop === undefined && !catalogue.test(block)) {
		const named = [...text.matchAll(tableWord)].flatMap(match => match.groups?.table ?? []);
		if (named.length > 0) return {turns, tables: named};
	}
	return {turns, schema: schemaLiteral.exec(loop ?? block)?.groups?.schema ?? ''};
}

const tableWord = /\btable\s+(?:if\s+exists\s+)?(?:only\s+)?"?(?:\w+"?\."?)?(?<table>[A-Za-z_]\w*)/giu;

function stringsIn(text: string): readonly string[] {
	const found: string[] = [];
	for (const {is, start, end} of partsOf(text)) if (is === 'string') found.push(text.slice(start + 1, end - 1).replace(/^\w+\./u, ''));
	return found.filter(each => /^\w+$/u.test(each));
}
