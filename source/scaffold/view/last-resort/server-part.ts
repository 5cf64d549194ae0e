import {lastOf, moduleLevel} from '../../../facts/code/code.ts';
import type {PlainFacts} from '../../../facts/facts.ts';
import {folderOf} from '../../../facts/modules/paths.ts';
import type {CodeNow} from '../../view.ts';
import type {Edit, Insertion} from '../../wiring/edit.ts';
import {styleOf} from '../../wiring/imports.ts';
import {endingBeside} from '../web/beside.ts';
import {type Server, serversOf} from '../web/servers.ts';
import {sourcesOf} from '../web/sources.ts';

/** One server and the handler behind its routes: what is made, and what mounts it. */
export type ServerPart = {
	readonly framework: Server['framework'];
	readonly made: string;
	readonly commonjs: boolean;
	readonly typed: boolean;
	readonly edit: Edit;
};

const python: ReadonlySet<string> = new Set(['fastapi', 'flask']);

/** Where the handler is mounted: behind all routes for Express, at the application's making for the others. */
function insertionFor({framework, name, made, code}: Server): Insertion | undefined {
	switch (framework) {
		case 'express': {
			const lines = [`${name}.use(lastResort);`];
			if (code.calls.filter(({to}) => to === `${name}.listen`).length === 1) return {at: {where: 'before', call: `${name}.listen`}, lines};
			// An application that another file starts: behind everything that this file mounts, if it does so at its own level.
			return made.in === moduleLevel && code.calls.every(({to, in: at}) => !to.startsWith(`${name}.`) || at === moduleLevel)
				? {at: {where: 'end'}, lines}
				: undefined;
		}
		case 'fastify':
			return {at: {where: 'after', call: made.to}, lines: [`${name}.setErrorHandler(lastResort);`]};
		case 'hono':
			return {at: {where: 'after', call: made.to}, lines: [`${name}.onError(lastResort);`]};
		case 'fastapi':
			return {at: {where: 'after', call: made.to}, lines: [`${name}.add_exception_handler(Exception, last_resort)`]};
		case 'flask':
			return {at: {where: 'after', call: made.to}, lines: [`${name}.register_error_handler(Exception, last_resort)`]};
		case 'nest':
			return undefined;
	}
}

const handling = /^(?:setErrorHandler|onError|exception_handler|errorhandler)$/u;
/** What people call a middleware that answers errors; one that only logs them hands them on. */
const errorMiddleware = /^(?!\w*[Ll]og)\w*(?:errors?(?:Handler|Middleware)?|ErrorHandler|ErrorMiddleware|handleErrors?|on_?[Ee]rror)$/u;
const ours: ReadonlySet<string> = new Set(['lastResort', 'last_resort']);

/** It has a handler already that is not the one of this template. */
const isHandled = ({code, name}: Server): boolean =>
	code.calls.some(
		({to, args: [first]}) =>
			(to.startsWith(`${name}.`) && handling.test(lastOf(to)) && !(first?.is === 'name' && ours.has(first.name))) ||
			(to === `${name}.use` && first?.is === 'name' && errorMiddleware.test(first.name)),
	);

/** The servers that get a handler: one of Node and one of Python at most; others are left to a person. */
export function serverParts(facts: PlainFacts, code: CodeNow): readonly ServerPart[] {
	const servers = serversOf(sourcesOf(facts, code), facts.reached).filter(one => one.framework !== 'nest' && !isHandled(one));
	const chosen = [servers.find(({framework}) => !python.has(framework)), servers.find(({framework}) => python.has(framework))];
	return chosen.flatMap((server): readonly ServerPart[] => {
		const insertion = server && insertionFor(server);
		if (server === undefined || insertion === undefined) return [];
		const isPython = python.has(server.framework);
		const folder = folderOf(server.path);
		const file = `${folder === '' ? '' : `${folder}/`}${isPython ? 'last_resort' : 'last-resort'}`;
		const name = isPython ? 'last_resort' : 'lastResort';
		const ending = isPython ? 'py' : endingBeside(server.path);
		return [
			{
				framework: server.framework,
				made: `${file}.${ending}`,
				commonjs: !isPython && styleOf(server.path, server.code) === 'commonjs',
				typed: ending.endsWith('ts'),
				edit: {
					kind: 'code',
					path: server.path,
					does: 'answers what no route caught',
					byHand: `Bring ${name} in from ${file}, and write behind all routes: ${insertion.lines.join(' ')}`,
					imports: [{name, from: {file}}],
					inserts: [insertion],
				},
			},
		];
	});
}
