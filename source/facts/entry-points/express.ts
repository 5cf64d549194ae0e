import {lastOf} from '../code/code.ts';
import {handsOn} from './answering.ts';
import type {Dialect, Made} from './dialect.ts';
import {addRoute, addUse, joined, mount, splitPath} from './registering.ts';
import {type RouterRef, refTo} from './router.ts';
import {arity, knownOf, termsOf} from './running/arguments.ts';
import {asKnown} from './running/entering.ts';
import type {Known, Term} from './running/known.ts';

const verbs: ReadonlySet<string> = new Set([
	'get',
	'post',
	'put',
	'patch',
	'delete',
	'del',
	'head',
	'options',
	'all',
	'search',
	'propfind',
]);

/** Express, and those that are called as it is: routers of routers, and middleware that counts for what is registered after it. */
export const express: Dialect = expressLike('express', ['express', 'express-promise-router'], {
	'express:default': 'app',
	'express:Router': 'router',
	'express-promise-router:default': 'router',
});

/** Polka answers as Express does. */
export const polka: Dialect = expressLike('polka', ['polka'], {'polka:default': 'maybe'});

function expressLike(framework: string, packages: readonly string[], makes: Readonly<Record<string, 'app' | 'router' | 'maybe'>>): Dialect {
	const dialect: Dialect = {
		framework,
		packages,
		types: new Set(['Express', 'Application', 'Router', 'IRouter', 'Polka', 'default']),
		makes: new Map(
			Object.entries(makes).map(([name, role]) => [
				name,
				({machine, frame, at}: Made): Known => asKnown(machine.router(dialect, role, frame, at)),
			]),
		),
		on,
		inOrder: true,
		leaks: () => true,
	};
	return dialect;
}

function on(ref: RouterRef, method: string, made: Made): Known {
	const {machine} = made;
	if (method === 'use') use(ref, made);
	else if (method === 'route')
		return {is: 'router', ref: {router: ref.router, prefix: joined(ref, splitPath(machine, argumentsOf(made)).paths), chosen: true}};
	else if (method === 'ws') addRoute(made, ref, {kind: 'socket', methods: [''], ...splitPath(machine, argumentsOf(made))});
	else if (verbs.has(method)) verb(ref, method, made);
	return {is: 'router', ref};
}

/** What is given, the first item whole: it may be a list of paths. */
function argumentsOf({machine, call, frame}: Made): readonly Term[] {
	const [first, ...rest] = call.args;
	if (first === undefined) return [];
	const firstTerm: Term = {value: first, frame, line: call.line, text: call.text};
	return [firstTerm, ...termsOf(machine, {...call, args: rest}, frame)];
}

function verb(ref: RouterRef, method: string, made: Made): void {
	const {machine, call, frame} = made;
	const {paths, terms} = ref.chosen ? {paths: ref.prefix, terms: termsOf(machine, call, frame)} : splitPath(machine, argumentsOf(made));
	if (terms.length === 0) return;
	const last = terms.at(-1);
	if (method === 'options' && last !== undefined && isCors(made, last)) return;
	const to = ref.chosen ? refTo(ref.router) : ref;
	addRoute(made, to, {
		kind: 'http',
		methods: [method === 'all' ? 'ANY' : method === 'del' ? 'DELETE' : method.toUpperCase()],
		paths,
		terms,
		handsOn: last === undefined ? 'never' : handsOn(machine, last),
	});
}

/** The answer to a preflight is no entry point. */
function isCors({machine}: Made, term: Term): boolean {
	const known = knownOf(machine, term);
	return (known.is === 'made' || known.is === 'package') && known.package === 'cors';
}

function use(ref: RouterRef, made: Made): void {
	const {machine, call} = made;
	const all = argumentsOf(made);
	const hasPath = all.length > 1 && all[0] !== undefined && mayBePath(made, all[0]);
	const {paths, terms} = hasPath ? splitPath(machine, all) : {paths: [], terms: termsOf(machine, call, made.frame)};
	let waiting: Term[] = [];
	for (const term of terms) {
		const known = knownOf(machine, term);
		if (known.is === 'router') {
			addUse(ref, paths, waiting, false);
			waiting = [];
			mount(ref, paths, known.ref);
		} else if (arity(known) !== 4) waiting.push(term);
	}
	const last = waiting.at(-1);
	if (last === undefined) return;
	const known = knownOf(machine, last);
	if (hasPath && handsOn(machine, last) === 'never') {
		addRoute(made, ref, {
			kind: 'http',
			methods: ['ANY'],
			paths: paths.map(path => ({...path, path: endsInParameter.test(path.path) ? path.path : `${path.path}/*`})),
			terms: waiting,
			handsOn: 'never',
		});
		return;
	}
	if (hasPath && known.is === 'unknown' && known.isNoRouter !== true && last.value.is !== 'other' && last.value.is !== 'function') {
		const because = 'what is mounted here could not be followed';
		machine.untraced.push({framework: ref.router.dialect.framework, because, path: made.frame.path, line: call.line, text: call.text});
	}
	addUse(ref, paths, waiting, false);
}

const endsInParameter = /:[\w]+\/?$/u;

/** Whether the first of several things given to `use` is a path: text, a list of it, or a name that is no function. */
function mayBePath({machine}: Made, term: Term): boolean {
	const known = knownOf(machine, term);
	if (known.is === 'text' || term.value.is === 'template' || term.value.is === 'other') return true;
	if (known.is === 'list')
		return known.items.every(item => item.value.is === 'text' || item.value.is === 'template' || item.value.is === 'other');
	if (term.value.is !== 'name' || known.is !== 'unknown') return false;
	return pathLike.test(lastOf(term.value.name));
}

const pathLike = /^(?:.*(?:path|prefix|url|base|route|root))$/iu;
