import type {Place} from '../../safe-text.ts';
import {lastOf, textOf} from '../code/code.ts';
import {type Facts, factsNamed, holds} from '../facts.ts';
import {importsFrom, marksOf, type PlacedMark} from '../files.ts';
import type {Caught} from './caught.ts';
import {errorMiddleware} from './express.ts';
import {goingOn} from './process.ts';
import {callsOf, scriptsOf, type Written} from './written.ts';

const evidence = (facts: Facts, ...ids: readonly string[]): readonly Place[] =>
	ids.flatMap(id => factsNamed(facts, id).flatMap(one => one.evidence.slice(0, 2)));
const readyMade: ReadonlySet<string> = new Set([
	'errorhandler',
	'express-error-handler',
	'api-error-handler',
	'strong-error-handler',
	'express-http-problem-details',
]);

/** Node's servers: what answers when a route throws, and what the process does with an error that no route caught. */
export function serversCaught(facts: Facts): readonly Caught[] {
	const scripts = scriptsOf(facts);
	return [
		...express(facts, scripts),
		...fastify(facts, scripts),
		...hono(facts, scripts),
		...koa(facts, scripts),
		...nest(facts, scripts),
		...bareServer(facts),
		...process(facts, scripts),
	];
}

const tracker = (facts: Facts, framework: string): readonly PlacedMark[] =>
	marksOf(facts, 'last.tracker').filter(({text}) => text.includes(framework) || /Handlers\.errorHandler|rollbar/u.test(text));

function express(facts: Facts, scripts: readonly Written[]): readonly Caught[] {
	const hostOnly = holds(facts, 'fw.rr7', 'fw.remix', 'fw.next.app', 'fw.next.pages', 'fw.sveltekit') && !answers(facts);
	if (!holds(facts, 'fw.express') || holds(facts, 'fw.nest') || hostOnly) return [];
	const {inline, handlers, registered, exits} = errorMiddleware(scripts);
	if (exits.length > 0)
		return [
			{
				outcome: 'open',
				severity: 'high',
				said: "Express's error middleware ends the process, so that one bad request stops the server for everyone",
				places: exits,
			},
		];
	const complete = [...inline, ...tracker(facts, 'Express')];
	if (complete.length > 0) return [ordered(complete, facts)];
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

const ofExpress = ({entryPoints}: Facts): Facts['entryPoints']['points'] =>
	entryPoints.points.filter(({framework}) => framework === 'express');

/** Routes of its own: a server that only passes everything on to the framework behind it has none. */
const answers = (facts: Facts): boolean => ofExpress(facts).some(({route}) => !/^\/?\*?$/u.test(route));

/** A handler above every route of its file catches nothing. */
function ordered(handlers: readonly Place[], facts: Facts): Caught {
	const last = handlers.at(-1);
	const routes = ofExpress(facts).filter(({path}) => path === last?.path);
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

function fastify(facts: Facts, scripts: readonly Written[]): readonly Caught[] {
	if (!holds(facts, 'fw.fastify') || holds(facts, 'fw.nest')) return [];
	const found = [...callsOf(scripts, 'setErrorHandler'), ...tracker(facts, 'Fastify')];
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

function hono(facts: Facts, scripts: readonly Written[]): readonly Caught[] {
	if (!holds(facts, 'fw.hono')) return [];
	const found = [...callsOf(scripts, 'onError'), ...tracker(facts, 'Hono')];
	return found.length > 0
		? [{outcome: 'caught', said: 'Hono has an error handler', places: found}]
		: [{outcome: 'open', severity: 'high', said: 'Hono has no onError', places: evidence(facts, 'fw.hono')}];
}

function koa(facts: Facts, scripts: readonly Written[]): readonly Caught[] {
	if (!holds(facts, 'fw.koa')) return [];
	const found = [
		...callsOf(scripts, 'on', ({to, args}) => lastOf(to.slice(0, to.lastIndexOf('.'))) === 'app' && textOf(args[0]) === 'error'),
		...tracker(facts, 'Koa'),
	];
	return found.length > 0
		? [{outcome: 'caught', said: 'Koa reports the errors that no route caught', places: found}]
		: [{outcome: 'unsure', said: "Koa answers 500 by itself, and no handler of the app's own was seen", places: evidence(facts, 'fw.koa')}];
}

function nest(facts: Facts, scripts: readonly Written[]): readonly Caught[] {
	if (!holds(facts, 'fw.nest')) return [];
	const own = callsOf(scripts, 'useGlobalFilters');
	const listening = callsOf(scripts, 'listen');
	// The program that answers comes before a script that only borrows its parts.
	const serves = ({path}: Place): boolean => listening.some(one => one.path === path);
	return own.length > 0
		? [
				{
					outcome: 'caught',
					said: "a filter of Nest's stands around every route",
					places: own.toSorted((one, other) => Number(serves(other)) - Number(serves(one))),
				},
			]
		: [{outcome: 'caught', said: "Nest's own filter answers 500 and logs the error", places: evidence(facts, 'fw.nest')}];
}

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
function process(facts: Facts, scripts: readonly Written[]): readonly Caught[] {
	if (!holds(facts, 'app.server')) return [];
	const running = goingOn(scripts);
	const exceptions = running.filter(({event}) => event === 'uncaughtException');
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
