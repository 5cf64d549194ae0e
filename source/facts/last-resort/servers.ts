import type {Place} from '../../safe-text.ts';
import {type Facts, factsNamed, holds} from '../facts.ts';
import {importsFrom, marksOf, type PlacedMark} from '../files.ts';
import type {Caught} from './caught.ts';

const evidence = (facts: Facts, ...ids: readonly string[]): readonly Place[] =>
	ids.flatMap(id => factsNamed(facts, id).flatMap(one => one.evidence.slice(0, 2)));
const nameOf = (text: string): string | undefined => /(?:function|const|let|var)\s+(?<name>\w+)/u.exec(text)?.groups?.name;
const readyMade: ReadonlySet<string> = new Set([
	'errorhandler',
	'express-error-handler',
	'api-error-handler',
	'strong-error-handler',
	'express-http-problem-details',
]);
const lastPart = (name: string): string => name.split('.').at(-1) ?? name;

/** Node's servers: what answers when a route throws, and what the process does with an error that no route caught. */
export function serversCaught(facts: Facts): readonly Caught[] {
	return [...express(facts), ...fastify(facts), ...hono(facts), ...koa(facts), ...nest(facts), ...bareServer(facts), ...process(facts)];
}

const tracker = (facts: Facts, framework: string): readonly PlacedMark[] =>
	marksOf(facts, 'last.tracker').filter(({text}) => text.includes(framework) || /Handlers\.errorHandler|rollbar/u.test(text));

function express(facts: Facts): readonly Caught[] {
	const hostOnly = holds(facts, 'fw.rr7', 'fw.remix', 'fw.next.app', 'fw.next.pages', 'fw.sveltekit') && !answers(facts);
	if (!holds(facts, 'fw.express') || holds(facts, 'fw.nest') || hostOnly) return [];
	const exits = marksOf(facts, 'last.express.exits');
	if (exits.length > 0)
		return [
			{
				outcome: 'open',
				severity: 'high',
				said: "Express's error middleware ends the process, so that one bad request stops the server for everyone",
				places: exits,
			},
		];
	const inline = [...marksOf(facts, 'last.express.inline'), ...tracker(facts, 'Express')];
	if (inline.length > 0) return [ordered(inline, facts)];
	const handlers = [...marksOf(facts, 'last.express.handler'), ...marksOf(facts, 'last.express.type')];
	const names = new Set(handlers.map(({text}) => nameOf(text)));
	const registered = [
		...marksOf(facts, 'last.express.used'),
		...marksOf(facts, 'last.express.use').filter(({value}) => value !== undefined && names.has(lastPart(value))),
	];
	const ready = importsFrom(facts, readyMade).some(({path}) => registered.some(one => one.path === path));
	if (registered.length > 0 && (handlers.length > 0 || ready)) return [ordered(registered, facts)];
	if (registered.length > 0)
		return [
			{outcome: 'unsure', said: 'an error middleware is registered, and what it does was not found in this package', places: registered},
		];
	if (handlers.length > 0)
		return [{outcome: 'unsure', said: 'an error middleware is written, and nothing was seen that registers it', places: handlers}];
	return [
		{
			outcome: 'open',
			severity: 'high',
			said: 'Express has no error middleware (four arguments, after the routes)',
			places: evidence(facts, 'fw.express'),
		},
	];
}

/** Routes of its own: a server that only passes everything on to the framework behind it has none. */
const answers = (facts: Facts): boolean => marksOf(facts, 'route.express').some(({value = ''}) => !/^\*?$|^\/?\{?\*/u.test(value));

/** A handler above every route of its file catches nothing. */
function ordered(handlers: readonly PlacedMark[], facts: Facts): Caught {
	const last = handlers.at(-1);
	const routes = marksOf(facts, 'route.express').filter(({path}) => path === last?.path);
	const above =
		last !== undefined && handlers.every(({path}) => path === last.path) && routes.length > 0 && routes.every(({line}) => line > last.line);
	return above
		? {
				outcome: 'open',
				severity: 'high',
				said: "Express's error middleware stands before the routes and so catches nothing",
				places: handlers,
			}
		: {outcome: 'caught', said: 'an error middleware answers when a route of Express fails', places: handlers};
}

function fastify(facts: Facts): readonly Caught[] {
	if (!holds(facts, 'fw.fastify') || holds(facts, 'fw.nest')) return [];
	const found = [...marksOf(facts, 'last.fastify'), ...tracker(facts, 'Fastify')];
	return found.length > 0
		? [{outcome: 'caught', said: 'Fastify has an error handler', places: found}]
		: [
				{
					outcome: 'open',
					severity: 'medium',
					said: 'Fastify has no error handler of its own (setErrorHandler)',
					places: evidence(facts, 'fw.fastify'),
				},
			];
}

function hono(facts: Facts): readonly Caught[] {
	if (!holds(facts, 'fw.hono')) return [];
	const found = [...marksOf(facts, 'last.hono'), ...tracker(facts, 'Hono')];
	return found.length > 0
		? [{outcome: 'caught', said: 'Hono has an error handler', places: found}]
		: [{outcome: 'open', severity: 'high', said: 'Hono has no onError', places: evidence(facts, 'fw.hono')}];
}

function koa(facts: Facts): readonly Caught[] {
	if (!holds(facts, 'fw.koa')) return [];
	const found = [...marksOf(facts, 'last.koa'), ...tracker(facts, 'Koa')];
	return found.length > 0
		? [{outcome: 'caught', said: 'Koa reports the errors that no route caught', places: found}]
		: [{outcome: 'unsure', said: "Koa answers 500 by itself, and no handler of the app's own was seen", places: evidence(facts, 'fw.koa')}];
}

const nest = (facts: Facts): readonly Caught[] =>
	holds(facts, 'fw.nest')
		? [{outcome: 'caught', said: "Nest's own filter answers 500 and logs the error", places: evidence(facts, 'fw.nest')}]
		: [];

function bareServer(facts: Facts): readonly Caught[] {
	const framework = holds(facts, 'fw.express', 'fw.fastify', 'fw.hono', 'fw.koa', 'fw.nest', 'app.fullstack', 'fw.vite');
	return !holds(facts, 'fw.nethttp') || framework
		? []
		: [
				{
					outcome: 'unsure',
					said: 'a server without a framework, in which each handler must catch for itself',
					places: evidence(facts, 'fw.nethttp'),
				},
			];
}

/** A process that goes on after an error it did not expect serves people from a broken state. */
function process(facts: Facts): readonly Caught[] {
	if (!holds(facts, 'app.server')) return [];
	const ends = marksOf(facts, 'last.process.ends');
	const running = marksOf(facts, 'last.process').filter(({path, line}) => !ends.some(end => end.path === path && end.line === line));
	const exceptions = running.filter(({value}) => value === 'uncaughtException');
	if (exceptions.length > 0)
		return [
			{
				outcome: 'open',
				severity: 'medium',
				said: 'after an exception that nobody caught the process only logs and goes on, in whatever state it is',
				places: exceptions,
			},
		];
	return running.length === 0
		? []
		: [{outcome: 'open', severity: 'low', said: 'a rejected promise that nobody caught is only logged', places: running}];
}
