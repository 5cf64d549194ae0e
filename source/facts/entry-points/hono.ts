import type {Dialect, Made} from './dialect.ts';
import {addRoute, addUse, entryTerm, joined, mount, textIn} from './registering.ts';
import type {Path, RouterRef} from './router.ts';
import {arity, knownOf, pathsOf, termsOf, untold} from './running/arguments.ts';
import {asKnown} from './running/entering.ts';
import type {Known, Term} from './running/known.ts';

const verbs: ReadonlySet<string> = new Set(['get', 'post', 'put', 'patch', 'delete', 'options', 'all', 'query']);
const makers = [
	'hono:Hono',
	'@hono/hono:Hono',
	'hono/tiny:Hono',
	'hono/quick:Hono',
	'hono/mod.ts:Hono',
	'hono/hono-base:HonoBase',
	'@hono/zod-openapi:OpenAPIHono',
];

/** Hono: chains, patterns in front of routes, and applications within applications. */
export const hono: Dialect = {
	framework: 'hono',
	packages: ['hono', '@hono/hono', 'hono/tiny', 'hono/quick', '@hono/zod-openapi'],
	types: new Set(['Hono', 'OpenAPIHono']),
	makes: new Map(makers.map(name => [name, ({machine, frame, at}: Made): Known => asKnown(machine.router(hono, 'maybe', frame, at))])),
	on,
	inOrder: true,
	leaks: () => true,
};

function on(ref: RouterRef, method: string, made: Made): Known {
	const {machine, call, frame} = made;
	const all: readonly Term[] = call.args.map(value => ({value, frame, line: call.line, text: call.text}));
	const [first, second] = all;
	if (verbs.has(method)) return routeOf(ref, [method === 'all' ? 'ANY' : method.toUpperCase()], all, made);
	if (method === 'use') return use(ref, all, made);
	if (method === 'on' && first !== undefined) return routeOf(ref, methodsIn(made, first), all.slice(1), made);
	if (method === 'basePath' && first !== undefined)
		return {is: 'router', ref: {...ref, prefix: joined(ref, pathIn(made, first)), chosen: false}};
	if (method === 'route' && first !== undefined && second !== undefined) {
		const known = knownOf(machine, second);
		if (known.is === 'router') mount(ref, pathIn(made, first), known.ref);
		else lost(ref, made);
		return {is: 'router', ref};
	}
	if (method === 'mount' && first !== undefined && second !== undefined) {
		const paths = pathIn(made, first).map(path => ({...path, path: `${path.path}/*`}));
		addRoute(made, ref, {kind: 'http', methods: ['ANY'], paths, terms: [second]});
	}
	if (method === 'openapi' && first !== undefined) described(ref, first, all.slice(1), made);
	if (method === 'fire' || method === 'fetch') ref.router.served = true;
	return {is: 'router', ref};
}

const pathIn = ({machine}: Made, term: Term): readonly Path[] => pathsOf(machine, term) ?? [untold(term.value)];

function lost({router}: RouterRef, {machine, frame, call}: Made): void {
	machine.untraced.push({
		framework: router.dialect.framework,
		because: 'what is mounted here could not be followed',
		path: frame.path,
		line: call.line,
		text: call.text,
	});
}

function methodsIn({machine}: Made, term: Term): readonly string[] {
	const known = knownOf(machine, term);
	if (known.is === 'text') return [known.text.toUpperCase()];
	if (known.is !== 'list') return ['ANY'];
	return known.items.map(item => textIn(machine, item)?.toUpperCase() ?? 'ANY');
}

function routeOf(ref: RouterRef, methods: readonly string[], all: readonly Term[], made: Made): Known {
	const {machine} = made;
	const [first, ...rest] = all;
	if (first === undefined) return {is: 'router', ref};
	const paths =
		pathsOf(machine, first) ??
		(rest.length > 0 && knownOf(machine, first).is === 'unknown' && first.value.is !== 'call' ? [untold(first.value)] : undefined);
	const steps = (paths === undefined ? all : rest).flatMap(term => termsOf(machine, {...made.call, args: [term.value]}, term.frame));
	if (steps.length > 0) addRoute(made, ref, {kind: 'http', methods, paths: paths ?? [], terms: steps});
	return {is: 'router', ref};
}

function use(ref: RouterRef, all: readonly Term[], made: Made): Known {
	const {machine, call, frame} = made;
	const [first] = all;
	const paths = first === undefined ? undefined : pathsOf(machine, first);
	const steps = termsOf(machine, {...call, args: call.args.slice(paths === undefined ? 0 : 1)}, frame);
	const last = steps.at(-1);
	if (paths !== undefined && last !== undefined && arity(knownOf(machine, last)) === 1)
		addRoute(made, ref, {kind: 'http', methods: ['ANY'], paths, terms: steps});
	else addUse(ref, paths ?? [], steps, paths !== undefined);
	return {is: 'router', ref};
}

/** `openapi(createRoute({method, path, middleware}), handler)`. */
function described(ref: RouterRef, term: Term, rest: readonly Term[], made: Made): void {
	const {machine} = made;
	const known = knownOf(machine, term);
	const call = known.is === 'made' ? known.frame.code.calls[known.call] : undefined;
	const options = known.is === 'made' && call !== undefined ? termsOf(machine, call, known.frame)[0] : term;
	const method = textIn(machine, entryTerm(machine, options, 'method'));
	const path = entryTerm(machine, options, 'path');
	if (path === undefined) {
		lost(ref, made);
		return;
	}
	const middleware = entryTerm(machine, options, 'middleware');
	const before = middleware === undefined ? [] : termsOf(machine, {...made.call, args: [middleware.value]}, middleware.frame);
	addRoute(made, ref, {
		kind: 'http',
		methods: [method?.toUpperCase() ?? 'ANY'],
		paths: pathIn(made, path),
		terms: [...before, ...rest.slice(0, 1)],
		given: [],
	});
}
