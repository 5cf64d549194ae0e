import type {Dialect, Made} from './dialect.ts';
import {addRoute, addUse, joined, mount, textIn} from './registering.ts';
import {type RouterRef, refTo} from './router.ts';
import {knownOf, pathsOf, untold} from './running/arguments.ts';
import {asKnown, enter} from './running/entering.ts';
import type {Known, Term} from './running/known.ts';

/** What a connection itself says: no message from outside. */
const lifecycle: ReadonlySet<string> = new Set([
	'error',
	'close',
	'disconnect',
	'disconnecting',
	'ping',
	'pong',
	'open',
	'listening',
	'headers',
	'connect_error',
	'upgrade',
]);

/** Socket.IO: each event that a connected socket listens to. */
export const sockets: Dialect = socketLike('socket.io', ['socket.io'], ['socket.io:Server', 'socket.io:default']);

/** Plain web sockets: each message of a connection. */
export const webSockets: Dialect = socketLike(
	'ws',
	['ws'],
	['ws:WebSocketServer', 'ws:Server', 'ws:default.WebSocketServer', 'ws:default.Server'],
);

function socketLike(framework: string, packages: readonly string[], makers: readonly string[]): Dialect {
	const dialect: Dialect = {
		framework,
		packages,
		types: new Set(['Server', 'Socket', 'WebSocketServer']),
		makes: new Map(makers.map(name => [name, ({machine, frame, at}: Made): Known => asKnown(machine.router(dialect, 'app', frame, at))])),
		on: (ref, method, made) => on(dialect, ref, method, made),
		inOrder: false,
		leaks: () => false,
	};
	return dialect;
}

function on(dialect: Dialect, ref: RouterRef, method: string, made: Made): Known {
	const {machine, call, frame} = made;
	const [first, second]: readonly Term[] = call.args.map(value => ({value, frame, line: call.line, text: call.text}));
	if (method === 'of' && first !== undefined)
		return {is: 'router', ref: {...ref, prefix: joined(ref, pathsOf(machine, first) ?? [untold(first.value)])}};
	if (method === 'use' && first !== undefined) addUse(ref, [], [first], false);
	if ((method === 'on' || method === 'once' || method === 'addEventListener') && first !== undefined && second !== undefined)
		listens(dialect, ref, first, second, made);
	return {is: 'router', ref};
}

function listens(dialect: Dialect, ref: RouterRef, first: Term, handler: Term, made: Made): void {
	const {machine, frame, at} = made;
	const name = textIn(machine, first);
	if (name === 'connection' || name === 'connect') {
		const known = knownOf(machine, handler);
		const child = machine.router(dialect, 'router', frame, at, undefined, ref.router);
		mount(ref, [], refTo(child));
		if (known.is === 'function') enter(machine, known, [handler], [{is: 'router', ref: refTo(child)}]);
		if (!child.events.some(event => event.is === 'route'))
			addRoute(made, ref, {kind: 'socket', methods: [''], paths: [{path: 'connection', unresolved: []}], terms: [handler]});
		return;
	}
	if (name !== undefined && lifecycle.has(name)) return;
	const paths = pathsOf(machine, first) ?? [untold(first.value)];
	addRoute(made, ref, {kind: 'socket', methods: [''], paths, terms: [handler]});
}
