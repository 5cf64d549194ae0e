import {lastOf, type Value} from '../code/code.ts';
import {mayHold} from '../code/lazy.ts';
import type {GuardOnTheWay} from './entry-point.ts';
import type {Reader, Registered, Step} from './registered.ts';
import {knownOf, stepOf} from './running/arguments.ts';
import type {Frame, Known, Term} from './running/known.ts';
import {Machine} from './running/machine.ts';

const methods: ReadonlyMap<string, string> = new Map([
	['query', 'QUERY'],
	['mutation', 'MUTATION'],
	['subscription', 'SUBSCRIPTION'],
]);
const deepest = 12;

/** tRPC: routers within routers, and procedures that are built step by step. */
export const trpc: Reader = ({files, modules}) => {
	const own = new Set(
		files
			.filter(({code, role}) => role === 'app' && code?.imports.some(({from, typeOnly}) => !typeOnly && from.startsWith('@trpc/server')))
			.map(({path}) => path),
	);
	if (own.size === 0) return {found: [], unread: []};
	const machine = new Machine(modules, []);
	machine.only(own);
	const routers = new Map<string, Known>();
	for (const {path, code, role} of files) {
		if (code === undefined || role !== 'app' || !mayHold(code, routerLike)) continue;
		for (const [at, call] of code.calls.entries()) {
			if (!routerLike.test(lastOf(call.to)) || call.args.length === 0) continue;
			const frame = machine.moduleFrame(path);
			const known = frame === undefined ? undefined : machine.result(at, frame);
			if (known !== undefined && isRouter(known)) routers.set(idOf(known), known);
		}
	}
	const inner = new Set<string>();
	const byRouter = [...routers].map(([id, known]) => ({id, found: routesIn(machine, known, [], inner, 0)}));
	return {found: byRouter.filter(({id}) => !inner.has(id)).flatMap(({found}) => found), unread: []};
};

const routerLike = /router/iu;

const isRouter = (known: Known): known is Extract<Known, {is: 'made'}> =>
	known.is === 'made' && known.package === '@trpc/server' && /(?:^|\.)(?:router|mergeRouters)\(\)$/u.test(known.name);

const idOf = ({frame, call}: Extract<Known, {is: 'made'}>): string => `${frame.path}#${call}`;

/** The procedures of a router, of those within it, and of those that it is merged of. */
function routesIn(machine: Machine, known: Known, way: readonly string[], inner: Set<string>, depth: number): readonly Registered[] {
	if (depth > deepest) return [];
	if (known.is === 'object') {
		return known.entries.flatMap(entry => {
			const value: Value = entry.value.is === 'spread' ? entry.value.of : entry.value;
			const inside = machine.evaluate(value, known.frame);
			if (inside.is === 'made' && isRouter(inside)) inner.add(idOf(inside));
			return routesIn(machine, inside, entry.value.is === 'spread' ? way : [...way, entry.key], inner, depth + 1);
		});
	}
	if (known.is !== 'made') return [];
	const call = known.frame.code.calls[known.call];
	if (call === undefined) return [];
	if (isRouter(known)) {
		return call.args.flatMap(value => {
			const inside = machine.evaluate(value, known.frame);
			if (inside.is === 'made' && isRouter(inside)) inner.add(idOf(inside));
			return routesIn(machine, inside, way, inner, depth + 1);
		});
	}
	const method = methods.get(lastOf(call.to));
	return method === undefined || way.length === 0 ? [] : [procedure(machine, known, method, way)];
}

/** A procedure with the steps that it is built of. */
function procedure(machine: Machine, known: Extract<Known, {is: 'made'}>, method: string, way: readonly string[]): Registered {
	const {frame} = known;
	const call = frame.code.calls[known.call];
	const {steps, given} = builtOf(machine, known, 0);
	const place = {path: frame.path, line: call?.line ?? 1, text: call?.text ?? ''};
	const [handler] = call?.args ?? [];
	return {
		...place,
		kind: 'rpc',
		framework: 'trpc',
		method,
		route: way.join('.'),
		...(handler === undefined ? {} : {handler: stepOf({value: handler, frame, line: place.line, text: place.text})}),
		before: steps,
		given,
		unresolved: [],
	};
}

type Built = {readonly steps: readonly Step[]; readonly given: readonly GuardOnTheWay[]};

/** What a procedure went through: `.use(middleware)` and `.input(schema)`, from its beginning. */
function builtOf(machine: Machine, known: Known, depth: number): Built {
	if (known.is !== 'made' || depth > 60) return {steps: [], given: []};
	const call = known.frame.code.calls[known.call];
	if (call === undefined || known.name === '') return {steps: [], given: []};
	const before = builtOf(machine, receiverOf(machine, known.frame, known.call), depth + 1);
	const method = lastOf(call.to);
	const terms: readonly Term[] = call.args.map(value => ({value, frame: known.frame, line: call.line, text: call.text}));
	if (method === 'use') return {...before, steps: [...before.steps, ...terms.map(term => stepOf(term))]};
	if (method === 'input')
		return {
			...before,
			given: [
				...before.given,
				{path: known.frame.path, line: call.line, text: call.text, name: 'input', kind: 'validation', how: 'platform'},
			],
		};
	if (method !== 'concat' && method !== 'unstable_concat') return before;
	const joined = terms.map(term => builtOf(machine, knownOf(machine, term), depth + 1));
	return {steps: [...before.steps, ...joined.flatMap(({steps}) => steps)], given: [...before.given, ...joined.flatMap(({given}) => given)]};
}

/** What the call is made on: the call before it in a chain, or what the name in front stands for. */
function receiverOf(machine: Machine, frame: Frame, at: number): Known {
	const call = frame.code.calls[at];
	if (call === undefined) return {is: 'unknown'};
	if (call.on !== undefined) return machine.result(call.on, frame);
	const dot = call.to.lastIndexOf('.');
	return dot < 0 ? {is: 'unknown'} : machine.evaluate({is: 'name', name: call.to.slice(0, dot)}, frame);
}
