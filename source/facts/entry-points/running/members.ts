import type {Value} from '../../code/code.ts';
import {fieldOf} from './instances.ts';
import {type Known, type Term, unknown} from './known.ts';
import type {Machine} from './machine.ts';

const wholeModule = /^(?:(?:default|\*)\.)+/u;

/** `Router` for `default.Router` and `*.Router`; the package itself is `default`. */
export const ownName = (name: string): string => {
	const own = name.replace(wholeModule, '');
	return own === '' || own === '*' ? 'default' : own;
};

/** A part of a value. */
export function memberOf(machine: Machine, known: Known, part: string): Known {
	switch (known.is) {
		case 'object':
			return entryIn(machine, known, part);
		case 'instance':
			return fieldOf(machine, known, part);
		case 'module': {
			const definition = machine.modules.exportOf(known.path, part);
			if (definition !== undefined) return machine.defined(definition);
			const whole = part === 'default' ? undefined : machine.modules.exportOf(known.path, 'default');
			return whole === undefined ? unknown : memberOf(machine, machine.defined(whole), part);
		}
		case 'package':
			return {...known, name: ownName(`${known.name === 'default' ? '*' : known.name}.${part}`)};
		case 'made':
			return {...known, name: `${known.name}.${part}`};
		case 'router': {
			const term = known.ref.router.given.get(part);
			return term === undefined ? unknown : machine.evaluate(term.value, term.frame);
		}
		case 'text':
		case 'list':
		case 'function':
		case 'class':
		case 'unknown':
			return unknown;
	}
}

function entryIn(machine: Machine, known: Extract<Known, {is: 'object'}>, key: string): Known {
	for (const entry of known.entries.toReversed()) {
		if (entry.key === key) return machine.evaluate(entry.value, known.frame);
		if (entry.value.is !== 'spread') continue;
		const spread = machine.evaluate(entry.value.of, known.frame);
		const inside = spread.is === 'object' ? memberOf(machine, spread, key) : unknown;
		if (inside.is !== 'unknown') return inside;
	}
	return unknown;
}

/** An item of a list by its place. */
export function itemOf(machine: Machine, known: Known, at: number): Known {
	const term = known.is === 'list' ? known.items[at] : undefined;
	return term === undefined ? unknown : machine.evaluate(term.value, term.frame);
}

/** Takes a parameter's or a variable's pattern apart: `{id,name}`, `[path,route]`. */
export function bindPattern(
	machine: Machine,
	pattern: string,
	known: Known,
	term?: Term,
): readonly (readonly [string, {readonly known: Known; readonly term?: Term}])[] {
	if (!pattern.startsWith('{') && !pattern.startsWith('[')) return [[pattern, {known, ...(term === undefined ? {} : {term})}]];
	const names = pattern
		.slice(1, -1)
		.split(',')
		.map(name => name.trim());
	return names.map((name, at) => {
		const part = pattern.startsWith('{') ? memberOf(machine, known, name) : itemOf(machine, known, at);
		const inside = partTerm(known, name, at, term);
		return [name, {known: part, ...(inside === undefined ? {} : {term: inside})}];
	});
}

function partTerm(known: Known, name: string, at: number, term: Term | undefined): Term | undefined {
	if (known.is === 'list') return known.items[at];
	if (known.is !== 'object') return undefined;
	const entry = known.entries.find(one => one.key === name);
	const value: Value | undefined = entry?.value;
	return value === undefined ? undefined : {value, frame: known.frame, line: entry?.line ?? term?.line ?? 0, text: term?.text ?? ''};
}
