import type {Repository} from '../repository/repository.ts';
import type {Place} from '../safe-text.ts';
import {blockAt} from './block.ts';
import {withoutComments} from './comments.ts';
import type {FileFact} from './files.ts';
import {lineCounter} from './imports.ts';

/** A route that says whether the service works, and what it looks at before it answers. */
export type HealthRoute = Place & {
	readonly route: string;
	/** `yes`: something that is stored is asked for; `no`: the answer is made without looking; `unclear`: what it calls could not be followed. */
	readonly asksDatabase: 'yes' | 'no' | 'unclear';
	/** A failure is answered as one. */
	readonly canFail: boolean;
};

const strong = /^_?(?:health(?:z|s|y)?|health[-_]?checks?|heartbeat|readyz|readiness|livez|liveness|alive)$/iu;
const weak = /^(?:ping|up|status|live|ready|hc)$/iu;
const plainSegment = /^(?:api|v\d+|internal|system|utils|monitoring|monitor|_|public|rest|app|admin|common|core)$/iu;
const handlerName = /health|heart_?beat|readiness|liveness|is_?alive/iu;
const asks =
	/SELECT\s+1|\$queryRaw|\$executeRaw|\$runCommandRaw|\.(?:execute|query|raw|exec|rpc|scalar)\s*[(`<]|\bcursor\s*\(|(?:db|database|prisma|mongo|mongoose|sequelize|client|redis|typeorm|pool|conn\w*|knex|admin\(\)|prismaHealth|orm)\w*\.(?:ping|pingCheck|isHealthy)\s*\(|\.readyState\b|\.authenticate\s*\(|\.ping\s*\(|\.(?:count|findFirst|findOne|findMany|findUnique|find_one|estimatedDocumentCount|listCollections)\s*\(|\.from\s*\(\s*['"`]|ensure_connection|is_usable|db\.command\s*\(|\.objects\.|\bsql\s*`|\.select\s*\(|\$connect\s*\(/iu;
const fails =
	/\b50\d\b|\bthrow\b|\braise\b|\breject\s*\(|SERVICE_UNAVAILABLE|INTERNAL_SERVER_ERROR|InternalServerError|[sS]erviceUnavailable|serverUnavailable|\babort\s*\(|\bnext\s*\(\s*e|HealthCheckService|@HealthCheck\b/u;
const catches = /\bcatch\b|\bexcept\b/u;
const hopName = /health|check|database|\bdb|Db\b|ready|alive|ping|probe|connect|status/iu;
const called = /(?<![\w$])(?<name>[A-Za-z_$][\w$]{2,60})\s*\(/gu;
const notOurs =
	/^(?:if|for|while|switch|catch|return|function|await|async|def|json|status|Response|NextResponse|jsonify|Date|String|Number|GET|POST|Get|Controller|HealthCheck|Depends|HttpResponse|JsonResponse|clearTimeout|setTimeout)$/u;

/** Whether the last part of a path is a name under which services tell how they are. */
export function isHealthPath(path: string): boolean {
	if (/[:{<[*]/u.test(path)) return false;
	const segments = path
		.replace(/\?.*$/u, '')
		.split('/')
		.filter(segment => segment !== '');
	const last = segments.at(-1) ?? '';
	return strong.test(last) || (weak.test(last) && segments.slice(0, -1).every(segment => plainSegment.test(segment)));
}

/** A file's text, and its text without comments, made when first asked for. */
type Source = {readonly file: FileFact; readonly raw: string; readonly code: string};
type Candidate = {readonly source: Source; readonly offset: number; readonly route: string; readonly block: string};

/** The routes of a repository that say whether it works. */
export function healthOf(repository: Repository, files: readonly FileFact[]): readonly HealthRoute[] {
	const wired = new Set(
		files.flatMap(file =>
			file.marks.flatMap(({kind, value}) => (kind === 'health.wired' && value !== undefined && value !== '/' ? [normal(value)] : [])),
		),
	);
	const sources: readonly Source[] = files
		.filter(
			file => file.role === 'app' && (file.language === 'ts' || file.language === 'js' || file.language === 'py') && file.side !== 'client',
		)
		.map(file => sourceOf(file, repository.text(file.path) ?? ''));
	const found = sources.flatMap(source => [...byPath(source, wired), ...byCall(source, wired, sources)]);
	const seen = new Set<string>();
	return found.flatMap(candidate => {
		const lines = lineCounter(candidate.source.code);
		const line = lines.at(candidate.offset);
		const key = `${candidate.source.file.path}:${line}`;
		if (seen.has(key)) return [];
		seen.add(key);
		const place = {
			path: candidate.source.file.path,
			line,
			text: lineCounter(repository.text(candidate.source.file.path) ?? '').text(candidate.offset),
		};
		return [{...place, route: candidate.route, ...judged(candidate.block, candidate.source, sources)}];
	});
}

function sourceOf(file: FileFact, raw: string): Source {
	let code: string | undefined;
	return {
		file,
		raw,
		get code() {
			code ??= withoutComments(raw, file.language);
			return code;
		},
	};
}

const normal = (path: string): string => path.replace(/\/+$/u, '');
const routeFile =
	/(?:^|\/)app\/(?<next>(?:.+\/)?[^/]+)\/route\.[jt]sx?$|(?:^|\/)pages\/(?<pages>api\/.+)\.[jt]sx?$|(?:^|\/)routes\/(?<svelte>.+)\/\+server\.[jt]s$|(?:^|\/)server\/(?:api|routes)\/(?<nitro>.+?)(?:\.(?:get|all))?\.[jt]s$|(?:^|\/)app\/routes\/(?<remix>.+)\.[jt]sx?$|(?:^|\/)(?<vercel>api\/[^/]+)\.(?:[jt]s|py)$/u;

/** Frameworks whose routes are files. */
function byPath(source: Source, wired: ReadonlySet<string>): readonly Candidate[] {
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
const nestRoute = /@(?:Controller|Get|All)\s*\(\s*(?:\{[^}]{0,200}?path\s*:\s*)?['"`](?<path>[^'"`\n]{1,200})['"`]/gu;
const pythonRoute = /^[ \t]*@[\w.]+\.(?:route|get|head|api_route)\s*\(\s*[rf]?['"](?<path>[^'"\n]{0,200})['"]/gmu;
const pythonPrefix = /\b(?:prefix|url_prefix)\s*=\s*['"](?<path>\/[^'"\n]{1,200})['"]/gu;
const djangoRoute = /(?<![\w.])(?:re_)?path\s*\(\s*r?['"](?<path>[^'"\n]{1,200})['"]\s*,\s*(?<handler>[\w.]+)/gu;

function byCall(source: Source, wired: ReadonlySet<string>, sources: readonly Source[]): readonly Candidate[] {
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
	return [scriptRoute, optionRoute, nestRoute].flatMap(pattern =>
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
			const handler = /[,\s(](?:[\w$]+\.)*(?<name>[\w$]+)\s*\)\s*$/u.exec(statement.trim())?.groups?.name ?? '';
			const inline = /=>|\bfunction\b/u.test(statement);
			const rooted = path === '/' && !inline && handlerName.test(handler);
			if (!(isHealth(path) || rooted)) return [];
			if (pattern === optionRoute && !/\bhandler\b|\bmethod\b/u.test(code.slice(offset - 200, offset + 400))) return [];
			const block = inline || nest ? statement : (definitionOf(handler, sources, source)?.text ?? '');
			return [{source, offset: start + (statement.length - statement.trimStart().length), route: path, block}];
		}),
	);
}

function untilNextRoute(code: string, offset: number): string {
	const next = code.slice(offset + 1).search(/@(?:Get|Post|Put|Patch|Delete|All)\b/u);
	return next === -1 ? code.slice(offset) : code.slice(offset, offset + 1 + next);
}

/** The text that defines a name: in the same file first, else in any other; for a router, its whole file. */
function definitionOf(
	name: string,
	sources: readonly Source[],
	from: Source,
): {readonly text: string; readonly source: Source} | undefined {
	if (name === '') return undefined;
	const pattern = new RegExp(
		`(?:\\bfunction\\s+|\\bdef\\s+|\\bclass\\s+|\\b(?:const|let|var)\\s+|\\bexports\\.|^[ \\t]+(?:(?:public|private|static|async)[ \\t]+){0,3})${name}\\s*(?:=|\\(|:)`,
		'mu',
	);
	for (const source of [from, ...sources.filter(one => one !== from && one.raw.includes(name))]) {
		for (let rest = 0; rest < source.code.length; ) {
			const match = pattern.exec(source.code.slice(rest));
			if (match === null) break;
			const offset = rest + match.index;
			const text = blockAt(source.code, offset, source.file.language);
			if (/\{|=>|\bdef\b|\bclass\b|Router\s*\(/u.test(text))
				return {text: /Router\s*\(|Blueprint\s*\(/u.test(text) ? source.code : text, source};
			rest = offset + match[0].length;
		}
	}
	const imported = from.file.imports
		.find(one => new RegExp(`\\b${name}\\b`, 'u').test(one.text))
		?.source.split(/[/.]/u)
		.at(-1);
	const file =
		imported === undefined ? undefined : sources.find(one => one.file.path.replace(/(?:\/index)?\.\w+$/u, '').endsWith(imported));
	return file === undefined ? undefined : {text: file.code, source: file};
}

/** What a handler looks at, following what it calls twice where the name says that it looks. */
function judged(block: string, from: Source, sources: readonly Source[]): Pick<HealthRoute, 'asksDatabase' | 'canFail'> {
	if (block === '') return {asksDatabase: 'unclear', canFail: true};
	let texts = block;
	let lost = false;
	let front: readonly {readonly text: string; readonly source: Source}[] = [{text: block, source: from}];
	for (let hop = 0; hop < 3 && front.length > 0 && !asks.test(texts); hop++) {
		const next: {readonly text: string; readonly source: Source}[] = [];
		for (const {text, source} of front) {
			const names = new Set(
				[...text.matchAll(called)].map(match => match.groups?.name ?? '').filter(name => hopName.test(name) && !notOurs.test(name)),
			);
			for (const name of names) {
				if (new RegExp(`\\b(?:function|def)\\s+${name}\\b`, 'u').test(text)) continue;
				const found = definitionOf(name, sources, source);
				if (found === undefined || texts.includes(found.text)) lost ||= found === undefined;
				else next.push(found);
			}
			for (const one of hop === 0 && /^\s*export\s*(?:\*|\{)[^;\n]*from/mu.test(text) ? source.file.imports : []) {
				const stem = one.source.replace(/^(?:@\/|~\/|[./]+)/u, '').replace(/\.\w+$/u, '');
				const file = sources.find(other => other.file.path.replace(/(?:\/index)?\.\w+$/u, '').endsWith(stem));
				if (file === undefined) lost = true;
				else next.push({text: file.code, source: file});
			}
		}
		texts = [texts, ...next.map(({text}) => text)].join('\n');
		front = next;
	}
	const yes = asks.test(texts);
	return {asksDatabase: yes ? 'yes' : lost ? 'unclear' : 'no', canFail: fails.test(texts) || !catches.test(texts)};
}
