import {type Call, lastOf, type Value} from '../../../facts/code/code.ts';
import type {Source} from './sources.ts';

/** Frameworks whose servers are made by a call in a file of one's own. */
type Framework = 'express' | 'fastify' | 'hono' | 'nest' | 'fastapi' | 'flask';

/** Where an application makes its server, and what it calls it there. */
export type Server = Source & {
	readonly framework: Framework;
	/** The variable that holds it: `app`. */
	readonly name: string;
	/** The call that makes it. Its callee as written is where lines are put. */
	readonly made: Call;
};

type Maker = {readonly framework: Framework; readonly from: readonly string[]; readonly names: readonly string[]};

const makers: readonly Maker[] = [
	{framework: 'express', from: ['express'], names: ['default']},
	{framework: 'fastify', from: ['fastify'], names: ['default', 'fastify', 'Fastify']},
	{framework: 'hono', from: ['hono', 'hono/quick', 'hono/tiny', '@hono/zod-openapi'], names: ['Hono', 'OpenAPIHono']},
	{framework: 'nest', from: ['@nestjs/core'], names: ['NestFactory']},
	{framework: 'fastapi', from: ['fastapi', 'fastapi.applications'], names: ['FastAPI']},
	{framework: 'flask', from: ['flask'], names: ['Flask']},
];

/** The servers that a file makes. */
function serversIn(source: Source): readonly Server[] {
	const {code} = source;
	return code.imports.flatMap(({from, name, local, typeOnly}) => {
		const maker = makers.find(one => one.from.includes(from));
		if (maker === undefined || typeOnly || local === undefined || name === undefined) return [];
		// `require('express')` gives the whole module, which is what is called.
		if (!maker.names.includes(name) && !(name === '*' && maker.names.includes('default'))) return [];
		const callee = maker.framework === 'nest' ? `${local}.create` : local;
		return code.calls.flatMap((made, at): readonly Server[] => {
			const keptAs = made.to === callee ? nameOf(source, at) : undefined;
			return keptAs === undefined ? [] : [{...source, framework: maker.framework, name: keptAs, made}];
		});
	});
}

/** The name that the result of a call is kept under. */
function nameOf({code}: Source, at: number): string | undefined {
	const isIt = (value: Value): boolean => value.is === 'call' && value.call === at;
	const kept = code.variables.find(({value, pattern}) => pattern === 'name' && isIt(value));
	const assigned = code.assignments.find(({value, to}) => isIt(value) && !to.includes('.'));
	return kept?.names[0] ?? assigned?.to;
}

/** Calls that start a server listen on it; a file without one may still make the application that another file starts. */
const listens = ({code, name}: Server): boolean =>
	code.calls.some(({to, args}) => lastOf(to) === 'listen' || (lastOf(to) === 'serve' && JSON.stringify(args).includes(name)));

/** The servers of an application. Of several in one package, those that listen are meant: others are mounted into them. */
export function serversOf(sources: readonly Source[], reached: ReadonlySet<string>): readonly Server[] {
	const all = sources.flatMap(serversIn);
	const running = all.filter(({path}) => reached.has(path));
	const meant = running.length > 0 ? running : all;
	const listening = meant.filter(listens);
	return meant.length > 1 && listening.length > 0 ? listening : meant;
}
