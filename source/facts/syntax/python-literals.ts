import type {Call, Entry, Value} from '../code/code.ts';
import {namesIn} from './python-names.ts';
import {looped, type Scope, under} from './python-scope.ts';
import {hole, literalText, openingOf, pieceText} from './python-text.ts';
import type {Node} from './python-tree.ts';
import type {Read} from './python-types.ts';

type Result = Call['result'];

/** One entry of a dictionary. */
export function entryOf(node: Node, scope: Scope, result: Result, read: Read): readonly Entry[] {
	const line = scope.draft.lines.lineAt(node.start);
	const [first, second] = node.children;
	if (node.type === 'dictionary_splat') return [{key: '...', value: read(node, scope, result), line}];
	if (first === undefined || second === undefined) return [];
	const said = read(first, scope, result);
	const key = said.is === 'text' ? said.text : said.is === 'name' ? said.name : said.is === 'literal' ? String(said.value) : '';
	return [{key, value: read(second, scope, result, key), line}];
}

/** A string, with its holes when it has any. */
export function stringOf(node: Node, scope: Scope, result: Result, read: Read): Value {
	const text = scope.draft.text;
	if (node.children.length === 0) return {is: 'text', text: literalText(text.slice(node.start, node.end))};
	const {isRaw} = openingOf(text.slice(node.start, node.start + 5));
	const holes: Value[] = [];
	const pieces: string[] = [];
	for (const part of node.children) {
		if (part.type === 'string_content') pieces.push(pieceText(text.slice(part.start, part.end), isRaw));
		const [inside] = part.children;
		if (part.type !== 'interpolation') continue;
		pieces.push(hole);
		holes.push(inside === undefined ? {is: 'other'} : read(inside, scope, result));
	}
	return holes.length === 0 ? {is: 'text', text: pieces.join('')} : {is: 'template', text: pieces.join(''), holes};
}

/** Only the first thing that a comprehension goes over is reached once. */
export function comprehension(node: Node, scope: Scope, result: Result, read: Read): void {
	const [body, ...clauses] = node.children;
	let inside = scope;
	for (const clause of clauses) {
		if (clause.type === 'if_clause') {
			for (const part of clause.children) read(part, inside, 'tested');
			inside = under(
				inside,
				clause.children.flatMap(part => namesIn(part, scope.draft.text)),
			);
			continue;
		}
		for (const part of clause.children.slice(1)) read(part, inside, 'kept');
		inside = looped(inside);
	}
	for (const part of body?.type === 'pair' ? body.children : body === undefined ? [] : [body]) read(part, inside, result);
}
