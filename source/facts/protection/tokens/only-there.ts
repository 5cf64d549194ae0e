import type {Code} from '../../code/code.ts';
import {lastOf} from '../../code/code.ts';
import {wordsOf} from '../../guards/words.ts';
import type {TokenRead} from './token-read.ts';

const deciding: ReadonlySet<string> = new Set(
	'auth authenticate authenticated authorize authorized authorised authorization access allowed permitted verify validate valid token session'.split(
		' ',
	),
);
const thereIs =
	/^(?:return|=>)?[^\n]{0,80}?(?:!!|\bBoolean\(|\bbool\()\s*(?:\w+\.){0,3}(?:auth_?header|authorization\w*|bearer\w*|token|jwt)\b(?!\s*\.)|^return\s+(?:auth_?header|authorization\w*|token|jwt)\s*(?:!==?\s*(?:null|undefined)|is not None)\s*;?$/iu;

/** Functions that decide whether somebody may pass by a header or a token being there, whatever it holds. */
export const onlyThere = (code: Code, path: string): readonly TokenRead[] =>
	code.exits.flatMap((exit): readonly TokenRead[] => {
		const one = code.functions[exit.in];
		if (exit.how !== 'return' || one === undefined || !thereIs.test(exit.text)) return [];
		if (!wordsOf(lastOf(one.name)).some(word => deciding.has(word))) return [];
		return [{path, line: exit.line, text: exit.text, is: 'unclear', said: 'a token only has to be there, whatever it holds'}];
	});
