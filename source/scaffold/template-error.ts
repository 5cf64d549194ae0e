import {safeText} from '../safe-text.ts';

/** A template cannot be rendered with this data. The message names the template file and the line. */
export class TemplateError extends Error {
	readonly file: string;
	readonly line: number;

	constructor(file: string, line: number, problem: string) {
		super(safeText(`${file}:${line}: ${problem}`));
		this.name = 'TemplateError';
		this.file = file;
		this.line = line;
	}
}
