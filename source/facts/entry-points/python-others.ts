import type {UnreadEntryPoints} from './entry-point.ts';
import {placeIn, pythonFiles} from './python-ground.ts';
import type {Reader} from './registered.ts';

/** Servers whose entry points are not read, by what is imported of them; `*` for anything. */
const servers: Readonly<Record<string, readonly string[]>> = {
	aiohttp: ['web'],
	tornado: ['web', 'Application', 'RequestHandler'],
	sanic: ['Sanic', '*'],
	bottle: ['Bottle', 'route', '*'],
	starlette: ['Starlette', 'Route', 'Mount', 'Router'],
	falcon: ['App', 'API', 'asgi', '*'],
	quart: ['Quart', 'Blueprint', '*'],
	litestar: ['Litestar', 'Router', '*'],
	ninja: ['NinjaAPI', 'Router', '*'],
	robyn: ['Robyn', '*'],
	cherrypy: ['*'],
	pyramid: ['Configurator', '*'],
	grpc: ['*'],
	flask_admin: ['Admin', '*'],
	flask_appbuilder: ['AppBuilder', '*'],
	fastapi_users: ['FastAPIUsers'],
	socketio: ['*', 'AsyncServer', 'Server'],
	flask_socketio: ['SocketIO', '*'],
	channels: ['ProtocolTypeRouter'],
	strawberry: ['*'],
	graphene: ['Schema', '*'],
	ariadne: ['*'],
	fastmcp: ['FastMCP', '*'],
	dash: ['Dash', '*'],
	chainlit: ['*'],
	functions_framework: ['*'],
	firebase_functions: ['*', 'https_fn'],
};

/** Python servers that no reader knows, by name. */
export const pythonOthersReader: Reader = ground => {
	const found = new Map<string, UnreadEntryPoints>();
	for (const {path, code} of pythonFiles(ground))
		for (const {from, name, typeOnly, line} of code.imports) {
			const [framework = '', part] = from.split('.');
			const wanted = Object.hasOwn(servers, framework) ? servers[framework] : undefined;
			if (wanted === undefined || typeOnly || !(wanted.includes(name ?? '') || (part !== undefined && wanted.includes(part)))) continue;
			const before = found.get(framework);
			const place = placeIn(path, {line, text: name === '*' ? `import ${from}` : `from ${from} import ${name}`});
			if ((before?.places.length ?? 0) < 5)
				found.set(framework, {framework, because: 'its entry points are not read', places: [...(before?.places ?? []), place]});
		}
	return {found: [], unread: [...found.values()]};
};
