import {isDeepStrictEqual} from 'node:util';
import {parse, stringify, TomlError} from 'smol-toml';
import type {Edit, Wired} from './edit.ts';

type Table = Readonly<Record<string, unknown>>;

const isTable = (value: unknown): value is Table => typeof value === 'object' && value !== null && !Array.isArray(value);

function read(text: string): Table | undefined {
	try {
		return parse(text);
	} catch (error) {
		if (error instanceof TomlError) return undefined;
		throw error;
	}
}

/** Without what only the parser knows of an object. */
const plain = (value: Table): unknown => JSON.parse(JSON.stringify(value));

/** Sets one key of a table that is not there yet; every other line stays as it is. */
export function wireToml(text: string, {table, key, value}: Extract<Edit, {kind: 'toml'}>): Wired {
	const before = read(text);
	if (before === undefined) return {is: 'refused', because: 'it cannot be read as TOML'};
	const held = before[table] ?? {};
	if (!isTable(held)) return {is: 'refused', because: `${table} is something else there`};
	if (Object.hasOwn(held, key))
		return held[key] === value ? {is: 'there'} : {is: 'refused', because: `${table}.${key} says something else already`};
	const rows = text.trimEnd().split('\n');
	const head = rows.findIndex(row => row.replace(/#.*$/u, '').trim() === `[${table}]`);
	const indent = head === -1 ? '  ' : (/^(?<indent>[ \t]*)[\w"']/u.exec(rows[head + 1] ?? '')?.groups?.indent ?? '  ');
	const line = `${indent}${stringify({[key]: value}).trim()}`;
	if (head === -1) rows.push('', `[${table}]`, line);
	else rows.splice(head + 1, 0, line);
	const made = `${rows.join('\n')}\n`;
	const after = read(made);
	if (!isDeepStrictEqual(plain(after ?? {}), plain({...before, [table]: {...held, [key]: value}})))
		return {is: 'refused', because: 'more than this key would change'};
	return {is: 'changed', text: made};
}
