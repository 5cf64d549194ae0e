import {type Call, lastOf, textOf} from '../../code/code.ts';
import {termsOf} from './arguments.ts';
import {argumentsOf, boundTo, enter, entered} from './entering.ts';
import {instantiate} from './instances.ts';
import {type Frame, type Known, unknown} from './known.ts';
import {ofObject, repeated} from './lists.ts';
import type {Machine} from './machine.ts';
import {memberOf} from './members.ts';
import {defined, nameIn} from './names.ts';

/** Makes a call: on a router, of the project's own function or class, or of a package. */
export function perform(machine: Machine, at: number, frame: Frame): Known {
	const call = frame.code.calls[at];
	if (call === undefined) return unknown;
	const through = call.on === undefined ? -1 : call.to.lastIndexOf('()');
	const base = call.on === undefined || through < 0 ? undefined : machine.result(call.on, frame);
	const path = base === undefined ? call.to : call.to.slice(through + (call.to[through + 2] === '.' ? 3 : 2));
	if (path === '') return base === undefined ? callbacks(machine, call, frame) : applied(machine, base, call, at, frame);
	if (path === 'require' || path === 'import') return required(machine, call, frame);
	const parts = path.split('.');
	const method = lastOf(path);
	const receiver =
		parts.length === 1
			? base
			: parts
					.slice(0, -1)
					.reduce<Known | undefined>(
						(known, part) => (known === undefined ? nameIn(machine, part, frame) : memberOf(machine, known, part)),
						base,
					);
	if (receiver === undefined) return applied(machine, nameIn(machine, path, frame), call, at, frame);
	if (receiver.is === 'router') return registered(machine, receiver, method, call, at, frame);
	if (receiver.is === 'list' && repeating.has(method)) return repeated(machine, receiver.items, call, frame);
	if (promised.has(method)) return promise(machine, receiver, call, frame);
	if (method === 'bind') return receiver;
	if (path === 'Object.entries' || path === 'Object.values') return ofObject(machine, call, frame, method === 'values');
	if (path === 'super') return unknown;
	return applied(
		machine,
		receiver.is === 'unknown' ? unresolvedMethod(machine, receiver, method, call, frame) : memberOf(machine, receiver, method),
		call,
		at,
		frame,
	);
}

const repeating: ReadonlySet<string> = new Set(['forEach', 'map', 'flatMap']);
const promised: ReadonlySet<string> = new Set(['then', 'finally', 'catch']);

function registered(machine: Machine, {ref}: Extract<Known, {is: 'router'}>, method: string, call: Call, at: number, frame: Frame): Known {
	const given = ref.router.given.get(method);
	if (given !== undefined) return applied(machine, machine.evaluate(given.value, given.frame), call, at, frame);
	return ref.router.dialect.on(ref, method, {call, at, frame, machine});
}

/** A method called on something unknown, whose type says that it is a router. */
function unresolvedMethod(machine: Machine, receiver: Extract<Known, {is: 'unknown'}>, method: string, call: Call, frame: Frame): Known {
	const {type} = receiver;
	const name = type?.is === 'name' || type?.is === 'generic' ? type.name : undefined;
	if (name === undefined || !registering.has(method) || textOf(call.args[0]) === undefined) return unknown;
	const known = nameIn(machine, name, receiver.frame ?? frame);
	if (known.is !== 'package') return unknown;
	const dialect = machine.dialects.find(one => one.packages.includes(known.package) && one.types.has(lastOf(known.name)));
	if (dialect === undefined) return unknown;
	const because = 'it is registered on a router that is passed in from a place that cannot be followed';
	machine.untraced.push({framework: dialect.framework, because, path: frame.path, line: call.line, text: call.text});
	return unknown;
}

const registering: ReadonlySet<string> = new Set(['get', 'post', 'put', 'patch', 'delete', 'all', 'use', 'route', 'register']);

/** Calls what a value is known to be. */
function applied(machine: Machine, callee: Known, call: Call, at: number, frame: Frame): Known {
	switch (callee.is) {
		case 'function':
			return entered(machine, callee, call, frame);
		case 'class':
			return instantiate(machine, callee, (home, method) => boundTo(machine, home, method, argumentsOf(machine, call, frame)));
		case 'package':
		case 'made': {
			const make = machine.makes.get(`${callee.package}${callee.part === '' ? '' : `/${callee.part}`}:${callee.name}`);
			if (make !== undefined) return make({call, at, frame, machine});
			const through = callbacks(machine, call, frame);
			if (through.is === 'router') return through;
			return {is: 'made', package: callee.package, part: callee.part, name: `${callee.name}()`, call: at, frame};
		}
		case 'text':
		case 'list':
		case 'object':
		case 'instance':
		case 'module':
		case 'router':
		case 'unknown':
			return callbacks(machine, call, frame);
	}
}

/** Runs the functions that are given to a call that cannot be followed; what wraps a router is taken for that router. */
function callbacks(machine: Machine, call: Call, frame: Frame): Known {
	let through: Known = unknown;
	for (const [at, value] of call.args.entries()) {
		if (value.is === 'function') {
			const act = (): void => void enter(machine, {is: 'function', function: value.function, frame}, []);
			if (eventual.has(lastOf(call.to))) machine.later(act);
			else act();
			continue;
		}
		if (value.is === 'object')
			for (const entry of value.entries)
				serve(
					machine.evaluate(entry.value.is === 'name' ? {is: 'name', name: entry.value.name.split('.')[0] ?? ''} : {is: 'other'}, frame),
				);
		if (value.is !== 'name' && value.is !== 'call') continue;
		const known = machine.evaluate(
			value.is === 'name' ? {is: 'name', name: value.name.replace(/\.(?:fetch|callback|handle|routing)$/u, '')} : value,
			frame,
		);
		serve(known);
		if (at === 0 && known.is === 'router') through = known;
	}
	return through;
}

const eventual: ReadonlySet<string> = new Set(['on', 'once', 'listen', 'connect']);

function serve(known: Known): void {
	if (known.is === 'router') known.ref.router.served = true;
}

function required(machine: Machine, call: Call, frame: Frame): Known {
	const [from] = call.args;
	const source = from === undefined ? undefined : machine.evaluate(from, frame);
	if (source?.is !== 'text' || source.holes.length > 0) return unknown;
	const resolved = machine.modules.resolve(frame.path, source.text);
	if (resolved.to === 'package') return {is: 'package', package: resolved.name, part: resolved.part, name: 'default'};
	if (resolved.to !== 'file') return unknown;
	if (machine.follows(resolved.path)) machine.load(resolved.path);
	const whole = call.to === 'import' ? undefined : machine.modules.exportOf(resolved.path, 'default');
	return whole === undefined ? {is: 'module', path: resolved.path} : defined(machine, whole);
}

/** What follows a promise runs when the modules are loaded, with what it came to. */
function promise(machine: Machine, receiver: Known, call: Call, frame: Frame): Known {
	const [first] = termsOf(machine, call, frame);
	const callback = first === undefined ? unknown : machine.evaluate(first.value, first.frame);
	if (callback.is === 'function') machine.later(() => void enter(machine, callback, [], receiver.is === 'unknown' ? [] : [receiver]));
	return receiver;
}
