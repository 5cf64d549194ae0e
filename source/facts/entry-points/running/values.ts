import type {Value} from '../../code/code.ts';
import {type Frame, type Known, unknown} from './known.ts';
import type {Machine} from './machine.ts';
import {nameIn} from './names.ts';

const hole = `\${}`;

/** What a value is, without asking how deep it lies. */
export function evaluated(machine: Machine, value: Value, frame: Frame): Known {
	switch (value.is) {
		case 'text':
			return {is: 'text', text: value.text, holes: []};
		case 'template':
			return filled(machine, value.text, value.holes, frame);
		case 'name':
			return nameIn(machine, value.name, frame);
		case 'call':
			return machine.result(value.call, frame);
		case 'function':
			return {is: 'function', function: value.function, frame, ...(frame.self === undefined ? {} : {self: frame.self})};
		case 'class':
			return {is: 'class', class: value.class, frame};
		case 'object':
			return {is: 'object', entries: value.entries, frame};
		case 'list':
			return {is: 'list', items: value.items.map(item => ({value: item, frame, line: 0, text: ''}))};
		case 'either':
			return firstKnown(machine, value.of, frame);
		case 'spread':
			return machine.evaluate(value.of, frame);
		case 'generic':
			return nameIn(machine, value.name, frame);
		case 'literal':
		case 'other':
			return unknown;
	}
}

function firstKnown(machine: Machine, values: readonly Value[], frame: Frame): Known {
	for (const value of values) {
		const known = machine.evaluate(value, frame);
		if (known.is !== 'unknown' && known.is !== 'package' && known.is !== 'made') return known;
	}
	return unknown;
}

function filled(machine: Machine, text: string, holes: readonly Value[], frame: Frame): Known {
	const parts = text.split(hole);
	const unfilled: string[] = [];
	let whole = parts[0] ?? '';
	holes.forEach((value, at) => {
		const known = machine.evaluate(value, frame);
		const name = value.is === 'name' ? value.name : '…';
		if (known.is === 'text') {
			whole += known.text;
			unfilled.push(...known.holes);
		} else {
			whole += `\${${name}}`;
			unfilled.push(name);
		}
		whole += parts[at + 1] ?? '';
	});
	return {is: 'text', text: whole, holes: unfilled};
}
