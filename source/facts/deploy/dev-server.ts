import type {Place} from '../../safe-text.ts';
import {lastOf, moduleLevel} from '../code/code.ts';
import {joined} from '../commands/simple.ts';
import {type Command, expanded} from '../commands.ts';
import type {Facts} from '../facts.ts';
import {fileAt} from '../files.ts';

/** Servers that are made for work on code: they watch files, show errors with their source, and answer one request after another. */
const devServer =
	/\b(?:next dev|nuxi? dev|nuxt dev|astro dev|ng serve|react-scripts start|vue-cli-service serve|svelte-kit dev|remix (?:vite:)?dev|react-router dev|gatsby develop|strapi develop|nest start (?:--watch|--debug|-w\b)|wrangler dev|netlify dev|vercel dev|vinxi dev|webpack(?:-dev-server| serve)|nodemon|ts-node-dev|tsx watch|(?:node|bun)\s[^;&|]{0,60}--(?:watch|hot)|fastapi dev|manage\.py runserver|flask (?:-\S+ \S+ |--\S+ )*run|adonis serve|ace serve --(?:watch|hmr))\b|^(?:\S+\/)?vite(?:\s+(?:dev|serve|--\S+.*))?$|\b(?:uvicorn|gunicorn|hypercorn|granian|litestar)\b[^;&|]*\s--reload\b/u;

/** The server for development that a command starts by its own words; undefined for none. */
export const devServerNamed = (command: string): string | undefined => devServer.exec(command)?.[0].trim();

/** Where a command starts a server that is made for development; undefined when it starts none that is known. */
export function devServerIn(
	command: Pick<Command, 'command' | 'folder' | 'path' | 'line' | 'text'>,
	facts: Facts,
): (Place & {readonly what: string}) | undefined {
	for (const run of expanded(command, facts.commands)) {
		const found = devServer.exec(run.command);
		if (found !== null) return {path: command.path, line: command.line, text: command.text, what: found[0].trim()};
		const flask = flaskRun(run.command, run.folder, facts);
		if (flask !== undefined) return {...flask, what: "Flask's development server"};
	}
	return undefined;
}

/** `python app.py`, where that file calls `app.run()` of Flask. */
function flaskRun(command: string, folder: string, facts: Facts): Place | undefined {
	const name = /^(?:exec\s+)?(?:uv run |poetry run )?python3?(?:\s+-u)?\s+(?<file>[\w./-]+\.py)$/u.exec(command)?.groups?.file;
	if (name === undefined) return undefined;
	const plain = name.replace(/^\/?(?:app|usr\/src\/app|code|srv|src)\//u, '');
	const file = [joined(folder, name), joined(folder, plain), plain].map(path => fileAt(facts, path)).find(one => one !== undefined);
	const code = file?.code;
	if (file === undefined || code === undefined) return undefined;
	const runs = code.calls.find(
		({to, in: at, named}) =>
			lastOf(to) === 'run' && to.split('.').length === 2 && at === moduleLevel && flaskArguments(named) && isFlask(to, code),
	);
	return runs === undefined ? undefined : {path: file.path, line: runs.line, text: runs.text};
}

const flaskArguments = (named: readonly {readonly key: string}[]): boolean =>
	named.every(({key}) => /^(?:host|port|debug|threaded|use_reloader|ssl_context|load_dotenv)$/u.test(key));

type Parts = {
	readonly imports: readonly {readonly from: string}[];
	readonly variables: readonly {readonly names: readonly string[]; readonly value: {readonly is: string; readonly call?: number}}[];
	readonly calls: readonly {readonly to: string}[];
};

/** What `run` is called on is made by Flask here, or by a function of a file that imports it. */
function isFlask(to: string, code: Parts): boolean {
	const receiver = to.split('.')[0] ?? '';
	const made = code.variables.find(({names}) => names.includes(receiver));
	const call = made?.value.is === 'call' && made.value.call !== undefined ? code.calls[made.value.call] : undefined;
	if (call !== undefined) return /^(?:flask\.)?Flask$|^(?:\w+\.)?create_app$/u.test(call.to);
	return (
		made === undefined &&
		/^(?:\w*app|application|server)$/u.test(receiver) &&
		!code.imports.some(({from}) => /^(?:aiohttp|sanic|bottle|quart|uvicorn|dash|typer|streamlit)\b/u.test(from))
	);
}
