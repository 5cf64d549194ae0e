import type {Place} from '../../safe-text.ts';
import {type Call, type Code, entryOf, lastOf, type Value} from '../code/code.ts';
import type {FileFact} from '../files.ts';
import type {Definition, Modules} from '../modules/modules.ts';
import type {Ground, Step} from './registered.ts';

/** A value, and where its names are to be understood. */
export type Put = {readonly path: string; readonly value: Value; readonly in: number};

/** A parsed Python file of the product. */
export type PythonFile = {readonly path: string; readonly code: Code};

const made = new WeakMap<readonly FileFact[], readonly PythonFile[]>();

/** The parsed Python files of the product. */
export function pythonFiles({files}: Pick<Ground, 'files'>): readonly PythonFile[] {
	const known = made.get(files);
	if (known !== undefined) return known;
	const found = files.flatMap(({path, language, role, code}) =>
		language === 'py' && role === 'app' && code !== undefined ? [{path, code}] : [],
	);
	made.set(files, found);
	return found;
}

/** A line of a file as a place. */
export const placeIn = (path: string, {line, text}: {readonly line: number; readonly text: string}): Place => ({path, line, text});

/** Something on the way, at the line where it is named. */
export const stepAt = (place: Place, value: Value, at: number, how: Step['how']): Step => ({
	path: place.path,
	line: place.line,
	text: place.text,
	value,
	in: at,
	how,
});

/** The name that something has in one of the given packages: `APIRouter` for `fastapi.routing.APIRouter`. */
export const nameIn = (found: Definition, packages: ReadonlySet<string>): string | undefined =>
	found.is === 'package' && packages.has(found.package) ? lastOf(found.name) : undefined;

/** What is given to a call by name, or by place. */
export const given = (call: Call, name: string, place?: number): Value | undefined =>
	call.named.find(({key}) => key === name)?.value ?? (place === undefined ? undefined : call.args[place]);

/** The same, with where it is to be understood. */
export function putOf(path: string, call: Call, name: string, place?: number): Put | undefined {
	const value = given(call, name, place);
	return value === undefined ? undefined : {path, value, in: call.in};
}

/** What stands in a path for a part that cannot be told. */
export const unknownPart = `$\{}`;

const mostSteps = 6;

/** What a value comes to when names are followed: itself when it is no name. */
export function followed(modules: Modules, put: Put, steps = mostSteps): Put {
	if (put.value.is !== 'name' || steps === 0) return put;
	const found = modules.definitionOf(put.path, put.value.name, put.in);
	if (found.is === 'variable' && found.value.pattern === 'name')
		return followed(modules, {path: found.path, value: found.value.value, in: found.value.in}, steps - 1);
	if (found.is === 'value') return followed(modules, {path: found.path, value: found.value, in: -1}, steps - 1);
	return put;
}

/** The text that a value comes to, parts that cannot be told as `${}`; undefined when it is none. */
export function textOf(modules: Modules, put: Put): string | undefined {
	const {path, value, in: at} = followed(modules, put);
	if (value.is === 'text') return value.text;
	if (value.is === 'either') return value.of.map(one => textOf(modules, {path, value: one, in: at})).find(text => text !== undefined);
	if (value.is === 'call') {
		// `get('NAME', 'default')`, `str(…)`, `Path(…)`: nothing is made of what is read elsewhere, but a text that is only wrapped is itself.
		const call = modules.codeOf(path)?.calls[value.call];
		const [first] = call?.args ?? [];
		return call !== undefined && wrappers.has(call.to) && first !== undefined ? textOf(modules, {path, value: first, in: at}) : undefined;
	}
	if (value.is !== 'template') return undefined;
	const pieces = value.text.split(unknownPart);
	return pieces
		.map((piece, index) => {
			const hole = index === 0 ? undefined : value.holes[index - 1];
			const said = hole === undefined ? undefined : textOf(modules, {path, value: hole, in: at});
			return index === 0 ? piece : (said ?? unknownPart) + piece;
		})
		.join('');
}

const wrappers: ReadonlySet<string> = new Set(['str', '_', 'gettext_lazy', 'gettext']);

/** The items of a list, through names, `+` and `*`; undefined when it is none. */
export function itemsOf(modules: Modules, put: Put, steps = mostSteps): readonly Put[] | undefined {
	const {path, value, in: at} = followed(modules, put);
	if (value.is === 'either') return value.of.flatMap(one => itemsOf(modules, {path, value: one, in: at}, steps - 1) ?? []);
	if (value.is !== 'list' || steps <= 0) return undefined;
	return value.items.flatMap((item): readonly Put[] => {
		if (item.is !== 'spread') return [{path, value: item, in: at}];
		return itemsOf(modules, {path, value: item.of, in: at}, steps - 1) ?? [{path, value: item, in: at}];
	});
}

/** The texts of a list, a tuple or a set. */
export const textsOf = (modules: Modules, put: Put): readonly string[] =>
	(itemsOf(modules, put) ?? []).flatMap(item => textOf(modules, item) ?? []);

/** The value of a key of an object that a value comes to. */
export const keyOf = (modules: Modules, put: Put, key: string): Put | undefined => {
	const {path, value, in: at} = followed(modules, put);
	const found = entryOf(value, key);
	return found === undefined ? undefined : {path, value: found, in: at};
};

/** The call that a value is. */
export const callIn = (modules: Modules, {path, value}: Put): Call | undefined =>
	value.is === 'call' ? modules.codeOf(path)?.calls[value.call] : undefined;

const calls = new WeakMap<
	readonly FileFact[],
	ReadonlyMap<string, readonly {readonly path: string; readonly call: Call; readonly index: number}[]>
>();

/** Every call of the product's Python, by the last part of what it calls. */
export function callsBy(
	ground: Pick<Ground, 'files'>,
): ReadonlyMap<string, readonly {readonly path: string; readonly call: Call; readonly index: number}[]> {
	const known = calls.get(ground.files);
	if (known !== undefined) return known;
	const found = new Map<string, {readonly path: string; readonly call: Call; readonly index: number}[]>();
	for (const {path, code} of pythonFiles(ground))
		code.calls.forEach((call, index) => {
			const last = lastOf(call.to);
			const before = found.get(last);
			if (before === undefined) found.set(last, [{path, call, index}]);
			else before.push({path, call, index});
		});
	calls.set(ground.files, found);
	return found;
}
