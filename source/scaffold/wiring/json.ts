import {applyEdits, findNodeAtLocation, getNodeValue, modify, type ParseError, parseTree} from 'jsonc-parser';
import type {Edit, Wired} from './edit.ts';

const indentOf = (text: string): {readonly insertSpaces: boolean; readonly tabSize: number} => {
	const indent = /\n(?<indent>[ \t]+)\S/u.exec(text)?.groups?.indent ?? '  ';
	return indent.startsWith('\t') ? {insertSpaces: false, tabSize: 1} : {insertSpaces: true, tabSize: indent.length};
};

/** Sets keys of a JSON text that are not there yet; what stands around them stays as it is. */
export function wireJson(text: string, {set}: Extract<Edit, {kind: 'json'}>): Wired {
	const errors: ParseError[] = [];
	const root = parseTree(text, errors, {allowTrailingComma: true});
	if (root?.type !== 'object' || errors.length > 0) return {is: 'refused', because: 'it cannot be read as JSON'};
	let made = text;
	for (const {at, value, orAny} of set) {
		const path = [...at];
		const node = findNodeAtLocation(root, path);
		if (node !== undefined) {
			if (orAny === true || JSON.stringify(getNodeValue(node)) === JSON.stringify(value)) continue;
			return {is: 'refused', because: `${at.join('.')} says something else already`};
		}
		made = applyEdits(made, modify(made, path, value, {formattingOptions: {...indentOf(text), eol: '\n'}}));
	}
	return made === text ? {is: 'there'} : {is: 'changed', text: made};
}
