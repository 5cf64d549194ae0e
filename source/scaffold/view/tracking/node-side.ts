import {lastOf} from '../../../facts/code/code.ts';
import type {PlainFacts} from '../../../facts/facts.ts';
import {folderOf} from '../../../facts/modules/paths.ts';
import type {CodeNow} from '../../view.ts';
import type {Edit} from '../../wiring/edit.ts';
import {styleOf} from '../../wiring/imports.ts';
import {endingBeside} from '../web/beside.ts';
import {type Server, serversOf} from '../web/servers.ts';
import {type Source, sourcesOf} from '../web/sources.ts';
import {installNpm} from './installing.ts';
import type {Side} from './side.ts';
import {startFileOf} from './start-file.ts';

/** The release whose behaviour was tried: errors of Express, Fastify and Koa are heard without a handler of their own. */
export const sentryRange = '^11.8.0';

const script = /\.[cm]?[jt]sx?$/u;

/** A server without one of the known frameworks: the file that makes Node's own server, or Koa's. */
function bareServer(sources: readonly Source[], reached: ReadonlySet<string>): Source | undefined {
	const makes = sources.filter(
		({code}) =>
			code.imports.some(({from, typeOnly}) => !typeOnly && /^(?:node:)?https?$|^koa$/u.test(from)) &&
			code.calls.some(({to}) => lastOf(to) === 'listen'),
	);
	return makes.find(({path}) => reached.has(path)) ?? makes[0];
}

/** Hono answers its own errors, so that nobody hears of them: they are handed on. */
function honoEdit({path, code, name, made}: Server): Edit | undefined {
	if (code.calls.some(({to}) => to === `${name}.onError`)) return undefined;
	return {
		kind: 'code',
		path,
		does: 'hands errors of requests to the tracker',
		byHand: `Call Sentry.captureException(error) in ${name}.onError.`,
		imports: [{name: '*', local: 'Sentry', from: {package: '@sentry/node'}}],
		inserts: [
			{
				at: {where: 'after', call: made.to},
				lines: [
					`${name}.onError((error, context) => {`,
					'\tSentry.captureException(error);',
					"\treturn context.text('Something went wrong on our side.', 500);",
					'});',
				],
			},
		],
	};
}

/** A Node server's side; `filter` is the file with the filter that Nest needs besides, empty for the others. */
type NodeSide = Side & {readonly filter: string};

/** Nest answers errors itself too: a filter hands them on first. */
function nestEdit({path, name, made}: Server, file: string): Edit {
	return {
		kind: 'code',
		path,
		does: 'hands errors of requests to the tracker',
		byHand: `Write behind NestFactory.create: ${name}.useGlobalFilters(new ReportingFilter(${name}.get(HttpAdapterHost).httpAdapter));`,
		imports: [
			{name: 'HttpAdapterHost', from: {package: '@nestjs/core'}},
			{name: 'ReportingFilter', from: {file}},
		],
		inserts: [
			{
				at: {where: 'after', call: made.to},
				lines: [`${name}.useGlobalFilters(new ReportingFilter(${name}.get(HttpAdapterHost).httpAdapter));`],
			},
		],
	};
}

/** Where a Node server is started to send its errors: before anything else is loaded. */
export function nodeSide(facts: PlainFacts, code: CodeNow): NodeSide | undefined {
	const sources = sourcesOf(facts, code).filter(({path}) => script.test(path));
	const server = serversOf(sources, facts.reached).find(({path}) => script.test(path));
	const file = server ?? bareServer(sources, facts.reached);
	const owner = facts.packages.find(({path}) => path === file?.package);
	if (file === undefined || owner === undefined) return undefined;
	const start = startFileOf(file, sources);
	const folder = folderOf(start.path);
	const made = folder === '' ? 'error-tracking' : `${folder}/error-tracking`;
	const style = styleOf(start.path, start.code);
	const installing = installNpm(owner, '@sentry/node', sentryRange, facts);
	const filter = `${folder === '' ? '' : `${folder}/`}reporting-filter`;
	const hands = server?.framework === 'hono' ? honoEdit(server) : server?.framework === 'nest' ? nestEdit(server, filter) : undefined;
	const loads: Edit = {
		kind: 'code',
		path: start.path,
		does: 'starts it before anything else is loaded',
		byHand: 'Load error-tracking as the very first line, above every other import.',
		imports: [{from: {file: made}}],
		inserts: [],
	};
	return {
		made: `${made}.${endingBeside(start.path)}`,
		commonjs: style === 'commonjs',
		edits: [...installing.edits, loads, ...(hands === undefined ? [] : [hands])],
		install: installing.command,
		filter: server?.framework === 'nest' ? `${filter}.ts` : '',
	};
}
