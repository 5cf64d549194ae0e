import {type Call, lastOf} from '../../../facts/code/code.ts';
import {leadsTo, taken} from './databases.ts';
import type {Server} from './servers.ts';
import type {Source} from './sources.ts';

/** Where a server begins to listen, and what holds it from then on. */
export type Listening = Source & {
	/** The call that begins it. */
	readonly call: Call;
	/** The name that the server has, or is to be given. */
	readonly server: string;
	/** Nobody keeps what the call gives yet: it must be given the name. */
	readonly keep: boolean;
};

/** The names that an application has in a file: its own, or what it is imported as. */
const namesIn = ({path, code}: Source, app: Server): readonly string[] =>
	path === app.path
		? [app.name]
		: code.imports.flatMap(({from, local, typeOnly}) => (local !== undefined && !typeOnly && leadsTo(from, path, app.path) ? [local] : []));

/** The servers that are made around an application: `const server = http.createServer(app)`. */
const around = ({code}: Source, names: readonly string[]): readonly string[] =>
	code.variables.flatMap(({names: kept, value}) => {
		const call = value.is === 'call' ? code.calls[value.call] : undefined;
		const isAround =
			call !== undefined && lastOf(call.to) === 'createServer' && call.args.some(arg => arg.is === 'name' && names.includes(arg.name));
		return isAround ? kept.slice(0, 1) : [];
	});

/** Every place in which a server of Express or Hono begins to listen. */
export function listeningOf(sources: readonly Source[], app: Server): readonly Listening[] {
	return sources
		.filter(one => one.package === app.package)
		.flatMap((source): readonly Listening[] => {
			const names = namesIn(source, app);
			if (names.length === 0) return [];
			const servers = around(source, names);
			return source.code.calls.flatMap((call, at): readonly Listening[] => {
				const [receiver = ''] = call.to.split('.');
				if (call.to === `${receiver}.listen` && servers.includes(receiver)) return [{...source, call, server: receiver, keep: false}];
				const begins = app.framework === 'hono' ? isServe(source, call) : call.to === `${receiver}.listen` && names.includes(receiver);
				return begins ? [{...source, call, ...heldBy(source, at)}] : [];
			});
		});
}

const isServe = ({code}: Source, {to}: Call): boolean =>
	code.imports.some(({from, name, local}) => from === '@hono/node-server' && name === 'serve' && local === to);

/** The name that holds what a call gives, or the one that it is to be given. */
function heldBy({code}: Source, at: number): {readonly server: string; readonly keep: boolean} {
	const kept = code.variables.find(({value, pattern}) => pattern === 'name' && value.is === 'call' && value.call === at)?.names[0];
	if (kept !== undefined) return {server: kept, keep: false};
	const names = taken(code);
	return {server: ['server', 'httpServer', 'listeningServer'].find(name => !names.has(name)) ?? 'server', keep: true};
}
