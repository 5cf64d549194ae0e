import type {Reader} from './registered.ts';

/** Frameworks that answer requests and whose routes are not read, by the package that is imported. */
const others: ReadonlyMap<string, string> = new Map([
	['@adonisjs/core', 'AdonisJS'],
	['sails', 'Sails'],
	['@hapi/hapi', 'hapi'],
	['hapi', 'hapi'],
	['restify', 'restify'],
	['@feathersjs/feathers', 'Feathers'],
	['@feathersjs/express', 'Feathers'],
	['@feathersjs/koa', 'Feathers'],
	['elysia', 'Elysia'],
	['h3', 'h3'],
	['@loopback/rest', 'LoopBack'],
	['moleculer', 'Moleculer'],
	['moleculer-web', 'Moleculer'],
	['routing-controllers', 'routing-controllers'],
	['tsoa', 'tsoa'],
	['@tsed/common', 'Ts.ED'],
	['@foal/core', 'FoalTS'],
	['@midwayjs/core', 'Midway'],
	['egg', 'Egg'],
	['json-server', 'json-server'],
	['finale-rest', 'finale-rest'],
	['epilogue', 'epilogue'],
	['express-restify-mongoose', 'express-restify-mongoose'],
	['uWebSockets.js', 'uWebSockets.js'],
	['hyper-express', 'hyper-express'],
	['@oak/oak', 'oak'],
	['oak', 'oak'],
	['@orpc/server', 'oRPC'],
	['@grpc/grpc-js', 'gRPC'],
	['@connectrpc/connect-node', 'Connect'],
	['@adminjs/express', 'AdminJS'],
	['@payloadcms/next', 'Payload'],
	['payload', 'Payload'],
	['@strapi/strapi', 'Strapi'],
	['@keystone-6/core', 'Keystone'],
	['parse-server', 'Parse Server'],
	['meteor/meteor', 'Meteor'],
	['graphile-worker', 'Graphile Worker'],
	['postgraphile', 'PostGraphile'],
	['@temporalio/worker', 'Temporal'],
	['celery-node', 'Celery'],
]);
/** What is known to answer requests and is not read, by name. */
export const otherServers: Reader = ({files}) => {
	const places = new Map<string, {readonly path: string; readonly line: number; readonly text: string}[]>();
	for (const {path, code, role} of files) {
		if (code === undefined || role !== 'app') continue;
		for (const {from, typeOnly, line} of code.imports) {
			const name = typeOnly ? undefined : others.get(from);
			if (name === undefined) continue;
			const known = places.get(name) ?? [];
			places.set(name, known);
			if (!known.some(place => place.path === path)) known.push({path, line, text: from});
		}
	}
	return {
		found: [],
		unread: [...places].map(([framework, at]) => ({framework, because: `routes of ${framework} are not read`, places: at})),
	};
};
