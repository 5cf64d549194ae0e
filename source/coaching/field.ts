/** Text that is being typed. `cursor` counts graphemes from the start. `suggested`: nobody typed it; the first character takes its place. */
export type Field = {readonly text: string; readonly cursor: number; readonly suggested?: true};

/** What a key does to a field. */
export type Edit =
	| {readonly edit: 'insert'; readonly text: string}
	| {readonly edit: 'backspace'}
	| {readonly edit: 'delete'}
	/** Takes the word before the cursor away. */
	| {readonly edit: 'word'}
	| {readonly edit: 'clear'}
	| {readonly edit: 'left'}
	| {readonly edit: 'right'}
	| {readonly edit: 'start'}
	| {readonly edit: 'end'};

const segmenter = new Intl.Segmenter(undefined, {granularity: 'grapheme'});
/** More than anyone types; a paste beyond it is cut. */
const longest = 20_000;

/** The characters as a person sees them. */
export const graphemes = (text: string): readonly string[] => [...segmenter.segment(text)].map(({segment}) => segment);

/** A field with the cursor at its end. */
export const fieldOf = (text: string): Field => ({text, cursor: graphemes(text).length});

/** A field with a suggestion in it, or an empty one. */
export const suggestion = (text: string): Field => (text === '' ? fieldOf('') : {...fieldOf(text), suggested: true});

/** A suggestion once it is touched: what is typed takes its place, what moves the cursor keeps it. */
function touched({text, cursor}: Field, {edit}: Edit): Field {
	switch (edit) {
		case 'insert':
		case 'backspace':
		case 'delete':
		case 'word':
		case 'clear':
			return fieldOf('');
		case 'left':
		case 'right':
		case 'start':
		case 'end':
			return {text, cursor};
	}
}

/** The field after one edit. */
export function edited(given: Field, edit: Edit): Field {
	const field = given.suggested === true ? touched(given, edit) : given;
	const parts = graphemes(field.text);
	const before = parts.slice(0, field.cursor);
	const after = parts.slice(field.cursor);
	switch (edit.edit) {
		case 'insert': {
			const start = (before.join('') + edit.text).slice(0, longest);
			return {text: start + after.join(''), cursor: graphemes(start).length};
		}
		case 'backspace':
			return {text: [...before.slice(0, -1), ...after].join(''), cursor: Math.max(0, field.cursor - 1)};
		case 'delete':
			return {text: [...before, ...after.slice(1)].join(''), cursor: field.cursor};
		case 'word': {
			const kept = graphemes(before.join('').replace(/\S*\s*$/u, ''));
			return {text: [...kept, ...after].join(''), cursor: kept.length};
		}
		case 'clear':
			return {text: after.join(''), cursor: 0};
		case 'left':
			return {...field, cursor: Math.max(0, field.cursor - 1)};
		case 'right':
			return {...field, cursor: Math.min(parts.length, field.cursor + 1)};
		case 'start':
			return {...field, cursor: 0};
		case 'end':
			return {...field, cursor: parts.length};
	}
}
