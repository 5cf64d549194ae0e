import {lastOf, textOf} from '../code/code.ts';
import {followed} from './exported.ts';
import type {Ground, Step} from './registered.ts';

const makers: ReadonlySet<string> = new Set([
	'express',
	'koa',
	'Hono',
	'OpenAPIHono',
	'Fastify',
	'fastify',
	'Koa',
	'Router',
	'AutoRouter',
	'IttyRouter',
	'Elysia',
	'handle',
	'serverless',
	'serverlessHttp',
	'toNodeListener',
]);

/** Whether what answers is a whole application: its routes are read where they are registered. */
export function isApplication(ground: Ground, step: Step | undefined): boolean {
	if (step === undefined) return false;
	const {path, value} = followed(ground, step);
	const calls = ground.modules.codeOf(path)?.calls ?? [];
	const call = value.is === 'call' ? calls[value.call] : undefined;
	const required = call?.on === undefined ? undefined : calls[call.on]?.args[0];
	return call !== undefined && (makers.has(lastOf(call.to)) || makers.has(textOf(required) ?? ''));
}
