import {blockAt} from '../block.ts';
import {isHealthPath} from './path.ts';
import {definitionOf, type Source} from './source.ts';

/** A route that is about health, and the text of what answers it; empty when that was not found. */
export type Candidate = {readonly source: Source; readonly offset: number; readonly route: string; readonly block: string};

/** A path without its last slash. */
export const normal = (path: string): string => path.replace(/\/+$/u, '');
const handlerName = /health|heart_?beat|readiness|liveness|is_?alive/iu;

const routeFile =
	/(?:^|\/)app\/(?<next>(?:.+\/)?[^/]+)\/route\.[jt]sx?$|(?:^|\/)pages\/(?<pages>api\/.+)\.[jt]sx?$|(?:^|\/)routes\/(?<svelte>.+)\/\+server\.[jt]s$|(?:^|\/)server\/(?:api|routes)\/(?<nitro>.+?)(?:\.(?:get|all))?\.[jt]s$|(?:^|\/)app\/routes\/(?<remix>.+)\.[jt]sx?$|(?:^|\/)(?<vercel>api\/[^/]+)\.(?:[jt]s|py)$/u;

/** Frameworks whose routes are files. */
export function byPath(source: Source, wired: ReadonlySet<string>): readonly Candidate[] {
	const groups = routeFile.exec(source.file.path)?.groups;
	const raw = groups?.next ?? groups?.pages ?? groups?.svelte ?? groups?.nitro ?? groups?.remix ?? groups?.vercel;
	if (raw === undefined) return [];
	const route = `/${raw
		.replaceAll(/\([^)]*\)\/?/gu, '')
		.replaceAll('+', '')
		.replaceAll('.', '/')
		.replace(/\/(?:index|route)$/u, '')}`;
	if (!isHealthPath(route) && ![...wired].some(path => normal(route) === path)) return [];
	const at = source.code.search(/^export\b|^def\b|^async def\b/mu);
	return [{source, offset: Math.max(at, 0), route, block: source.code}];
}

const mayTell =
	/['"`/](?:_?health|heartbeat|ready|readi|live|alive|ping|up|status|hc)[\w-]{0,12}\/?['"`$]|health|heart_?beat|liveness|readiness/iu;
const scriptRoute = /\.(?:get|all|use|head|route)\s*(?:<[^>]{0,80}>)?\(\s*(?<quote>['"`])(?<path>\/[^'"`\n]{0,200})\k<quote>/gu;
const optionRoute = /\b(?:url|path)\s*:\s*['"`](?<path>\/[^'"`\n]{1,200})['"`]/gu;
const comparedRoute = /\b(?:url|pathname|path)\s*={2,3}\s*['"`](?<path>\/[^'"`\n]{1,200})['"`]/gu;
const tableRoute = /['"`](?<path>\/[\w./-]{1,100})['"`]\s*:\s*(?:async\b|\(|new\s+Response|(?!true|false|null|undefined)[A-Za-z_$])/gu;
const procedureRoute = /\b(?<path>health\w{0,10}|ping)\s*:\s*\w{0,30}[pP]rocedure\b/gu;
const nestRoute = /@(?:Controller|Get|All)\s*\(\s*(?:\{[^}]{0,200}?path\s*:\s*)?['"`](?<path>[^'"`\n]{1,200})['"`]/gu;
const pythonRoute = /^[ \t]*@[\w.]+\.(?:route|get|head|api_route)\s*\(\s*[rf]?['"](?<path>[^'"\n]{0,200})['"]/gmu;
const pythonPrefix = /\b(?:prefix|url_prefix)\s*=\s*['"](?<path>\/[^'"\n]{1,200})['"]/gu;
const djangoRoute = /(?<![\w.])(?:re_)?path\s*\(\s*r?['"](?<path>[^'"\n]{1,200})['"]\s*,\s*(?<handler>[\w.]+)/gu;

/** Routes that are registered by a call, a decorator or a table. */
export function byCall(source: Source, wired: ReadonlySet<string>, sources: readonly Source[]): readonly Candidate[] {
	const {file} = source;
	if (!mayTell.test(source.raw) && ![...wired].some(path => source.raw.includes(path.slice(path.lastIndexOf('/'))))) return [];
	const {code} = source;
	const isHealth = (path: string): boolean =>
		isHealthPath(path) || [...wired].some(one => one === normal(path) || (path.length > 3 && one.endsWith(normal(path))));
	if (file.language === 'py') {
		return [
			...[...code.matchAll(pythonRoute)].flatMap(match => {
				const offset = (match.index ?? 0) + match[0].search(/\S/u);
				const block = blockAt(code, offset, 'py');
				const name = /def\s+(?<name>\w+)/u.exec(block)?.groups?.name ?? '';
				const path = match.groups?.path ?? '';
				return isHealth(path) || (/^\/?$/u.test(path) && handlerName.test(name)) ? [{source, offset, route: path, block}] : [];
			}),
			...[...code.matchAll(pythonPrefix)].flatMap(match =>
				isHealth(match.groups?.path ?? '') && /@\w+\.(?:get|route)/u.test(code)
					? [{source, offset: match.index ?? 0, route: match.groups?.path ?? '', block: code}]
					: [],
			),
			...[...code.matchAll(djangoRoute)].flatMap(match => {
				const path = (match.groups?.path ?? '').replaceAll(/[\^$]/gu, '');
				if (!isHealth(path)) return [];
				const handler = (match.groups?.handler ?? '').split('.').findLast(part => part !== 'as_view') ?? '';
				return [{source, offset: match.index ?? 0, route: path, block: definitionOf(handler, sources, source)?.text ?? ''}];
			}),
		];
	}
	return [scriptRoute, optionRoute, comparedRoute, tableRoute, procedureRoute, nestRoute].flatMap(pattern =>
		[...code.matchAll(pattern)].flatMap(match => {
			const path = match.groups?.path ?? '';
			const offset = match.index ?? 0;
			const nest = pattern === nestRoute;
			const start = nest ? offset : Math.max(code.lastIndexOf('\n', offset), code.lastIndexOf(';', offset)) + 1;
			const statement = nest
				? match[0].startsWith('@Controller')
					? code.slice(offset)
					: untilNextRoute(code, offset)
				: blockAt(code, start, 'ts');
			const named =
				pattern === tableRoute
					? /^['"`][^'"`]*['"`]\s*:\s*(?<name>[\w$]+)/u.exec(code.slice(offset, offset + 200))
					: /[,\s(](?:[\w$]+\.)*(?<name>[\w$]+)\s*\)\s*$/u.exec(statement.trim());
			const handler = named?.groups?.name ?? '';
			const inline = pattern === comparedRoute || pattern === procedureRoute || /=>|\bfunction\b|new\s+Response\b/u.test(statement);
			const rooted = path === '/' && !inline && handlerName.test(handler);
			if (!(isHealth(path) || rooted)) return [];
			if (pattern === optionRoute && !/\bhandler\b|\bmethod\b/u.test(code.slice(offset - 200, offset + 400))) return [];
			const block =
				inline || nest
					? statement.replace(/(?<=[pP]rocedure\b[^\n]{0,200})\.query\s*\(/u, '.answers(')
					: (definitionOf(handler, sources, source)?.text ?? '');
			return [{source, offset: start + (statement.length - statement.trimStart().length), route: path, block}];
		}),
	);
}

function untilNextRoute(code: string, offset: number): string {
	const next = code.slice(offset + 1).search(/@(?:Get|Post|Put|Patch|Delete|All)\b/u);
	return next === -1 ? code.slice(offset) : code.slice(offset, offset + 1 + next);
}
