/** Where the lines of a text begin, so that places in it become line numbers and one line of text. */
export type Lines = {
	/** The line that an offset stands on, from 1. */
	readonly lineAt: (offset: number) => number;
	/** A line, trimmed, at most 160 characters. */
	readonly textOf: (line: number) => string;
};

const longest = 160;

/** The lines of a text, found once. */
export function linesOf(text: string): Lines {
	const starts = [0];
	for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
	const texts: (string | undefined)[] = [];
	let last = 0;
	const startOf = (index: number): number => starts[index] ?? Number.POSITIVE_INFINITY;
	const search = (offset: number): number => {
		let low = 0;
		let high = starts.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if (startOf(middle) <= offset) low = middle;
			else high = middle - 1;
		}
		return low;
	};
	return {
		lineAt: offset => {
			if (offset < startOf(last) || offset >= startOf(last + 1)) last = search(offset);
			return last + 1;
		},
		textOf: line => {
			const known = texts[line];
			if (known !== undefined) return known;
			const start = startOf(line - 1);
			const next = starts[line] ?? text.length + 1;
			const found = text
				.slice(start, Math.min(next - 1, start + 2_000))
				.trim()
				.slice(0, longest);
			texts[line] = found;
			return found;
		},
	};
}
