import type {Relevant} from '../relevant.ts';
import {enter} from './entering.ts';
import {instantiate} from './instances.ts';
import type {Machine} from './machine.ts';

/** Loads what may hold a router, and then follows what nothing was seen to call. */
export function follow(machine: Machine, relevant: Relevant): void {
	machine.run(relevant.all);
	leftOver(machine, relevant);
}

/** Functions and classes that make a router or take one, and that nothing was seen to call, are followed as well: a platform or a test calls them. */
function leftOver(machine: Machine, {outermost}: Relevant): void {
	for (const [path, functions] of outermost) {
		const frame = machine.moduleFrame(path);
		if (frame === undefined) continue;
		for (const at of functions) {
			const one = frame.code.functions[at];
			if (one === undefined || machine.entered.get(path)?.has(at)) continue;
			if (one.class === undefined) enter(machine, {is: 'function', function: at, frame}, []);
			else if (!frame.code.classes[one.class]?.methods.some(method => machine.entered.get(path)?.has(method))) {
				const known = instantiate(machine, {is: 'class', class: one.class, frame}, () => new Map());
				if (known.is === 'instance' && !machine.entered.get(path)?.has(at))
					enter(machine, {is: 'function', function: at, frame, self: known}, []);
			}
		}
	}
	machine.settle();
}
