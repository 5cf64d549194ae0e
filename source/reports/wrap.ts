import stringWidth from 'string-width';

/** Cuts a word that is wider than a line into pieces that fit. */
function pieces(word: string, width: number): readonly string[] {
	const found: string[] = [];
	let piece = '';
	for (const character of word) {
		if (piece !== '' && stringWidth(piece + character) > width) {
			found.push(piece);
			piece = '';
		}
		piece += character;
	}
	return [...found, piece];
}

/** Breaks text into lines of at most `width` columns; the first begins with `first`, the others with `rest`. */
export function wrap(text: string, width: number, first = '', rest = ' '.repeat(stringWidth(first))): string {
	const room = Math.max(8, width - Math.max(stringWidth(first), stringWidth(rest)));
	const lines: string[] = [];
	let line = '';
	for (const word of text.split(' ').flatMap(long => pieces(long, room))) {
		const longer = line === '' ? word : `${line} ${word}`;
		if (stringWidth(longer) > room) {
			lines.push(line);
			line = word;
		} else {
			line = longer;
		}
	}
	return [...lines, line].map((one, index) => `${index === 0 ? first : rest}${one}`.trimEnd()).join('\n');
}
