import {lastOf, textOf} from '../code/code.ts';
import {originOf} from './origin.ts';
import type {Reader, Registered} from './registered.ts';
import {entryTerm, textIn} from './registering.ts';
import {joinPaths, routePath} from './route-path.ts';
import {knownOf, stepOf, termsOf} from './running/arguments.ts';
import type {Known, Term} from './running/known.ts';
import {Machine} from './running/machine.ts';

const deepest = 8;

/** ts-rest: the routes of a contract, answered by the router that implements it. */
export const tsRest: Reader = ({files, modules}) => {
	const own = files.filter(({code, role}) => role === 'app' && code?.imports.some(({from}) => from.startsWith('@ts-rest/')));
	if (own.length === 0) return {found: [], unread: []};
	const machine = new Machine(modules, []);
	machine.only(new Set(own.map(({path}) => path)));
	const found: Registered[] = [];
	for (const {path, code} of own) {
		for (const [at, call] of code?.calls.entries() ?? []) {
			if (lastOf(call.to) !== 'router' || call.args.length < 2 || originOf(modules, path, at)?.startsWith('@ts-rest/core:') === true)
				continue;
			const frame = machine.moduleFrame(path);
			const [contract, implementation] =
				frame === undefined ? [] : call.args.map((value): Term => ({value, frame, line: call.line, text: call.text}));
			if (contract === undefined || implementation === undefined) continue;
			found.push(...routesOf(machine, contract, implementation, '', 0));
		}
	}
	return {found, unread: []};
};

function routesOf(
	machine: Machine,
	contract: Term,
	implementation: Term | undefined,
	prefix: string,
	depth: number,
): readonly Registered[] {
	const known = knownOf(machine, contract);
	if (known.is === 'made') {
		const call = known.frame.code.calls[known.call];
		if (
			call === undefined ||
			depth > deepest ||
			(lastOf(call.to) !== 'router' && lastOf(call.to) !== 'query' && lastOf(call.to) !== 'mutation')
		)
			return [];
		const [first, options]: readonly Term[] = call.args.map(value => ({value, frame: known.frame, line: call.line, text: call.text}));
		const added = textIn(machine, entryTerm(machine, options, 'pathPrefix')) ?? '';
		return first === undefined || known.package !== '@ts-rest/core'
			? []
			: routesOf(machine, first, implementation, joinPaths(prefix, added), depth + 1);
	}
	if (known.is !== 'object' || depth > deepest) return [];
	const path = textIn(machine, entryTerm(machine, contract, 'path'));
	const method = textIn(machine, entryTerm(machine, contract, 'method'));
	if (path !== undefined && method !== undefined)
		return [route(machine, contract, implementation, method, joinPaths(prefix, routePath(path)))];
	return known.entries.flatMap(entry => {
		const inside: Term = {value: entry.value, frame: known.frame, line: entry.line, text: contract.text};
		const answered = implementation === undefined ? undefined : entryTerm(machine, implementation, entry.key);
		return textOf(entry.value) !== undefined ? [] : routesOf(machine, inside, answered, prefix, depth + 1);
	});
}

function route(machine: Machine, contract: Term, implementation: Term | undefined, method: string, path: string): Registered {
	const known: Known | undefined = implementation === undefined ? undefined : knownOf(machine, implementation);
	const handler = known?.is === 'object' ? entryTerm(machine, implementation, 'handler') : implementation;
	const middleware = known?.is === 'object' ? entryTerm(machine, implementation, 'middleware') : undefined;
	const call = middleware === undefined ? undefined : middleware.frame.code.calls[0];
	const before =
		middleware === undefined || call === undefined ? [] : termsOf(machine, {...call, args: [middleware.value]}, middleware.frame);
	const at = implementation ?? contract;
	const has = (key: string): boolean => entryTerm(machine, contract, key) !== undefined;
	return {
		path: at.frame.path,
		line: at.line,
		text: at.text,
		kind: 'http',
		framework: 'ts-rest',
		method: method.toUpperCase(),
		route: path,
		...(handler === undefined ? {} : {handler: stepOf(handler, handler.value.is === 'call' ? 'wrapper' : 'middleware')}),
		before: before.map(term => stepOf(term)),
		given:
			has('body') || has('query') || has('pathParams')
				? [{path: contract.frame.path, line: contract.line, text: contract.text, name: 'contract', kind: 'validation', how: 'platform'}]
				: [],
		unresolved: handler === undefined ? ['its handler'] : [],
	};
}
