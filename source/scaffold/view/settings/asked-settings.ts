import type {PlainFacts} from '../../../facts/facts.ts';
import type {Evidence} from '../../../safe-text.ts';
import type {CodeNow, View} from '../../view.ts';
import type {Edit, Swap} from '../../wiring/edit.ts';
import {type SharedFile, sharedFile} from '../web/shared-file.ts';

/** Words in a line of each language that are exchanged for a question to the environment, and the setting's name as the pattern found it. */
export type Asking = {
	readonly script: RegExp;
	readonly python: RegExp;
	readonly setting: (named: Readonly<Record<string, string | undefined>>) => string;
};

const isScript = /\.[cm]?[jt]sx?$/u;
const isPython = /\.py$/u;
const isTypeScript = /tsx?$/u;

function editsOf(own: readonly Evidence[], shared: SharedFile, asking: Asking): readonly Edit[] {
	return [...new Set(own.map(({path}) => path))].map((path): Edit => {
		const lines = own.filter(place => place.path === path).map(({line}) => line);
		const python = isPython.test(path);
		const call = python ? 'required_setting' : 'requiredSetting';
		const quote = python ? '"' : "'";
		return {
			kind: 'swap',
			path,
			does: 'asks the environment, and stops the start where nothing is set',
			byHand: `Read it with ${call}("NAME") in line ${lines.join(' and ')}, without a value of its own.`,
			swaps: lines.map(
				(line): Swap => ({
					line,
					calls: call,
					pattern: python ? asking.python : asking.script,
					to: named => `${named.before ?? ''}${call}(${quote}${asking.setting(named)}${quote})`,
				}),
			),
			imports: shared.brings(path, [call]),
		};
	});
}

/** What asks the environment for settings that now stand in code, at the places that a look named; and how many places are no code. */
export function askedSettings(
	facts: PlainFacts,
	places: readonly Evidence[],
	code: CodeNow,
	asking: Asking,
): Pick<View, 'data'> & {readonly edits: readonly Edit[]; readonly left: number} {
	const roles = new Map(facts.files.map(({path, role}) => [path, role]));
	// A script of Python that is run by hand finds no module of the server.
	const readable = places.filter(({path}) => code(path) !== undefined && !(isPython.test(path) && roles.get(path) === 'script'));
	const python = readable.filter(({path}) => isPython.test(path));
	const script = readable.filter(({path}) => isScript.test(path));
	const sharedBy = ([first]: readonly Evidence[]): SharedFile | undefined =>
		first && sharedFile(facts, code, first.path, {script: 'required-setting', python: 'required_setting'});
	const [snake, plain] = [sharedBy(python), sharedBy(script)];
	return {
		data: {
			python: snake === undefined ? '' : `${snake.file}.py`,
			script: plain === undefined ? '' : `${plain.file}.${plain.ending}`,
			commonjs: plain?.commonjs ?? false,
			typed: plain !== undefined && isTypeScript.test(plain.ending),
		},
		edits: [...(snake === undefined ? [] : editsOf(python, snake, asking)), ...(plain === undefined ? [] : editsOf(script, plain, asking))],
		left: places.length - python.length - script.length,
	};
}
