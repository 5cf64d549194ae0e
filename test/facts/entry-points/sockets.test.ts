import {expect, test} from 'vitest';
import {codeServers} from '../../../source/facts/entry-points/code-servers.ts';
import {linesOf, manifest} from './registered.ts';

test('each event of a connected socket is an entry point behind what the server and the socket use', () => {
	expect(
		linesOf(codeServers, {
			'package.json': manifest('socket.io'),
			'server.ts':
				"import {Server} from 'socket.io';\nimport {notes} from './notes';\nconst io = new Server(http);\nio.use(auth);\nio.on('connection', socket => {\n\tsocket.use(limit);\n\tsocket.on('say', say);\n\tsocket.on('disconnect', () => {});\n\tnotes(io, socket);\n});\nio.of('/admin').on('connection', socket => { socket.on('stop', stop); });",
			'notes.ts': "export const notes = (io, socket) => { socket.on('note', note); };",
		}),
	).toEqual([
		'socket say → say@server.ts after middleware auth@server.ts after middleware limit@server.ts',
		'socket note → note@notes.ts after middleware auth@server.ts after middleware limit@server.ts',
		'socket /admin stop → stop@server.ts after middleware auth@server.ts',
	]);
});

test('a connection that hears nothing in particular is an entry point itself', () => {
	expect(
		linesOf(codeServers, {
			'package.json': manifest('ws'),
			'server.js':
				"const WebSocket = require('ws');\nconst one = new WebSocket.Server({port: 1});\none.on('connection', handle);\nconst two = new WebSocket.WebSocketServer({port: 2});\ntwo.on('connection', socket => { socket.on('message', hear); });",
		}),
	).toEqual(['socket connection → handle@server.js', 'socket message → hear@server.js']);
});
