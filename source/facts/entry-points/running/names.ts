import {moduleLevel} from '../../code/code.ts';
import type {Definition} from '../../modules/modules.ts';
import {type Frame, type Known, unknown} from './known.ts';
import type {Machine} from './machine.ts';
import {itemOf, memberOf, ownName} from './members.ts';

/** What a dotted name is in a frame. */
export function nameIn(machine: Machine, name: string, frame: Frame): Known {
	const [first = '', ...rest] = name.split('.');
	let known = rootIn(machine, first, frame);
	for (const part of rest) known = memberOf(machine, known, part);
	return known;
}

function rootIn(machine: Machine, name: string, frame: Frame): Known {
	if (name === 'this') return selfOf(frame) ?? unknown;
	let here: Frame | undefined = frame;
	while (here !== undefined) {
		const local = localIn(machine, name, here);
		if (local !== undefined) return local;
		if (here.function === moduleLevel) break;
		here = here.parent ?? machine.moduleFrame(here.path);
	}
	return defined(machine, machine.modules.definitionOf(frame.path, name));
}

/** The object that `this` stands for: that of the function, or of the one around it. */
export function selfOf(frame: Frame): Known | undefined {
	let here: Frame | undefined = frame;
	while (here !== undefined) {
		if (here.self !== undefined) return here.self;
		here = here.parent;
	}
	return undefined;
}

function localIn(machine: Machine, name: string, frame: Frame): Known | undefined {
	const bound = frame.bound.get(name);
	if (bound !== undefined) return bound.known;
	const {code, index} = frame;
	const parameter = code.functions[frame.function]?.parameters.find(one => one.name === name);
	if (parameter !== undefined) return {is: 'unknown', ...(parameter.type === undefined ? {} : {type: parameter.type, frame})};
	const variable = index.variables.get(frame.function)?.get(name);
	if (variable !== undefined) return variableIn(machine, variable, name, frame);
	const declared = index.functions.get(frame.function)?.get(name);
	if (declared !== undefined && frame.function !== moduleLevel) return machine.evaluate({is: 'function', function: declared}, frame);
	const madeClass = index.classes.get(frame.function)?.get(name);
	if (madeClass !== undefined) return {is: 'class', class: madeClass, frame};
	return undefined;
}

/** What a variable holds; it is asked for once in each run, and a variable that is made of itself is unknown. */
function variableIn(machine: Machine, at: number, name: string, frame: Frame): Known {
	const held = frame.held.get(name);
	if (held !== undefined) return held;
	const variable = frame.code.variables[at];
	if (variable === undefined) return unknown;
	frame.held.set(name, unknown);
	const value = machine.evaluate(variable.value, frame);
	const whole = value.is === 'unknown' ? (lastAssigned(machine, name, frame) ?? value) : value;
	const part =
		variable.pattern === 'object'
			? memberOf(machine, whole, variable.keys?.[variable.names.indexOf(name)] ?? name)
			: variable.pattern === 'list'
				? itemOf(machine, whole, variable.names.indexOf(name))
				: whole.is === 'unknown' && variable.type !== undefined
					? {...whole, type: variable.type, frame}
					: whole;
	frame.held.set(name, part);
	return part;
}

/** What is assigned to a name that was declared without a value. */
function lastAssigned(machine: Machine, name: string, frame: Frame): Known | undefined {
	if (!frame.index.assignments.has(name)) return undefined;
	const key = `=${frame.id} ${name}`;
	const known = machine.entry(key);
	if (known !== undefined) return known;
	machine.remember(key, unknown);
	const found = assignedIn(machine, name, frame);
	machine.remember(key, found);
	return found;
}

function assignedIn(machine: Machine, name: string, frame: Frame): Known {
	for (const at of frame.index.assignments.get(name) ?? []) {
		const assignment = frame.code.assignments[at];
		if (assignment === undefined) continue;
		const inside = assignment.in === frame.function ? frame : machine.frameFor({path: frame.path, function: assignment.in, parent: frame});
		const known = inside === undefined ? unknown : machine.evaluate(assignment.value, inside);
		if (known.is !== 'unknown') return known;
	}
	return unknown;
}

/** What a definition in another place is. */
export function defined(machine: Machine, definition: Definition): Known {
	switch (definition.is) {
		case 'function':
		case 'class':
		case 'variable':
		case 'value': {
			const frame = machine.moduleFrame(definition.path);
			if (frame === undefined) return unknown;
			if (definition.is === 'function') return {is: 'function', function: definition.function, frame};
			if (definition.is === 'class') return {is: 'class', class: definition.class, frame};
			if (definition.is === 'value') return machine.evaluate(definition.value, frame);
			const {names, in: inside} = definition.value;
			const [name = ''] = names;
			if (inside === moduleLevel && names.length === 1 && definition.value.pattern === 'name')
				return localIn(machine, name, frame) ?? unknown;
			return machine.evaluate(definition.value.value, frame);
		}
		case 'package':
			return {is: 'package', package: definition.package, part: definition.part, name: ownName(definition.name)};
		case 'module':
			return {is: 'module', path: definition.path};
		case 'unknown':
			return unknown;
	}
}
