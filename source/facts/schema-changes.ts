import type {Repository} from '../repository/repository.ts';
import type {Place} from '../safe-text.ts';
import {lastOf} from './code/code.ts';
import {mayName} from './code/lazy.ts';
import type {FileFact} from './files.ts';
import {lineCounter} from './imports.ts';
import {holdsAny, type Literal, literal, type Sieve, sieveOf} from './literals.ts';

/** A line of code that makes or changes tables by itself. */
export type SchemaChange = Place & {
	/** `make`: creates what is missing; `alter`: changes tables to fit; `drop`: throws tables away; `inline`: a CREATE TABLE in code. */
	readonly does: 'make' | 'alter' | 'drop' | 'inline';
	/** `always`, or only in development, tests or on a small database, or everywhere but in production, or only when a person runs it, or when a setting says so. */
	readonly when: 'always' | 'development' | 'outside production' | 'by-hand' | 'setting';
	/** Something calls the function that it stands in, as far as can be seen. */
	readonly reached: boolean;
};

/** Such a line as its own file shows it, and the function that it stands in. */
export type SchemaChangeSeen = Omit<SchemaChange, 'path' | 'reached'> & {readonly inside?: string};

type Rule = {
	readonly does: SchemaChange['does'];
	readonly pattern: RegExp;
	readonly literals: readonly Literal[];
	readonly languages: readonly string[];
};

const rules: readonly Rule[] = [
	{does: 'make', pattern: /\bcreate_all\b/gu, literals: ['create_all'].map(literal), languages: ['py']},
	{does: 'drop', pattern: /\bdrop_all\s*\(/gu, literals: ['drop_all'].map(literal), languages: ['py']},
	{
		does: 'alter',
		pattern: /\bsynchronize\s*:\s*(?<value>[^\n}]{1,160})/gu,
		literals: ['synchronize'].map(literal),
		languages: ['ts', 'js'],
	},
	{
		does: 'drop',
		pattern: /\.sync\s*\(\s*\{[^}]{0,120}\bforce\s*:\s*(?<value>[^,\n}]{1,80})/gu,
		literals: ['.sync('].map(literal),
		languages: ['ts', 'js'],
	},
	{
		does: 'alter',
		pattern: /\.sync\s*\(\s*\{[^}]{0,120}\balter\s*:\s*(?<value>[^,\n}]{1,80})/gu,
		literals: ['.sync('].map(literal),
		languages: ['ts', 'js'],
	},
	{
		does: 'make',
		pattern: /\b(?:sequelize|sequelizeConnection|db\.sequelize|models\.sequelize)\s*\.sync\s*\(\s*\)/gu,
		literals: ['.sync('].map(literal),
		languages: ['ts', 'js'],
	},
	{
		does: 'drop',
		pattern: /\.dropDatabase\s*\(|\bdropSchema\s*:\s*(?<value>true)/gu,
		literals: ['dropDatabase', 'dropSchema'].map(literal),
		languages: ['ts', 'js'],
	},
	{
		does: 'alter',
		pattern:
			/^[ \t]*(?:spring\.jpa\.hibernate\.|quarkus\.hibernate-orm\.database\.)?(?:ddl-auto|generation)\s*[:=]\s*(?<value>update|create(?:-drop)?|drop-and-create)\b/gmu,
		literals: ['ddl-auto', 'hibernate'].map(literal),
		languages: ['yaml', 'other'],
	},
	{
		does: 'inline',
		pattern: /\bCREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?["'`\w[]|\bALTER\s+TABLE\s+[^\n;]{1,80}\b(?:ADD|DROP|ALTER|RENAME)\b/giu,
		literals: ['CREATE TABLE', 'create table', 'Create Table', 'ALTER TABLE', 'alter table'].map(literal),
		languages: ['py', 'ts', 'js'],
	},
];

const development =
	/NODE_ENV|development|\b(?:is_?)?dev(?:elopment)?\b|isDev|DEBUG\b|debug\b|sqlite|memory|TESTING|\btest(?:ing)?\b|\blocal\b|production|__DEV__/iu;
/** Left out of production alone: every other place that it is deployed to, such as staging, counts. */
const butProduction = /!==?\s*(?:['"`]prod(?:uction)?['"`]|\w{0,40}\.?PROD(?:UCTION)?\b)|!\s*(?:\w{1,40}\.){0,3}is_?prod(?:uction)?\b/iu;
const onUnlessSaid = /['"]true['"]\s*\)\s*={2,3}|(?:\|\||\?\?)\s*['"]?true|!={1,2}\s*['"]false/u;
const byHand = /__name__\s*==|\.command\s*\(|@click\.|@app\.cli|@cli\b|\bargv\b|BaseCommand/u;
const hand =
	/(?:^|\/)(?:scripts?|seeds?|cli|commands|management|bin|tools|tests?)\/|(?:^|\/)(?:cli|manage|seed\w*|(?:init|create|reset|setup|drop)_?(?:db|database|tables)(?:_\w+)?|db_?init)\.\w+$/iu;
const notProduction = /(?:^|[/._-])(?:dev|development|local|test|tests|docker-dev)(?:[/._-]|$)/iu;

/** The lines of a file that make or change tables, with when they run. `code` is its text without comments. */
export function schemaChangesIn(
	file: Pick<FileFact, 'path' | 'role' | 'language'>,
	text: string,
	code: string,
	sieve: Sieve = sieveOf(text),
): readonly SchemaChangeSeen[] {
	if (file.role !== 'app' && file.role !== 'config' && file.role !== 'script') return [];
	const found = rules.filter(rule => rule.languages.includes(file.language) && holdsAny(text, sieve, rule.literals));
	if (found.length === 0) return [];
	if (/(?:^|\/)(?:alembic|migrations?|versions)\//u.test(file.path)) return [];
	if (file.language === 'other' && !/application[\w.-]*\.properties$/u.test(file.path)) return [];
	if (file.language === 'yaml' && !/application[\w.-]*\.ya?ml$/u.test(file.path)) return [];
	const lines = lineCounter(text);
	return found.flatMap(rule =>
		[...code.matchAll(rule.pattern)].flatMap(match => {
			const value = match.groups?.value?.trim();
			if (value !== undefined && /^false\b/u.test(value)) return [];
			if (rule.pattern.source.includes('synchronize') && !/typeorm|DataSource|createConnection|TypeOrm/u.test(text)) return [];
			const offset = match.index + match[0].search(/\S/u);
			const inside = functionAround(code, offset);
			return [
				{
					line: lines.at(offset),
					text: lines.text(offset),
					does: rule.does,
					when: whenOf(file, code, offset, value),
					...(inside === undefined ? {} : {inside}),
				},
			];
		}),
	);
}

/** The lines that make or change tables, with when they run and whether anything calls them. */
export function schemaChangesOf(repository: Pick<Repository, 'text'>, files: readonly FileFact[]): readonly SchemaChange[] {
	return files.flatMap(({path, schemaChanges}) =>
		(schemaChanges ?? []).map(({inside, ...change}) => ({
			path,
			...change,
			when:
				change.when === 'development' && butProduction.test(change.text)
					? 'outside production'
					: change.when === 'by-hand' && inside !== undefined && startsWith(inside, path, files)
						? 'always'
						: change.when === 'always' && inside !== undefined && isRunByName(inside, files)
							? 'by-hand'
							: change.when,
			reached: inside === undefined || isCalled(inside, repository, files),
		})),
	);
}

/** The function is called where a file is started by its name, and nowhere else: `if __name__ == "__main__": rebuild()`. */
function isRunByName(inside: string, files: readonly FileFact[]): boolean {
	const calls = files.flatMap(({role, code}) =>
		code === undefined || role === 'test' || !mayName(code, [inside]) ? [] : code.calls.filter(({to}) => lastOf(to) === inside),
	);
	return calls.length > 0 && calls.every(({when}) => when.includes('__name__'));
}

const applications = /^(?:FastAPI|Flask|Sanic|Starlette|Litestar|Quart)$/u;

/** The file that makes the application calls the function, whatever the file that it stands in is called. */
const startsWith = (inside: string, path: string, files: readonly FileFact[]): boolean =>
	files.some(
		file =>
			file.role === 'app' &&
			file.path !== path &&
			file.code !== undefined &&
			mayName(file.code, [inside]) &&
			file.code.calls.some(({to}) => applications.test(lastOf(to))) &&
			file.code.calls.some(({to, when}) => lastOf(to) === inside && when.length === 0),
	);

function whenOf(file: Pick<FileFact, 'path' | 'role'>, code: string, offset: number, value: string | undefined): SchemaChange['when'] {
	if (notProduction.test(file.path)) return 'development';
	if (value !== undefined && onUnlessSaid.test(value)) return 'always';
	if (value !== undefined && !/^(?:true\b|update|create|drop)/u.test(value)) return development.test(value) ? 'development' : 'setting';
	const around = enclosing(code, offset);
	if (around.some(line => /\b(?:if|elif|case|when)\b|\?\s|&&/u.test(line) && development.test(line))) return 'development';
	if (file.role === 'script' || hand.test(file.path) || around.some(line => byHand.test(line))) return 'by-hand';
	if (around.some(line => /\bif\b/u.test(line) && /env|config|settings|getenv|process\./iu.test(line))) return 'setting';
	return 'always';
}

/** The name of the function around an offset; undefined outside of functions. */
function functionAround(code: string, offset: number): string | undefined {
	const opened = enclosing(code, offset).find(line => /\b(?:def|function)\s+\w+|\bconst\s+\w+\s*=\s*(?:async\s*)?\(/u.test(line));
	return /\b(?:def|function|const)\s+(?<name>\w+)/u.exec(opened ?? '')?.groups?.name;
}

/** Whether a function is named anywhere but where it stands. */
function isCalled(name: string, repository: Pick<Repository, 'text'>, files: readonly FileFact[]): boolean {
	const pattern = new RegExp(`\\b${name}\\b`, 'gu');
	let seen = 0;
	for (const file of files) {
		if (
			file.role === 'test' ||
			file.role === 'script' ||
			hand.test(file.path) ||
			!['py', 'ts', 'js', 'yaml', 'docker', 'sh', 'toml'].includes(file.language)
		)
			continue;
		const text = repository.text(file.path) ?? '';
		if (text.includes(name)) seen += [...text.matchAll(pattern)].length;
		if (seen > 1) return true;
	}
	return false;
}

/** The lines that open the blocks around an offset, with the decorators above them, the nearest first; by indentation. */
function enclosing(code: string, offset: number): readonly string[] {
	const before = code.slice(0, offset).split('\n');
	const last = before.pop() ?? '';
	let depth = last.length - last.trimStart().length;
	const found: string[] = [last];
	for (const line of before.reverse()) {
		if (line.trim() === '') continue;
		const indent = line.length - line.trimStart().length;
		const decorates = indent === depth && line.trimStart().startsWith('@');
		if (indent >= depth && !decorates) continue;
		found.push(line);
		depth = Math.min(depth, indent);
		if (depth === 0 && !/^\s*@/u.test(line)) {
			const at = before.indexOf(line);
			found.push(...before.slice(at + 1, at + 4).filter(other => other.startsWith('@')));
			break;
		}
	}
	return found;
}
