import {Language, Parser} from 'web-tree-sitter';
import {type Code, moduleLevel} from '../code/code.ts';
import {linesOf} from './lines.ts';
import type {Parsed} from './parsers.ts';
import {exportsOf} from './python-exports.ts';
import {draftOf, type Scope} from './python-scope.ts';
import {block} from './python-statements.ts';
import {kindsOf, type Node, treeOf} from './python-tree.ts';
import {wasmPath} from './wasm.ts';

let loading: Promise<(text: string) => Parsed> | undefined;

/** Loads the parser for Python, once for the process. */
export function loadPython(): Promise<(text: string) => Parsed> {
	loading ??= loaded();
	return loading;
}

async function loaded(): Promise<(text: string) => Parsed> {
	await Parser.init({locateFile: () => wasmPath('web-tree-sitter/web-tree-sitter.wasm')});
	const language = await Language.load(wasmPath('tree-sitter-python/tree-sitter-python.wasm'));
	const kinds = kindsOf(language);
	const parser = new Parser();
	parser.setLanguage(language);
	return text => {
		if (isTrap(text)) return {because: 'too many characters are named and not ended'};
		const tree = parser.parse(text);
		if (tree === null) return {because: 'cannot be read'};
		const cursor = tree.walk();
		const read = treeOf(cursor, kinds, text);
		cursor.delete();
		tree.delete();
		if ('root' in read) return {code: codeOf(read.root, text)};
		return {because: read.at === undefined ? read.because : `line ${linesOf(text).lineAt(read.at)}: ${read.because}`};
	};
}

const unended = /\\N\{(?![^}\n]{1,100}\})/gu;
const mostUnended = 100;

/** The grammar looks for the end of each `\N{…}` through the whole rest of the file. */
function isTrap(text: string): boolean {
	if (!text.includes('\\N{')) return false;
	let found = 0;
	for (const _ of text.matchAll(unended)) if (++found > mostUnended) return true;
	return false;
}

/** What a file says. */
function codeOf(root: Node, text: string): Code {
	const draft = draftOf(text);
	const scope: Scope = {
		draft,
		in: moduleLevel,
		within: '',
		inLoop: false,
		inTry: false,
		inCatch: false,
		typeOnly: false,
		when: [],
		outer: new Set(),
	};
	block(root.children, scope);
	const {text: _text, lines: _lines, decides: _decides, ...lists} = draft;
	return {...lists, exports: exportsOf(draft), directives: []};
}
