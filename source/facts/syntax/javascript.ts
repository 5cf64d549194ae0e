import type {ParserOptions, Program} from 'oxc-parser';
import type {Code} from '../code/code.ts';
import type {Language} from '../language.ts';
import {nestedTooDeep} from './depth.ts';
import {expression} from './javascript-expressions.ts';
import {decoratorValues, directivesIn, readClass, readFunction} from './javascript-functions.ts';
import {type Reader, readerOf, type Visit} from './javascript-reader.ts';
import {statements} from './javascript-statements.ts';
import {waysOfStatements} from './javascript-ways.ts';
import type {Parsed} from './parsers.ts';

const visit: Visit = {expression, statements, function: readFunction, class: readClass, decorators: decoratorValues};

/** How the tree comes from the parser: through shared memory, or as JSON. The same tree either way. */
export type Transfer = 'raw' | 'json';

const asJson = {preserveParens: false};
const shared = {...asJson, experimentalRawTransfer: true};

type Attempt = Required<Pick<ParserOptions, 'lang' | 'sourceType'>>;

/** How a file may be read, by its ending; the first way that works is taken. Flow's types look enough like TypeScript's. */
function attemptsFor(path: string, language: Language): readonly Attempt[] {
	const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
	if (/\.d\.[cm]?ts$/u.test(path)) return [{lang: 'dts', sourceType: 'module'}];
	if (ending === 'tsx') return [{lang: 'tsx', sourceType: 'module'}];
	if (language === 'ts')
		return [
			{lang: 'ts', sourceType: 'module'},
			{lang: 'ts', sourceType: 'commonjs'},
		];
	return [
		{lang: 'jsx', sourceType: ending === 'cjs' ? 'commonjs' : 'module'},
		{lang: 'jsx', sourceType: 'commonjs'},
		{lang: 'tsx', sourceType: 'module'},
	];
}

/** Loads the parser of JavaScript and TypeScript. Shared memory is tried once; where it cannot be had, trees come as JSON. */
export async function loadJavaScript(wanted?: Transfer): Promise<(path: string, language: Language, text: string) => Parsed> {
	const {parseSync, rawTransferSupported} = await import('oxc-parser');
	const raw = wanted !== 'json' && rawTransferSupported() && canAllocate(() => parseSync('a.js', '', shared).program);
	const parse = (path: string, language: Language, text: string): Parsed => {
		let because = '';
		for (const attempt of attemptsFor(path, language)) {
			const result = parseSync(path, text, {...attempt, ...(raw ? shared : asJson)});
			const {errors} = result;
			if (errors.length === 0 || result.program.body.length > 0) return {code: codeOf(result.program, text)};
			const [first] = errors;
			if (because === '' && first !== undefined) because = `line ${lineOf(text, first.labels[0]?.start ?? 0)}: ${first.message}`;
		}
		return {because};
	};
	return (path, language, text) => {
		if (nestedTooDeep(text)) return {because: 'nested deeper than 1,000'};
		try {
			return parse(path, language, text);
		} catch (error) {
			if (error instanceof RangeError) return {because: 'nested too deep to be followed'};
			throw error;
		}
	};
}

/** Whether there is room for the shared memory: some gigabytes of addresses, which not every machine gives. */
function canAllocate(attempt: () => unknown): boolean {
	try {
		attempt();
		return true;
	} catch {
		return false;
	}
}

function lineOf(text: string, offset: number): number {
	let line = 1;
	for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
	return line;
}

function codeOf(program: Program, text: string): Code {
	const reader: Reader = readerOf(text, visit);
	statements(reader, program.body);
	const {imports, exports, functions, classes, calls, variables, assignments, exits, catches} = reader;
	const marker = imports.filter(({from}) => from === 'server-only' || from === 'client-only').map(({from}) => from);
	const directives = [...directivesIn(program.body), ...marker];
	const code = {imports, exports, functions, classes, calls, variables, assignments, exits, catches, directives};
	if (!reader.decides) return code;
	const ways = waysOfStatements(program.body).filter(({does}) => does === 'names');
	return ways.length === 0 ? code : {...code, ways};
}
