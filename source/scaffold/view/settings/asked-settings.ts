import type {Code} from '../../../facts/code/code.ts';
import {folderOf} from '../../../facts/modules/paths.ts';
import type {Evidence} from '../../../safe-text.ts';
import type {CodeNow, View} from '../../view.ts';
import type {Edit, Swap} from '../../wiring/edit.ts';
import {styleOf} from '../../wiring/imports.ts';
import {endingBeside} from '../tracking/node-side.ts';

/** Words in a line of each language that are exchanged for a question to the environment, and the setting's name as the pattern found it. */
export type Asking = {
	readonly script: RegExp;
	readonly python: RegExp;
	readonly setting: (named: Readonly<Record<string, string | undefined>>) => string;
};

type Found = {readonly place: Evidence; readonly code: Code};
const isScript = /\.[cm]?[jt]sx?$/u;
const isPython = /\.py$/u;

/** The file that is made: beside the first place, so that every other one can reach it. */
const madeAt = (first: Found, name: string): string => [folderOf(first.place.path), name].filter(part => part !== '').join('/');

function editsOf(found: readonly Found[], made: string, asking: Asking): readonly Edit[] {
	return [...new Set(found.map(({place}) => place.path))].map((path): Edit => {
		const own = found.filter(({place}) => place.path === path);
		const python = isPython.test(path);
		const call = python ? 'required_setting' : 'requiredSetting';
		return {
			kind: 'swap',
			path,
			does: 'asks the environment, and stops the start where nothing is set',
			byHand: `Read it with ${call}("NAME") in line ${own.map(({place}) => place.line).join(' and ')}, without a value of its own.`,
			swaps: own.map(
				({place: {line}}): Swap => ({
					line,
					pattern: python ? asking.python : asking.script,
					to: named => `${named.before ?? ''}${call}(${python ? '"' : "'"}${asking.setting(named)}${python ? '"' : "'"})`,
				}),
			),
			imports: [{name: call, from: {file: made}}],
		};
	});
}

/** What asks the environment for settings that now stand in code, at the places that a look named; and how many places are no code. */
export function askedSettings(
	places: readonly Evidence[],
	code: CodeNow,
	asking: Asking,
): Pick<View, 'data'> & {readonly edits: readonly Edit[]; readonly left: number} {
	const found = places.flatMap((place): readonly Found[] => {
		const read = isScript.test(place.path) || isPython.test(place.path) ? code(place.path) : undefined;
		return read === undefined ? [] : [{place, code: read}];
	});
	const python = found.filter(({place}) => isPython.test(place.path));
	const script = found.filter(({place}) => isScript.test(place.path));
	const [firstPython, firstScript] = [python[0], script[0]];
	const pythonMade = firstPython && madeAt(firstPython, 'required_setting');
	const scriptMade = firstScript && madeAt(firstScript, 'required-setting');
	return {
		data: {
			python: pythonMade === undefined ? '' : `${pythonMade}.py`,
			script: firstScript === undefined || scriptMade === undefined ? '' : `${scriptMade}.${endingBeside(firstScript.place.path)}`,
			commonjs: firstScript !== undefined && styleOf(firstScript.place.path, firstScript.code) === 'commonjs',
			typed: firstScript !== undefined && /\.[cm]?tsx?$/u.test(firstScript.place.path),
		},
		edits: [
			...(pythonMade === undefined ? [] : editsOf(python, pythonMade, asking)),
			...(scriptMade === undefined ? [] : editsOf(script, scriptMade, asking)),
		],
		left: places.length - found.length,
	};
}
