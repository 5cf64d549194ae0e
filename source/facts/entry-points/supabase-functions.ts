import {type Call, firstOf, lastOf, moduleLevel} from '../code/code.ts';
import type {FileFact} from '../files.ts';
import type {GuardOnTheWay} from './entry-point.ts';
import {exportedAs, lineOf} from './exported.ts';
import type {Ground, Reader, Registered, Step} from './registered.ts';

const entry = /^(?<root>(?:.*\/)?supabase\/)functions\/(?<name>[^/_.][^/]*)\/(?:index|main)\.(?:[cm]?[jt]sx?)$/u;
const section = /^\s*\[functions\.(?:"(?<quoted>[^"]+)"|(?<bare>[\w-]+))\]/u;
const anySection = /^\s*\[/u;
const verified = /^\s*verify_jwt\s*=\s*(?<value>true|false)\b/u;

/**
 * Supabase edge functions. Unless `config.toml` says otherwise the platform asks for a valid token of the project: a guard of kind `key`,
 * never `signed-in`, because the public key that every visitor has passes it too. Folders with `_` in front are shared code.
 */
export const supabaseFunctionsReader: Reader = (ground: Ground) => {
	const settings = new Map<string, ReadonlyMap<string, Verification>>();
	const found = ground.files.flatMap((file): readonly Registered[] => {
		const {root, name} = entry.exec(file.path)?.groups ?? {};
		if (root === undefined || name === undefined || file.code === undefined || file.role !== 'app') return [];
		const known = settings.get(root) ?? verifications(ground.text(`${root}config.toml`) ?? '');
		settings.set(root, known);
		return [functionIn(ground, file, name, given(file, `${root}config.toml`, known.get(name)))];
	});
	return {found, unread: []};
};

type Verification = {readonly line: number; readonly text: string; readonly on: boolean};

/** What `[functions.x]` says of `verify_jwt`, by the function's name. */
function verifications(text: string): ReadonlyMap<string, Verification> {
	const found = new Map<string, Verification>();
	let name: string | undefined;
	for (const [index, line] of text.split(/\r?\n/u).entries()) {
		const named = section.exec(line)?.groups;
		if (anySection.test(line)) name = named?.quoted ?? named?.bare;
		const value = verified.exec(line)?.groups?.value;
		if (name !== undefined && value !== undefined) found.set(name, {line: index + 1, text: line.trim(), on: value === 'true'});
	}
	return found;
}

function given(file: FileFact, config: string, said: Verification | undefined): readonly GuardOnTheWay[] {
	if (said?.on === false) return [];
	const place = said === undefined ? {...file.firstLine} : {path: config, line: said.line, text: said.text};
	return [{...place, name: 'verify_jwt', kind: 'key', how: 'platform'}];
}

function functionIn(ground: Ground, file: FileFact, name: string, guards: readonly GuardOnTheWay[]): Registered {
	const code = file.code;
	const common = {
		kind: 'http',
		framework: 'supabase.functions',
		method: 'ANY',
		route: `/functions/v1/${name}`,
		before: [],
		given: guards,
	} as const;
	const call = code?.calls.find(
		one =>
			one.in === moduleLevel &&
			serves(
				one,
				code.imports.map(({local}) => local ?? ''),
			),
	);
	const handler = call?.args.find(arg => arg.is === 'function' || arg.is === 'name' || arg.is === 'call');
	if (call !== undefined) {
		const place = {path: file.path, line: call.line, text: call.text};
		if (handler === undefined) return {...place, ...common, unresolved: ['what the function answers with could not be followed']};
		const step: Step = {...place, value: handler, in: moduleLevel, how: handler.is === 'call' ? 'wrapper' : 'call'};
		return {...place, ...common, handler: step, unresolved: []};
	}
	const exported = exportedAs(ground, file.path, 'default');
	if (exported === undefined)
		return {
			path: file.path,
			line: 1,
			text: lineOf(ground, file.path, 1),
			...common,
			unresolved: ['what the function answers with was not found'],
		};
	return {
		...exported.place,
		...common,
		...(exported.handler === undefined ? {} : {handler: exported.handler}),
		unresolved: exported.unresolved,
	};
}

/** `Deno.serve(…)`, or `serve(…)` that was imported. */
const serves = ({to}: Call, imported: readonly string[]): boolean =>
	to === 'Deno.serve' || (lastOf(to) === 'serve' && imported.includes(firstOf(to)));
