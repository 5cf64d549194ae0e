import {type Entry, lastOf} from '../code/code.ts';
import type {UnreadEntryPoints} from './entry-point.ts';
import {exportedAs, followed} from './exported.ts';
import {below, folderOf} from './projects.ts';
import type {Ground, Reader, Registered, Step} from './registered.ts';
import {type WorkerConfig, workerConfig} from './workers-config.ts';
import {pagesFunctions} from './workers-pages.ts';

const configuration = /(?:^|\/)wrangler\.(?:toml|jsonc?)$/u;
const deploys = /\bwrangler (?:deploy|publish|dev)\b/u;
const made = /(?:^|\/)(?:\.open-next|dist|build|\.svelte-kit|\.output|node_modules)\//u;
/** Modules whose own routes are read where they are registered. */
const routed = /^(?:hono|itty-router|react-router|@remix-run\/|@react-router\/|@opennextjs\/|astro|@astrojs\/|@sveltejs\/|@tanstack\/)/u;

/** Cloudflare Workers and the functions of Cloudflare Pages, by what `wrangler` names. */
export const workersReader: Reader = (ground: Ground) => {
	const found: Registered[] = [];
	const unread: UnreadEntryPoints[] = [];
	for (const {path, firstLine, role} of ground.files) {
		if (!configuration.test(path) || role === 'vendored' || role === 'test' || role === 'example' || role === 'docs') continue;
		const config = workerConfig(path, ground.text(path) ?? '');
		if (config === undefined) unread.push({framework: 'workers', because: 'its configuration could not be parsed', places: [firstLine]});
		const main = config?.main === undefined || made.test(config.main) ? undefined : below(folderOf(path), config.main);
		if (config !== undefined && main !== undefined) {
			if (ground.modules.codeOf(main) === undefined)
				unread.push({framework: 'workers', because: `the code of ${config.main} was not read`, places: [firstLine]});
			found.push(...workerIn(ground, main, config));
		}
	}
	return {found: [...found, ...pagesFunctions(ground)], unread: [...unread, ...unnamed(ground)]};
};

/** Packages that are deployed with `wrangler` although no configuration of it is there: what they serve is not known. */
function unnamed(ground: Ground): readonly UnreadEntryPoints[] {
	const configured = new Set(ground.files.filter(({path}) => configuration.test(path)).map(({path}) => folderOf(path) || '.'));
	const places = ground.packages
		.filter(one => !configured.has(one.path) && one.scripts.some(({command}) => deploys.test(command)))
		.flatMap(one => one.scripts.filter(({command}) => deploys.test(command)).slice(0, 1));
	if (places.length === 0) return [];
	return [
		{framework: 'workers', because: 'no configuration names the file', places: places.map(({path, line, text}) => ({path, line, text}))},
	];
}

function workerIn(ground: Ground, path: string, config: WorkerConfig): readonly Registered[] {
	const exported = exportedAs(ground, path, 'default');
	const handler = exported?.handler;
	if (exported === undefined || handler === undefined) return [];
	const step = followed(ground, handler);
	const {value} = step;
	if (value.is === 'class') {
		const code = ground.modules.codeOf(step.path);
		const methods = code?.classes[value.class]?.methods ?? [];
		return methods.flatMap(index => {
			const method = code?.functions[index];
			if (method === undefined) return [];
			return triggers(ground, step, {key: lastOf(method.name), value: {is: 'function', function: index}, line: method.line}, config);
		});
	}
	return value.is === 'object' ? value.entries.flatMap(entry => triggers(ground, step, entry, config)) : [];
}

/** One trigger of a worker. A router behind `fetch` registers its own routes. */
function triggers(ground: Ground, step: Step, {key, value, line}: Entry, config: WorkerConfig): readonly Registered[] {
	const code = ground.modules.codeOf(step.path);
	const text = value.is === 'function' ? (code?.functions[value.function]?.text ?? step.text) : key;
	const place = {path: step.path, line, text};
	const handler: Step = {...step, ...place, value, how: value.is === 'call' ? 'wrapper' : 'call'};
	const common = {...place, framework: 'workers', handler, before: [], given: [], unresolved: []};
	switch (key) {
		case 'fetch':
			return isRouter(ground, step, handler) ? [] : [{...common, kind: 'http', method: 'ANY', route: '/*'}];
		case 'scheduled':
			return [{...common, kind: 'cron', method: '', route: config.crons.length === 0 ? key : config.crons.join(', ')}];
		case 'queue':
			return [{...common, kind: 'queue', method: '', route: config.queues.length === 0 ? key : config.queues.join(', ')}];
		case 'email':
		case 'tail':
		case 'trace':
			return [{...common, kind: 'function', method: '', route: key}];
	}
	return [];
}

/** `app.fetch`, or a function that hands its request to another's `fetch`, or to a handler that a framework makes. */
function isRouter(ground: Ground, {path}: Step, {value}: Step): boolean {
	const code = ground.modules.codeOf(path);
	if (code === undefined) return false;
	if (value.is === 'name' && value.name.includes('.')) return true;
	if (value.is !== 'function') return false;
	const scope = value.function;
	const request = code.functions[scope]?.parameters[0]?.name;
	return code.calls.some(call => {
		const [given] = call.args;
		if (call.in !== scope || call.result !== 'returned' || given?.is !== 'name' || given.name !== request) return false;
		const owner = call.to.replace(/\.\w+$/u, '');
		if (/\.(?:fetch|handle)$/u.test(call.to)) return !/[()]/u.test(owner) && !/^(?:this|env)(?:\.|$)/u.test(owner);
		const from = ground.modules.definitionOf(path, call.to, scope);
		const maker =
			from.is === 'variable' && from.value.value.is === 'call' ? ground.modules.codeOf(from.path)?.calls[from.value.value.call] : undefined;
		const origin = maker === undefined || from.is !== 'variable' ? from : ground.modules.definitionOf(from.path, maker.to);
		return origin.is === 'package' && routed.test(origin.package);
	});
}
