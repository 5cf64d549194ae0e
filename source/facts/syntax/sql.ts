import type {Parsers, SqlStatement} from './parsers.ts';
import {blockIn, type Run} from './sql-block.ts';
import {asPostgres, dialectOf, type SqlDialect} from './sql-dialects.ts';
import {partsOf, statementsOf, type WrittenStatement, withoutClient} from './sql-text.ts';

/** Statements that read or change rows, or concern the session: they make no schema. */
const rowStatements = new Set(
	'insert update delete select with begin commit start rollback savepoint release copy truncate analyze vacuum explain call comment refresh notify listen lock unlock reindex cluster pragma use values reset show security import merge perform execute prepare discard end abort reassign attach detach declare fetch close deallocate replace load checkpoint set raise if else return elseif while loop'.split(
		' ',
	),
);
const firstWord = /^\w+/u;
const searchPath = /^set\s+(?:session\s+|local\s+)?search_path\b/iu;
const dialectNames: Readonly<Record<SqlDialect, string>> = {
	postgresql: 'PostgreSQL',
	mysql: 'MySQL',
	sqlite: 'SQLite',
	clickhouse: 'ClickHouse',
	mssql: 'SQL Server',
};

/** PostgreSQL's own parser, ready to run. Statements that only read or change rows are left out; one that cannot be parsed says why and costs only itself. */
export async function loadSql(): Promise<Parsers['sql']> {
	const {loadModule, parseSync, parsePlPgSQLSync} = await import('libpg-query');
	await loadModule();
	const tries = attempts();
	const parse = (text: string): Run => tries.run(() => parseSync(text), text);
	const block = (text: string): Run => tries.run(() => parsePlPgSQLSync(text), text);
	return written => {
		if (written.length > longest) return {because: 'the SQL is longer than 1 MB'};
		const text = withoutClient(written);
		const dialect = dialectOf(text);
		if (dialect === 'clickhouse' || dialect === 'mssql') return {dialect, because: `${dialectNames[dialect]}'s SQL is not read`};
		const found = statementsOf(text, dialect === 'mysql').filter(({text: statement}) => makesSchema(statement));
		return {dialect, statements: found.map(statement => read(statement, dialect, parse, block))};
	};
}

const longest = 1024 * 1024;

const makesSchema = (statement: string): boolean =>
	!rowStatements.has(firstWord.exec(statement)?.[0].toLowerCase() ?? '') || searchPath.test(statement);

function read(statement: WrittenStatement, dialect: SqlDialect, parse: (text: string) => Run, block: (text: string) => Run): SqlStatement {
	const {line} = statement;
	const first = dialect === 'mysql' ? undefined : parse(statement.text);
	if (first !== undefined && 'tree' in first) {
		const inside = /^do\b/iu.test(statement.text) ? blockIn(statement.text, parse, block) : undefined;
		return {
			...statement,
			tree: first.tree,
			...(inside === undefined ? {} : {inside: inside.map(each => ({...each, line: line + each.line - 1}))}),
		};
	}
	const text = dialect === 'postgresql' ? fromListing(statement.text) : asPostgres(statement.text);
	const second = text === undefined ? undefined : parse(text);
	if (text !== undefined && second !== undefined && 'tree' in second) return {line, text, tree: second.tree};
	const because = first ?? second;
	return {
		...statement,
		tree: undefined,
		because:
			dialect === 'postgresql' && because !== undefined && 'because' in because
				? because.because
				: `${dialectNames[dialect]} statement that is not read`,
	};
}

const listed = /\bUSER-DEFINED\b|\bARRAY\b(?!\s*\[)|:'\w+'/gu;

/** What a hosted database's console lists as a table's definition, or a script for the command line client: types and variables that no parser knows. Undefined when it is neither. */
function fromListing(text: string): string | undefined {
	const changed = text.replace(listed, found =>
		found.startsWith(':') ? found.slice(1) : found === 'ARRAY' ? '"array"' : '"user-defined"',
	);
	return changed === text ? undefined : changed;
}

const mostOperators = 800;
const deepest = 200;
const operator = /[-+*/%|<>=^~&@#]+|\bnot\b|::|[([]|[)\]]/giu;
const blockEdge = /\bend\s+(?:if|loop|case)\b|\b(?:end|begin|if|loop|case)\b/giu;

/** Whether a statement would make the parser recurse further than its stack holds. */
function isTooDeep(text: string): boolean {
	if (text.length <= deepest) return false;
	let operators = 0;
	let depth = 0;
	for (const part of partsOf(text)) {
		if (part.is !== 'code') continue;
		for (const [mark] of text.slice(part.start, part.end).matchAll(operator)) {
			if (mark === '(' || mark === '[') depth += 1;
			else if (mark === ')' || mark === ']') depth -= 1;
			else operators += 1;
			if (depth > deepest || operators > mostOperators) return true;
		}
	}
	return /^do\b/iu.test(text) && blocksIn(text) > deepest;
}

function blocksIn(text: string): number {
	let depth = 0;
	let most = 0;
	for (const [word] of text.matchAll(blockEdge)) {
		depth += word.toLowerCase().startsWith('end') ? -1 : 1;
		most = Math.max(most, depth);
	}
	return most;
}

/** Runs the parser, and no more after it has run out of stack a few times: what it then holds cannot be trusted. */
function attempts(): {readonly run: (parse: () => unknown, text: string) => Run} {
	const mostBreaks = 8;
	let breaks = 0;
	return {
		run: (parse, text) => {
			if (breaks >= mostBreaks) return {because: 'the SQL parser gave up on statements before this one'};
			if (isTooDeep(text)) return {because: 'the statement is nested too deeply'};
			try {
				return {tree: parse()};
			} catch (error) {
				if (error instanceof RangeError || (error instanceof Error && error.name === 'RuntimeError')) breaks += 1;
				return {because: error instanceof Error ? error.message : 'it could not be parsed'};
			}
		},
	};
}
