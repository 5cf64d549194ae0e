import type {Code} from '../../facts/code/code.ts';
import type {PlainFacts} from '../../facts/facts.ts';
import {folderOf} from '../../facts/modules/paths.ts';
import type {Evidence} from '../../safe-text.ts';
import type {CodeNow, Given, SeenAt, View} from '../view.ts';
import type {Edit} from '../wiring/edit.ts';
import {styleOf} from '../wiring/imports.ts';
import {endingBeside} from './tracking/node-side.ts';

const check = 'sec-fallback-secret';
const inScript =
	/\bprocess\.env(?:\.(?<name>[A-Z][A-Z0-9_]*)|\[['"](?<quoted>[A-Z][A-Z0-9_]*)['"]\])\s*(?:\|\||\?\?)\s*(?:'[^'\\]*'|"[^"\\]*"|`[^`\\$]*`)/u;
const inPython = /\bos\.(?:getenv|environ\.get)\(\s*["'](?<name>[A-Z][A-Z0-9_]*)["']\s*,\s*(?:"[^"\\]*"|'[^'\\]*')\s*\)/u;

type Found = {readonly place: Evidence; readonly code: Code};
const isPython = ({place: {path}}: Found): boolean => path.endsWith('.py');

/** The file that is made: beside the first place, so that every other one can reach it. */
const madeAt = (first: Found, name: string): string => [folderOf(first.place.path), name].filter(part => part !== '').join('/');

function editsOf(found: readonly Found[], made: string): readonly Edit[] {
	return [...new Set(found.map(({place}) => place.path))].map((path): Edit => {
		const own = found.filter(({place}) => place.path === path);
		const python = path.endsWith('.py');
		const call = python ? 'required_setting' : 'requiredSetting';
		return {
			kind: 'swap',
			path,
			does: 'stops the start where the secret is missing',
			byHand: `Read the secret with ${call}("NAME") in line ${own.map(({place}) => place.line).join(' and ')}, without a value of its own.`,
			swaps: own.map(({place: {line}}) => ({
				line,
				pattern: python ? inPython : inScript,
				to: ({name = '', quoted = ''}) => (python ? `${call}("${name}")` : `${call}('${name === '' ? quoted : name}')`),
			})),
			imports: [{name: call, from: {file: made}}],
		};
	});
}

/** Which secrets are asked for at the start, and the function that asks. */
export function requiredSettingsView(_facts: PlainFacts, _given: Given, code: CodeNow, seenAt: SeenAt): View {
	const found = seenAt(check).flatMap((place): readonly Found[] => {
		const read = /\.(?:[cm]?[jt]sx?|py)$/u.test(place.path) ? code(place.path) : undefined;
		return read === undefined ? [] : [{place, code: read}];
	});
	const python = found.filter(isPython);
	const script = found.filter(one => !isPython(one));
	const [firstPython, firstScript] = [python[0], script[0]];
	const pythonMade = firstPython && madeAt(firstPython, 'required_setting');
	const scriptMade = firstScript && madeAt(firstScript, 'required-setting');
	const left = seenAt(check).length - found.length;
	return {
		data: {
			python: pythonMade === undefined ? '' : `${pythonMade}.py`,
			script: firstScript === undefined || scriptMade === undefined ? '' : `${scriptMade}.${endingBeside(firstScript.place.path)}`,
			commonjs: firstScript !== undefined && styleOf(firstScript.place.path, firstScript.code) === 'commonjs',
			typed: firstScript !== undefined && /\.[cm]?tsx?$/u.test(firstScript.place.path),
		},
		edits: [
			...(pythonMade === undefined ? [] : editsOf(python, pythonMade)),
			...(scriptMade === undefined ? [] : editsOf(script, scriptMade)),
		],
		after: [],
		owes:
			found.length === 0 || left > 0
				? [{check, owes: 'take the value out of the settings that are no code (compose files and the like)'}]
				: [],
		scripts: {},
	};
}
