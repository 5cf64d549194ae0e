import type {Place} from '../../safe-text.ts';
import {type Call, type Catch, type Code, lastOf, type Value} from '../code/code.ts';
import {mayName} from '../code/lazy.ts';
import type {Facts} from '../facts.ts';
import {answersFailure} from '../health/looks.ts';

/** Middleware of Python that stands around every route, catches what no route expected and answers by itself: registered ones, and those that nothing was seen to register. */
export type MiddlewareCaught = {readonly registered: readonly Place[]; readonly loose: readonly Place[]};

const everything: ReadonlySet<string> = new Set(['Exception', 'BaseException']);
const registering: ReadonlySet<string> = new Set(['add_middleware', 'Middleware']);
const mayMatter = ['call_next', 'self.app', 'app', '_app'];

/** Such middleware of Starlette and other ASGI frameworks in the files of the application. */
export function middlewareCaught({files}: Pick<Facts, 'files'>): MiddlewareCaught {
	const python = files.flatMap(({path, role, language, code}) =>
		role === 'app' && language === 'py' && code !== undefined ? [{path, code}] : [],
	);
	const found = python.flatMap(({path, code}) =>
		mayName(code, mayMatter)
			? code.catches.flatMap(one => {
					const at = catching(one, code) ? code.functions[one.in] : undefined;
					return at === undefined
						? []
						: [
								{
									place: {path, line: one.line, text: one.text},
									name: at.class === undefined ? lastOf(at.name) : (code.classes[at.class]?.name ?? ''),
									isDecorated: at.decorators.some(
										value => value.is === 'call' && lastOf(code.calls[value.call]?.to ?? '') === 'middleware',
									),
								},
							];
				})
			: [],
	);
	if (found.length === 0) return {registered: [], loose: []};
	const named = new Set(python.flatMap(({code}) => code.calls.flatMap(call => namedBy(call))));
	const isOn = ({name, isDecorated}: (typeof found)[number]): boolean => isDecorated || named.has(name);
	return {registered: found.filter(isOn).map(({place}) => place), loose: found.filter(one => !isOn(one)).map(({place}) => place)};
}

/** What a call puts in front of the routes: what it is given by name, or the application that it wraps. */
function namedBy({to, args, named}: Call): readonly string[] {
	const given = [...args, ...named.map(({value}) => value)];
	if (registering.has(lastOf(to))) return given.flatMap(nameOf);
	return given.some(value => nameOf(value).some(name => name === 'app' || name === 'application')) ? [lastOf(to)] : [];
}

const nameOf = (value: Value): readonly string[] => (value.is === 'name' ? [lastOf(value.name)] : []);

/** Whether it catches everything that comes from what is called next, and answers that the server failed. */
function catching(one: Catch, code: Code): boolean {
	if (one.rethrows || one.isEmpty || !(one.types.length === 0 || one.types.some(type => everything.has(lastOf(type))))) return false;
	const own = code.calls.filter(call => call.in === one.in);
	if (!own.some(call => call.line >= one.from && call.line < one.line && passesOn(call))) return false;
	const answering = own.filter(({line}) => line >= one.line && line <= one.end);
	return answering.some(call => answersFailure(call) || followed(call, code).some(answersFailure));
}

const passesOn = ({to, args}: Call): boolean =>
	lastOf(to) === 'call_next' ||
	(args.length === 3 && /(?:^|\.)_?app$/u.test(to) && args[0]?.is === 'name' && lastOf(args[0].name) === 'scope');

/** The calls in the method or function of the same file that a call leads to. */
function followed({to, in: around}: Call, {functions, calls}: Code): readonly Call[] {
	const owner = functions[around]?.class;
	const name = lastOf(to);
	const own = to === name || to === `self.${name}`;
	const at = own ? functions.findIndex(one => lastOf(one.name) === name && (to === name || one.class === owner)) : -1;
	return at === -1 ? [] : calls.filter(call => call.in === at);
}
