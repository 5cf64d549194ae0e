import {type Call, type Class, type Code, lastOf, type Value} from '../../code/code.ts';
import type {FileFact} from '../../files.ts';
import type {Modules} from '../../modules/modules.ts';
import type {PackageFact} from '../../packages.ts';
import type {Description} from '../description.ts';
import type {Said} from '../step.ts';

/** What a reader of one tool's descriptions looks at. */
export type Sources = {readonly files: readonly FileFact[]; readonly packages: readonly PackageFact[]; readonly modules: Modules};

/** Finds the tables that one tool's code describes. */
export type DescriptionReader = (sources: Sources) => readonly Description[];

/** The call that a value is. */
export const callOf = (code: Code, value: Value | undefined): Call | undefined =>
	value?.is === 'call' ? code.calls[value.call] : undefined;

/** The value of an argument that is given by name. */
export const namedIn = (call: Pick<Call, 'named'> | undefined, key: string): Value | undefined =>
	call?.named.find(entry => entry.key === key)?.value;

/** Whether a value is `true`. */
export const isTrue = (value: Value | undefined): boolean => value?.is === 'literal' && value.value === true;

/** Whether a value is `false`. */
export const isFalse = (value: Value | undefined): boolean => value?.is === 'literal' && value.value === false;

const longestChain = 40;

/** The calls of a chain, the first one first: `text('a')`, then `.notNull()`, then `.unique()`. */
export function chainOf(code: Code, call: Call): readonly Call[] {
	const chain = [call];
	for (let at = call; at.on !== undefined && chain.length < longestChain; ) {
		const before = code.calls[at.on];
		if (before === undefined) break;
		chain.unshift(before);
		at = before;
	}
	return chain;
}

/** The calls after the first one of a chain by what they are called. */
export const stepOf = (chain: readonly Call[], name: string): Call | undefined => chain.slice(1).find(({to}) => lastOf(to) === name);

/** What a function returns first. */
export const returned = (code: Code, value: Value | undefined): Value | undefined =>
	value?.is === 'function' ? code.exits.find(exit => exit.in === value.function && exit.how === 'return')?.value : undefined;

/** The texts of a list, or the one text. */
export const textsOf = (value: Value | undefined): readonly string[] =>
	value?.is === 'text' ? [value.text] : value?.is === 'list' ? value.items.flatMap(item => (item.is === 'text' ? [item.text] : [])) : [];

/** A value as it would be written, if it is short: a default. */
export function writtenAs(code: Code, value: Value | undefined): string | undefined {
	if (value === undefined) return undefined;
	if (value.is === 'text' || value.is === 'template') return `'${value.text.slice(0, 80)}'`;
	if (value.is === 'literal') return String(value.value);
	if (value.is === 'name') return value.name;
	if (value.is === 'call') return `${code.calls[value.call]?.to ?? ''}()`;
	return value.is === 'list' ? '[]' : value.is === 'object' ? '{}' : 'an expression';
}

/** Where a thing stands: its line, and its text or that of what it stands in. */
export const saidAt = ({line, text}: Said): Said => ({line, text});

/** A class with the file that it stands in. */
export type Standing = {readonly path: string; readonly code: Code; readonly value: Class};

const deepest = 8;

/** A class and those of the project that it extends, nearest first, and the names of what lies outside. */
export function lineageOf(modules: Modules, start: Standing): {readonly own: readonly Standing[]; readonly outside: readonly string[]} {
	const own: Standing[] = [start];
	const outside: string[] = [];
	for (let at = 0; at < own.length && at < deepest; at += 1) {
		const standing = own[at];
		if (standing === undefined) break;
		for (const base of standing.value.bases) {
			const name =
				base.is === 'name' || base.is === 'generic' ? base.name : base.is === 'call' ? standing.code.calls[base.call]?.to : undefined;
			if (name === undefined) continue;
			const local = standing.code.classes.find(each => each.name === name && each !== standing.value);
			const found = local === undefined ? modules.definitionOf(standing.path, name) : undefined;
			const code = found?.is === 'class' ? modules.codeOf(found.path) : undefined;
			const next =
				local === undefined
					? found?.is === 'class' && code !== undefined
						? {path: found.path, code, value: found.value}
						: undefined
					: {path: standing.path, code: standing.code, value: local};
			if (next === undefined) outside.push(found?.is === 'package' ? `${found.package}.${found.name}` : name);
			else if (!own.some(each => each.value === next.value)) own.push(next);
		}
	}
	return {own, outside};
}
