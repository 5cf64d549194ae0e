import {lastOf} from '../code/code.ts';
import type {Dialect, Made} from './dialect.ts';
import {addRoute, addUse, entryTerm, joined, mount, splitPath} from './registering.ts';
import type {Path, RouterRef} from './router.ts';
import {knownOf, pathsOf, termsOf, untold} from './running/arguments.ts';
import {asKnown} from './running/entering.ts';
import {type Known, type Term, unknown} from './running/known.ts';

const verbs: ReadonlySet<string> = new Set(['get', 'post', 'put', 'patch', 'delete', 'del', 'head', 'options', 'all']);
const routers = ['@koa/router', 'koa-router'];

/** Koa with its router: a router's own steps run only for its own routes. */
export const koa: Dialect = {
	framework: 'koa',
	packages: ['koa', ...routers, 'koa-mount', 'koa-compose'],
	types: new Set(['Koa', 'Router', 'default']),
	makes: new Map<string, (made: Made) => Known>([
		['koa:default', ({machine, frame, at}) => asKnown(machine.router(koa, 'app', frame, at))],
		...routers.flatMap(name => [`${name}:default`, `${name}:Router`].map(key => [key, madeRouter] as const)),
		['koa-mount:default', mounted],
	]),
	on,
	inOrder: true,
	leaks: parent => parent.role === 'router',
};

function madeRouter(made: Made): Known {
	const {machine, frame, at, call} = made;
	const prefix = entryTerm(machine, termsOf(machine, call, frame)[0], 'prefix');
	return asKnown(machine.router(koa, 'router', frame, at, prefix === undefined ? undefined : pathIn(made, prefix)));
}

const pathIn = ({machine}: Made, term: Term): Path => pathsOf(machine, term)?.[0] ?? untold(term.value);

/** `mount('/x', app)` is the application seen through a path. */
function mounted(made: Made): Known {
	const [first, second = first] = termsOf(made.machine, made.call, made.frame);
	const known = second === undefined ? unknown : knownOf(made.machine, second);
	if (known.is !== 'router' || first === undefined) return unknown;
	return first === second ? known : {is: 'router', ref: {router: known.ref.router, prefix: [pathIn(made, first)], chosen: false}};
}

function on(ref: RouterRef, method: string, made: Made): Known {
	const terms = termsOf(made.machine, made.call, made.frame);
	const [first] = terms;
	if (method === 'use') use(ref, made);
	else if (method === 'prefix' && first !== undefined) ref.router.prefix = pathIn(made, first);
	else if (method === 'callback') ref.router.served = true;
	else if (verbs.has(method) && first !== undefined) {
		const [one, other] = made.call.args.map(value =>
			knownOf(made.machine, {value, frame: made.frame, line: made.call.line, text: made.call.text}),
		);
		const isNamed = made.call.args.length > 2 && one?.is === 'text' && other?.is === 'text';
		const [path, ...rest] = isNamed ? made.call.args.slice(1) : made.call.args;
		if (path === undefined || rest.length === 0) return {is: 'router', ref};
		const {frame, call} = made;
		const {paths, terms: steps} = splitPath(made.machine, [
			{value: path, frame, line: call.line, text: call.text},
			...termsOf(made.machine, {...call, args: rest}, frame),
		]);
		addRoute(made, ref, {
			kind: 'http',
			methods: [method === 'all' ? 'ANY' : method === 'del' ? 'DELETE' : method.toUpperCase()],
			paths,
			terms: steps,
		});
	}
	return {is: 'router', ref};
}

function use(ref: RouterRef, made: Made): void {
	const {machine, call, frame} = made;
	const [first] = call.args;
	const head: Term | undefined = first === undefined ? undefined : {value: first, frame, line: call.line, text: call.text};
	const paths = head === undefined || call.args.length < 2 ? undefined : pathsOf(machine, head);
	const terms = termsOf(machine, paths === undefined ? call : {...call, args: call.args.slice(1)}, frame);
	let waiting: Term[] = [];
	for (const term of terms.flatMap(one => composed(made, one))) {
		const known = knownOf(machine, term);
		if (known.is !== 'router') {
			const to = term.value.is === 'call' ? term.frame.code.calls[term.value.call]?.to : undefined;
			if (to === undefined || lastOf(to) !== 'routes') waiting.push(term);
			else
				machine.untraced.push({
					framework: 'koa',
					because: 'what is mounted here could not be followed',
					path: frame.path,
					line: call.line,
					text: call.text,
				});
			continue;
		}
		// Within one call the steps in front belong to what is mounted; on their own they hold for all that follows.
		if (ref.router.role === 'app') addUse(ref, paths ?? [], waiting, false);
		mount(ref, mountedAt(known.ref, paths ?? []), known.ref, ref.router.role === 'app' ? [] : waiting);
		waiting = [];
	}
	addUse(ref, paths ?? [], waiting, false);
}

const mountedAt = (child: RouterRef, paths: readonly Path[]): readonly Path[] =>
	child.prefix.length === 0 ? paths : paths.length === 0 ? child.prefix : joined({...child, prefix: paths}, child.prefix);

/** `compose([a, b])` is a and b. */
function composed({machine}: Made, term: Term): readonly Term[] {
	const known = knownOf(machine, term);
	if (known.is !== 'made' || known.package !== 'koa-compose') return [term];
	const call = known.frame.code.calls[known.call];
	return call === undefined ? [term] : termsOf(machine, call, known.frame);
}
