import {type ImportStyle, styleOf} from '../../wiring/imports.ts';
import type {Source} from './sources.ts';

const typeScript = /\.(?<kind>[cm]?)tsx?$/u;
const script = /\.(?<ending>[cm]?js)x?$/u;

/** The ending of a file of code without markup that stands beside another one: TypeScript beside TypeScript. */
export const endingBeside = (path: string): string =>
	typeScript.test(path) ? `${typeScript.exec(path)?.groups?.kind ?? ''}ts` : (script.exec(path)?.groups?.ending ?? 'js');

/** How a file beside another one is written: which of a template's two sources, its ending, and whether it is loaded by `require`. */
export function writtenBeside({path, code}: Pick<Source, 'path' | 'code'>): {
	readonly kind: 'ts' | 'js';
	readonly ending: string;
	readonly commonjs: boolean;
} {
	const style: ImportStyle = styleOf(path, code);
	return {kind: typeScript.test(path) ? 'ts' : 'js', ending: endingBeside(path), commonjs: style === 'commonjs'};
}
