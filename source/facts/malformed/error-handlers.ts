import type {Reply} from '../answers/answers.ts';
import {answersOf} from '../answers/answers-of.ts';
import {type Code, type Func, firstOf, lastOf, type Value} from '../code/code.ts';
import {mayName} from '../code/lazy.ts';
import {oncePer} from '../code/once-per.ts';
import {chainOf} from '../entry-points/effects/chain.ts';
import type {FileScope} from '../entry-points/scope.ts';
import {type Facts, holds} from '../facts.ts';
import type {Crash} from '../inputs/crashes.ts';
import type {Program} from '../program.ts';

type Handler = {readonly scope: FileScope; readonly at: number; readonly own: Func};

const known = new WeakMap<Program, readonly Handler[]>();
/** What tells the error of Express' own parser from others. */
const telling =
	/\.(?:name|kind|code|errno|type|expose|body|message|status|statusCode|status_code|httpCode|http_code|output)$|SyntaxError|HttpError|HTTPError/u;
const ofDatabase =
	/\.(?:name|kind|code|errno|type)$|Cast|QueryFailed|[Mm]ongoose|Prisma|[Ss]equelize|Database|Integrity|SQLAlchemy|DataError|StatementError|InvalidId|BSON/u;
const types = /^(?:express\.json|bodyParser\.json|bodyParser|express\.urlencoded|bodyParser\.urlencoded)$/u;

/** The functions that answer when a handler throws. */
function handlersOf(facts: Facts): readonly Handler[] {
	const before = known.get(facts.program);
	if (before !== undefined) return before;
	const made = facts.files.flatMap(file => {
		const scope = file.role === 'app' && file.side !== 'client' ? facts.program.scopes.at(file.path) : undefined;
		if (scope === undefined) return [];
		return handlersAt(scope);
	});
	known.set(facts.program, made);
	return made;
}

const handlersAt = oncePer((scope: FileScope): readonly Handler[] =>
	scope.code.functions.flatMap((own, at) => (answersErrors(own, at, scope) ? [{scope, at, own}] : [])),
);

function answersErrors(own: Func, at: number, scope: FileScope): boolean {
	const decorated = own.decorators.some(one => /(?:exception_handler|errorhandler)$/u.test(calledAs(one, scope.code)));
	const given = scope.givenTo(at);
	const caught =
		own.class !== undefined &&
		lastOf(own.name) === 'catch' &&
		scope.code.classes[own.class]?.decorators.some(one => calledAs(one, scope.code) === 'Catch') === true;
	return (
		decorated ||
		caught ||
		isErrorMiddleware(own) ||
		(given !== undefined && /^(?:setErrorHandler|onError|add_exception_handler)$/u.test(lastOf(given.to)))
	);
}

const calledAs = (value: Value, code: Code): string =>
	value.is === 'call' ? (code.calls[value.call]?.to ?? '') : value.is === 'name' ? value.name : '';

const isErrorMiddleware = ({parameters}: Func): boolean =>
	parameters.length === 4 && /^_?(?:e|err|error|ex|exception)\w{0,10}$/iu.test(parameters[0]?.name ?? '');

/** Some of them tells the errors of the database, or of a conversion, from others: what it answers to them is not followed. */
export const mapsErrors = (facts: Facts): boolean => handlersOf(facts).some(one => saidIn(one).some(said => ofDatabase.test(said)));

/** All that a handler decides by, takes out of the error, or hands on. */
function saidIn({scope, at}: Handler): readonly string[] {
	const body = new Set(scope.bodyOf(at));
	const {calls, exits, variables, assignments} = scope.code;
	return [
		...calls
			.filter(one => body.has(one.in))
			.flatMap(({when, args}) => (when.length > 0 ? when : args.flatMap(arg => (arg.is === 'object' ? [] : namesIn(arg))))),
		...exits.filter(one => body.has(one.in)).flatMap(({when, value}) => (when.length > 0 ? when : namesIn(value))),
		...variables
			.filter(one => body.has(one.in))
			.flatMap(({value, names, pattern, keys}) => [
				...namesIn(value),
				...(pattern === 'object' ? (keys ?? names).map(name => `error.${name}`) : []),
			]),
		...assignments.filter(one => body.has(one.in)).flatMap(({value, to}) => [...namesIn(value), to]),
	];
}

function namesIn(value: Value | undefined, left = 4): readonly string[] {
	if (value === undefined || left === 0) return [];
	switch (value.is) {
		case 'name':
			return [value.name];
		case 'either':
			return [...(value.when ?? []), ...value.of.flatMap(one => namesIn(one, left - 1))];
		case 'object':
			return value.entries.flatMap(entry => namesIn(entry.value, left - 1));
		case 'list':
			return value.items.flatMap(item => namesIn(item, left - 1));
		case 'other':
			return (value.of ?? []).flatMap(one => namesIn(one, left - 1));
		case 'spread':
			return namesIn(value.of, left - 1);
		case 'template':
			return value.holes.flatMap(one => namesIn(one, left - 1));
		case 'text':
		case 'literal':
		case 'call':
		case 'function':
		case 'class':
		case 'generic':
			return [];
	}
}

const readsBodies = oncePer(
	(code: Code): boolean =>
		mayName(code, ['express.json', 'bodyParser', '.json', '.urlencoded']) && code.calls.some(call => types.test(call.to)),
);

/** An error middleware of Express that answers every error as a failure of the server, also that a body is no JSON, which Express itself says with 400. */
export function deafHandlersOf(facts: Facts): readonly Crash[] {
	if (!holds(facts, 'fw.express')) return [];
	const points = facts.entryPoints.points.filter(
		({framework, method}) => framework === 'express' && /^(?:POST|PUT|PATCH|ANY)$/u.test(method),
	);
	if (points.length === 0) return [];
	const isRead = facts.files.some(({role, code}) => role === 'app' && code !== undefined && readsBodies(code));
	const own = isRead ? handlersOf(facts).filter(({own: one}) => isErrorMiddleware(one)) : [];
	if (own.length !== 1) return [];
	return own.flatMap((one): readonly Crash[] => {
		const [, request, response] = one.own.parameters;
		const said = saidIn(one).filter(name => firstOf(name) !== response?.name && firstOf(name) !== request?.name);
		if (!isRegistered(one, facts) || said.some(name => telling.test(name))) return [];
		const replies = answersOf(facts).filter(({path, in: at}) => path === one.scope.path && at === one.at);
		const last = replies.at(-1);
		const failing = last !== undefined && isFailure(last, one) && replies.every(reply => reply.when.length > 0 || isFailure(reply, one));
		return failing
			? [
					{
						path: one.scope.path,
						line: last.line,
						text: last.text,
						what: 'a body that is not JSON, like every other error,',
						guard: 'none',
						points,
					},
				]
			: [];
	});
}

/** An error middleware of Express is written whose answer to a body that is no JSON could not be told: there are several, or it decides by a mark on the error, or sets the status anew. */
export const unclearHandlers = (facts: Facts): boolean => {
	const own = handlersOf(facts).filter(({own: one}) => isErrorMiddleware(one));
	return (
		own.length > 1 ||
		own.some(
			one =>
				saidIn(one).some(said => /operational|\.(?:name|kind|code|type)$/iu.test(said)) ||
				one.scope.assignmentsIn(one.at).some(({to}) => /status/iu.test(to)),
		)
	);
};

/** `res.status(500)`, or what the response has been given unless that is 200. */
function isFailure({status, call}: Reply, {scope, own}: Handler): boolean {
	if (status !== undefined || call === undefined) return status === 500;
	const [given] = chainOf(call, scope).find(one => lastOf(one.to) === 'status')?.args ?? [];
	const made = given?.is === 'name' ? scope.variablesOf(given.name).find(one => one.in === call.in)?.value : given;
	return (
		made?.is === 'either' &&
		made.of.length === 2 &&
		made.of.some(one => one.is === 'literal' && one.value === 500) &&
		made.of.some(one => one.is === 'name' && one.name === `${own.parameters[2]?.name}.statusCode`)
	);
}

/** It is given to `use` where it is written, or by its name. */
const isRegistered = ({scope, at, own}: Handler, facts: Facts): boolean => {
	const given = scope.givenTo(at);
	if (given !== undefined) return lastOf(given.to) === 'use';
	return facts.files.some(
		({path}) =>
			facts.program.scopes
				.at(path)
				?.code.calls.some(
					call => lastOf(call.to) === 'use' && call.args.some(arg => arg.is === 'name' && lastOf(arg.name) === lastOf(own.name)),
				) === true,
	);
};
