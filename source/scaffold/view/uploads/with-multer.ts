import {type Call, type Code, entryOf, moduleLevel, type Value} from '../../../facts/code/code.ts';
import type {Swap} from '../../wiring/edit.ts';
import {leadsTo} from '../web/databases.ts';
import type {Source} from '../web/sources.ts';

/** A change in one file, and the names of the new file that it needs there. */
export type MulterChange = {readonly path: string; readonly swap: Swap; readonly names: readonly string[]};

const opened = /\bmulter\(\s*\{(?<rest>.*)$/u;
const bare = /\bmulter\(\s*\)/u;
const plainName = /^\w+$/u;
const verbs = ['single', 'array', 'fields', 'any'] as const;

/** The options that a call of multer lacks; undefined where they cannot be added by its line. */
export function optionsFor(options: Value | undefined): {readonly added: string; readonly names: readonly string[]} | undefined {
	if (options !== undefined && options.is !== 'object') return undefined;
	const limits = entryOf(options, 'limits');
	if (limits !== undefined && entryOf(limits, 'fileSize') === undefined) return undefined;
	const names = [
		...(limits === undefined ? ['largestUpload'] : []),
		...(entryOf(options, 'fileFilter') === undefined ? ['onlyAllowedKinds'] : []),
	];
	const added = [
		...(names.includes('largestUpload') ? ['limits: {fileSize: largestUpload}'] : []),
		...(names.includes('onlyAllowedKinds') ? ['fileFilter: onlyAllowedKinds'] : []),
	];
	return {added: added.join(', '), names};
}

const limited = (line: number, added: string, isBare: boolean): Swap =>
	isBare
		? {line, pattern: bare, to: `multer({${added}})`}
		: {line, pattern: opened, to: ({rest = ''}) => `multer({${added},${rest.startsWith(' ') || rest === '' ? rest : ` ${rest}`}`};

/** What bounds a multer, and what stands around each of its uses; undefined where one of them is left to a person. */
export function multerChanges(sources: readonly Source[], path: string, code: Code, call: Call): readonly MulterChange[] | undefined {
	const kept = code.variables.find(({value, pattern, in: at}) => {
		const made = value.is === 'call' ? code.calls[value.call] : undefined;
		return at === moduleLevel && pattern === 'name' && made === call;
	});
	const name = kept?.names[0];
	const options = optionsFor(call.args[0]);
	if (call.to !== 'multer' || name === undefined || !plainName.test(name) || options === undefined) return undefined;
	const uses = sources.flatMap((source): readonly MulterChange[] => {
		const local =
			source.path === path
				? name
				: source.code.imports.find(one => one.local !== undefined && !one.typeOnly && leadsTo(one.from, source.path, path))?.local;
		if (local === undefined) return [];
		return verbs.flatMap(verb => {
			const callee = new RegExp(`\\b${local}\\.${verb}\\((?<given>[^()]*)\\)`, 'u');
			return source.code.calls
				.filter(({to}) => to === `${local}.${verb}`)
				.map(({line}) => ({
					path: source.path,
					swap: {line, pattern: callee, to: ({given = ''}) => `checkedUpload(${local}.${verb}(${given}))`},
					names: ['checkedUpload'],
				}));
		});
	});
	return uses.length === 0
		? undefined
		: [{path, swap: limited(call.line, options.added, call.args.length === 0), names: options.names}, ...uses];
}
