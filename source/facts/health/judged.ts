import {definitionOf, type Source} from './source.ts';

/** What a health route looks at. */
export type Judged = {
	/** `yes`: something that is stored is asked for; `no`: the answer is made without looking; `unclear`: what it calls could not be followed. */
	readonly asksDatabase: 'yes' | 'no' | 'unclear';
	/** A failure is answered as one. */
	readonly canFail: boolean;
};

const asks =
	/SELECT\s+1|\$queryRaw|\$executeRaw|\$runCommandRaw|\.(?:execute|query|raw|exec|rpc|scalar)\s*[(`<]|\bcursor\s*\(|(?:db|database|prisma|mongo|mongoose|sequelize|client|redis|typeorm|pool|conn\w*|knex|admin\(\)|prismaHealth|orm)\w*\.(?:ping|pingCheck|isHealthy)\s*\(|\.readyState\b|\.authenticate\s*\(|\.ping\s*\(|\.(?:count|findFirst|findOne|findMany|findUnique|find_one|estimatedDocumentCount|listCollections)\s*\(|\.from\s*\(\s*['"`]|ensure_connection|is_usable|db\.command\s*\(|\.objects\.|\bsql\s*`|\.select\s*\(|\$connect\s*\(/iu;
const fails =
	/\b50\d\b|\bthrow\b|\braise\b|\breject\s*\(|SERVICE_UNAVAILABLE|INTERNAL_SERVER_ERROR|InternalServerError|[sS]erviceUnavailable|serverUnavailable|\babort\s*\(|\bnext\s*\(\s*e|HealthCheckService|@HealthCheck\b/u;
const catches = /\bcatch\b|\bexcept\b/u;
const hopName = /health|check|database|\bdb|Db\b|ready|alive|ping|probe|connect|status/iu;
const called = /(?<![\w$])(?<name>[A-Za-z_$][\w$]{2,60})\s*\(/gu;
const notOurs =
	/^(?:if|for|while|switch|catch|return|function|await|async|def|json|status|Response|NextResponse|jsonify|Date|String|Number|GET|POST|Get|Controller|HealthCheck|Depends|HttpResponse|JsonResponse|clearTimeout|setTimeout)$/u;

/** What a handler looks at, following what it calls twice where the name says that it looks. */
export function judged(block: string, from: Source, sources: readonly Source[]): Judged {
	if (block === '') return {asksDatabase: 'unclear', canFail: true};
	let texts = block;
	let lost = false;
	let hops = 0;
	let deepest = '';
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
			for (const one of hop === 0 && /^[ \t]*export\s*(?:\*|\{)[^;\n]*from/mu.test(text) ? source.file.imports : []) {
				const stem = one.source.replace(/^(?:@\/|~\/|[./]+)/u, '').replace(/\.\w+$/u, '');
				const file = sources.find(other => other.file.path.replace(/(?:\/index)?\.\w+$/u, '').endsWith(stem));
				if (file === undefined) lost = true;
				else next.push({text: file.code, source: file});
			}
		}
		texts = [texts, ...next.map(({text}) => text)].join('\n');
		front = next;
		hops = hop + 1;
		deepest = next.map(({text}) => text).find(text => asks.test(text)) ?? '';
	}
	if (!asks.test(texts)) return {asksDatabase: lost ? 'unclear' : 'no', canFail: fails.test(texts) || !catches.test(texts)};
	// Far from the route, a helper that catches may turn a failure into an ordinary answer.
	const far = hops > 2 && catches.test(deepest) && !fails.test(deepest);
	return {asksDatabase: far ? 'unclear' : 'yes', canFail: fails.test(texts) || !catches.test(texts)};
}
