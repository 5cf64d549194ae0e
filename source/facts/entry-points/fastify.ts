import type {Dialect, Made} from './dialect.ts';
import type {GuardOnTheWay} from './entry-point.ts';
import {autoload} from './fastify-autoload.ts';
import {addRoute, addUse, entryTerm, mount, textIn} from './registering.ts';
import {type Path, type RouterRef, refTo} from './router.ts';
import {knownOf, pathsOf, spread, termsOf, untold} from './running/arguments.ts';
import {asKnown, enter} from './running/entering.ts';
import {type Known, type Term, unknown} from './running/known.ts';
import {memberOf} from './running/members.ts';

const verbs: ReadonlySet<string> = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'all']);
/** The hooks in front of a handler, in the order in which they run. */
const hooks = ['onRequest', 'preParsing', 'preValidation', 'preHandler'] as const;

/** Fastify: plugins with a scope of their own, and hooks that hold for all of a scope whenever they are added. */
export const fastify: Dialect = {
	framework: 'fastify',
	packages: ['fastify', 'fastify-plugin', '@fastify/auth', '@fastify/autoload', 'fastify-autoload'],
	types: new Set(['FastifyInstance', 'FastifyPluginAsync', 'FastifyPluginCallback']),
	makes: new Map<string, (made: Made) => Known>([
		...['fastify:default', 'fastify:fastify', 'fastify:Fastify'].map(
			name => [name, ({machine, frame, at}: Made): Known => asKnown(machine.router(fastify, 'app', frame, at))] as const,
		),
		['fastify-plugin:default', opened],
		['fastify-plugin:fastifyPlugin', opened],
	]),
	on,
	inOrder: false,
	leaks: () => false,
};

/** A plugin that is wrapped so works on the instance that it is registered on. */
function opened({machine, call, frame}: Made): Known {
	const [first] = termsOf(machine, call, frame);
	const known = first === undefined ? unknown : knownOf(machine, first);
	return known.is === 'function' ? {...known, open: true} : known;
}

function on(ref: RouterRef, method: string, made: Made): Known {
	const {machine, call, frame} = made;
	const all: readonly Term[] = call.args.map(value => ({value, frame, line: call.line, text: call.text}));
	const [first, second, third] = all;
	if (method === 'register' && first !== undefined) return plugin(ref, first, second, made);
	if (method === 'decorate' && second !== undefined) {
		const name = textIn(machine, first);
		if (name !== undefined) ref.router.given.set(name, second);
	}
	if (method === 'addHook' && second !== undefined && hooks.some(hook => hook === textIn(machine, first)))
		addUse(ref, [], spread(machine, second), false);
	if (method === 'route' && first !== undefined) return full(ref, first, made);
	if ((method === 'auth' || method === 'after' || method === 'ready') && first?.value.is === 'function')
		enter(machine, {is: 'function', function: first.value.function, frame}, []);
	if (method === 'auth') return {is: 'made', package: '@fastify/auth', part: '', name: 'auth()', call: made.at, frame};
	if (verbs.has(method) && first !== undefined && second !== undefined) {
		const methods = [method === 'all' ? 'ANY' : method.toUpperCase()];
		const paths = pathsOf(machine, first) ?? [untold(first.value)];
		if (third === undefined && knownOf(machine, second).is === 'object')
			add(ref, methods, paths, second, entryTerm(machine, second, 'handler'), made);
		else add(ref, methods, paths, third === undefined ? undefined : second, third ?? second, made);
	}
	return {is: 'router', ref};
}

/** `route({method, url, preHandler, handler})`. */
function full(ref: RouterRef, options: Term, made: Made): Known {
	const {machine} = made;
	const method = entryTerm(machine, options, 'method');
	const known = method === undefined ? unknown : knownOf(machine, method);
	const methods =
		known.is === 'text'
			? [known.text.toUpperCase()]
			: known.is === 'list'
				? known.items.map(item => textIn(machine, item)?.toUpperCase() ?? 'ANY')
				: ['ANY'];
	const url = entryTerm(machine, options, 'url') ?? entryTerm(machine, options, 'path');
	const path: Path = url === undefined ? untold(options.value) : (pathsOf(machine, url)?.[0] ?? untold(url.value));
	add(ref, methods, [path], options, entryTerm(machine, options, 'handler'), made);
	return {is: 'router', ref};
}

function add(
	ref: RouterRef,
	methods: readonly string[],
	paths: readonly Path[],
	options: Term | undefined,
	handler: Term | undefined,
	made: Made,
): void {
	const {machine, call} = made;
	const before = hooks.flatMap(hook => {
		const term = entryTerm(machine, options, hook);
		return term === undefined ? [] : termsOf(machine, {...call, args: [term.value]}, term.frame);
	});
	const unresolved = handler === undefined ? ['its handler'] : [];
	const terms = handler === undefined ? before : [...before, handler];
	addRoute(made, ref, {kind: 'http', methods, paths, terms, given: validated(options, made), unresolved});
}

/** A schema for what comes in turns away what does not fit it. */
function validated(options: Term | undefined, {machine, frame, call}: Made): readonly GuardOnTheWay[] {
	const schema = entryTerm(machine, options, 'schema');
	if (schema === undefined || !['body', 'querystring', 'params', 'headers'].some(part => entryTerm(machine, schema, part) !== undefined))
		return [];
	return [{name: 'schema', kind: 'validation', how: 'platform', path: frame.path, line: call.line, text: call.text}];
}

/** Registers a plugin of the project: in a scope of its own below its prefix, or on the instance itself when it is open. */
function plugin(ref: RouterRef, first: Term, options: Term | undefined, made: Made): Known {
	const {machine, frame, at} = made;
	const seen = knownOf(machine, first);
	const target = seen.is === 'module' ? memberOf(machine, seen, 'default') : seen;
	if (target.is === 'package' && loaders.has(target.package)) {
		if (!autoload(ref, options, made)) unfollowed(made, 'its routes are loaded from a folder that cannot be told');
		return {is: 'router', ref};
	}
	if (target.is !== 'function') {
		if (target.is !== 'package' && target.is !== 'made') unfollowed(made, 'a plugin could not be followed');
		return {is: 'router', ref};
	}
	const args: readonly Term[] = [first, ...(options === undefined ? [] : [options])];
	const given: readonly Known[] = options === undefined ? [] : [knownOf(machine, options)];
	const prefix = entryTerm(machine, options, 'prefix');
	const path = prefix === undefined ? undefined : (pathsOf(machine, prefix)?.[0] ?? untold(prefix.value));
	if (target.open === true) {
		enter(machine, target, args, [{is: 'router', ref: refTo(ref.router)}, ...given]);
		return {is: 'router', ref};
	}
	const child = machine.router(fastify, 'router', frame, at, undefined, ref.router);
	mount(ref, path === undefined ? [] : [path], refTo(child));
	enter(machine, target, args, [{is: 'router', ref: refTo(child)}, ...given]);
	return {is: 'router', ref};
}

function unfollowed({machine, frame, call}: Made, because: string): void {
	machine.untraced.push({framework: 'fastify', because, path: frame.path, line: call.line, text: call.text});
}

const loaders: ReadonlySet<string> = new Set(['@fastify/autoload', 'fastify-autoload']);
