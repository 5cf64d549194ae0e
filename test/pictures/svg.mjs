// A terminal's cells as an SVG picture, in colours that are told apart on its ground.
const width = 8.4;
const height = 18;
const margin = 12;
const ground = '#16181d';
const ink = '#d8dee9';
const palette = ['#16181d', '#f07178', '#9ece6a', '#e5c07b', '#7aa2f7', '#c099ff', '#6cc7d4', '#d8dee9'];

const escaped = text => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const colourOf = cell => (cell.isFgDefault() ? ink : (palette[cell.getFgColor() % 8] ?? ink));

function styleOf(cell) {
	const inverse = cell.isInverse() !== 0;
	return {
		fill: inverse ? ground : colourOf(cell),
		behind: inverse ? colourOf(cell) : undefined,
		bold: cell.isBold() !== 0,
		dim: cell.isDim() !== 0,
	};
}

/** Neighbouring cells of one style, with the column that each run begins at and the columns that it takes. */
function runsOf(row) {
	const runs = [];
	let column = 0;
	for (const cell of row) {
		const wide = cell.getWidth();
		if (wide === 0) continue;
		const style = styleOf(cell);
		const text = cell.getChars() || ' ';
		const last = runs.at(-1);
		if (last !== undefined && JSON.stringify(last.style) === JSON.stringify(style)) {
			last.text += text;
			last.columns += wide;
		} else runs.push({style, text, column, columns: wide});
		column += wide;
	}
	return runs;
}

function rowSvg(row, index) {
	const top = margin + index * height;
	return runsOf(row)
		.filter(({text, style}) => text.trim() !== '' || style.behind !== undefined)
		.map(({style, text, column, columns}) => {
			const left = (margin + column * width).toFixed(1);
			const length = (columns * width).toFixed(1);
			const behind =
				style.behind === undefined ? '' : `<rect x="${left}" y="${top}" width="${length}" height="${height}" fill="${style.behind}"/>`;
			const weight = style.bold ? ' font-weight="bold"' : '';
			const faint = style.dim ? ' opacity="0.65"' : '';
			return `${behind}<text x="${left}" y="${top + 13}" textLength="${length}" lengthAdjust="spacingAndGlyphs" xml:space="preserve" fill="${style.fill}"${weight}${faint}>${escaped(text)}</text>`;
		})
		.join('\n');
}

/** The picture of a screen; `title` says what it shows to those who do not see it. */
export function svgOf(rows, title) {
	const columns = Math.max(...rows.map(row => row.length));
	const wide = Math.ceil(2 * margin + columns * width);
	const high = 2 * margin + rows.length * height;
	const body = rows
		.map(rowSvg)
		.filter(line => line !== '')
		.join('\n');
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${high}" viewBox="0 0 ${wide} ${high}" role="img">
<title>${escaped(title)}</title>
<rect width="${wide}" height="${high}" rx="8" fill="${ground}"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14">
${body}
</g>
</svg>
`;
}
