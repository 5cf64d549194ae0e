import {type Bound, type Frame, type Instance, type Known, unknown} from './known.ts';
import {makeCalls} from './loops.ts';
import type {Machine} from './machine.ts';

const deepestBase = 6;

/** A new object of a class, its constructor run. */
export function instantiate(
	machine: Machine,
	made: Extract<Known, {is: 'class'}>,
	bind: (home: Frame, method: number) => ReadonlyMap<string, Bound>,
): Known {
	const {frame} = made;
	const creates = frame.index.methods.get(made.class)?.get('constructor');
	const fields = new Map<string, Known>();
	const bound = creates === undefined ? new Map<string, Bound>() : bind(frame, creates);
	const instance: Instance = {is: 'instance', class: made.class, home: frame, fields};
	for (const [name, one] of bound) fields.set(name, one.known);
	if (creates === undefined) return instance;
	const inside = machine.frameFor({path: frame.path, function: creates, parent: frame, self: instance, bound});
	if (inside === undefined) return instance;
	constructors.set(instance, inside);
	runBody(machine, inside);
	return instance;
}

/** The run of each object's constructor, whose parameters its fields may be made of. */
const constructors = new WeakMap<Instance, Frame>();

/** Makes the calls of a function's body. */
export function runBody(machine: Machine, frame: Frame): void {
	const seen = machine.entered.get(frame.path) ?? new Set<number>();
	machine.entered.set(frame.path, seen.add(frame.function));
	makeCalls(machine, frame);
}

/** A field or method of an object. */
export function fieldOf(machine: Machine, instance: Instance, name: string, depth = 0): Known {
	const known = instance.fields.get(name);
	if (known !== undefined && known.is !== 'unknown') return known;
	instance.fields.set(name, unknown);
	const found = sought(machine, instance, name, depth);
	instance.fields.set(name, found.is === 'unknown' && known !== undefined ? known : found);
	return found.is === 'unknown' && known !== undefined ? known : found;
}

function sought(machine: Machine, instance: Instance, name: string, depth: number): Known {
	const {home} = instance;
	const made = home.code.classes[instance.class];
	if (made === undefined) return unknown;
	const method = home.index.methods.get(instance.class)?.get(name);
	if (method !== undefined) return {is: 'function', function: method, frame: home, self: instance};
	const field = made.fields.find(one => one.name === name);
	if (field?.value !== undefined) {
		const inside = constructors.get(instance) ?? machine.frameFor({path: home.path, function: home.function, parent: home, self: instance});
		const known = inside === undefined ? unknown : machine.evaluate(field.value, {...inside, self: instance});
		if (known.is !== 'unknown') return known;
	}
	const assigned = assignedTo(machine, instance, name);
	if (assigned.is !== 'unknown' || depth > deepestBase) return assigned;
	return inherited(machine, instance, name, depth);
}

/** What a method of the class, or its constructor, assigns to `this.name`. */
function assignedTo(machine: Machine, instance: Instance, name: string): Known {
	const {home} = instance;
	for (const at of home.index.assignments.get(`this.${name}`) ?? []) {
		const assignment = home.code.assignments[at];
		if (assignment === undefined || home.code.functions[assignment.in]?.class !== instance.class) continue;
		const constructed = constructors.get(instance);
		const inside =
			constructed?.function === assignment.in
				? constructed
				: machine.frameFor({path: home.path, function: assignment.in, parent: home, self: instance});
		const known = inside === undefined ? unknown : machine.evaluate(assignment.value, inside);
		if (known.is !== 'unknown') return known;
	}
	return unknown;
}

function inherited(machine: Machine, instance: Instance, name: string, depth: number): Known {
	for (const base of instance.home.code.classes[instance.class]?.bases ?? []) {
		const known = machine.evaluate(base, instance.home);
		if (known.is !== 'class') continue;
		const above: Instance = {is: 'instance', class: known.class, home: known.frame, fields: new Map()};
		const found = fieldOf(machine, above, name, depth + 1);
		if (found.is === 'function') return {...found, self: instance};
		if (found.is !== 'unknown') return found;
	}
	return unknown;
}

/** Whether a value holds a router somewhere that it can be called from. */
export const holdsRouter = (machine: Machine, known: Known): boolean =>
	known.is === 'router' ||
	(known.is === 'instance' && [...known.fields.values()].some(field => field.is === 'router')) ||
	(known.is === 'object' && known.entries.length < 40 && known.entries.some(entry => machine.member(known, entry.key).is === 'router'));
