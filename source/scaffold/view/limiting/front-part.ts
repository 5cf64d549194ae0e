import type {PlainFacts} from '../../../facts/facts.ts';
import {packageOf} from '../../../facts/packages.ts';
import type {CodeNow} from '../../view.ts';
import {migrationFor} from '../web/migration.ts';
import {serversOf} from '../web/servers.ts';
import {sharedFile} from '../web/shared-file.ts';
import {callerHeader} from './caller.ts';
import {type Change, changeFor, editsOf} from './changes.ts';
import {djangoCache, djangoFile} from './django-ground.ts';
import type {Ground, Part} from './part.ts';
import {forgets, inMemory, noStore} from './server-part.ts';
import {type Store, storeData, storeFor} from './store.ts';
import type {Tried} from './tried.ts';

const noDjango =
	'The list of addresses of the Django project and its manage.py were not found: count tries in front of sign-in and of what costs money, and answer 429.';

/** The counting in front of each entry point by itself: Next.js, Nest, FastAPI, Flask and Django. */
export function frontPart({facts, code, sources}: Ground, tried: readonly Tried[]): Part {
	const [first] = tried;
	const path = first?.point.handler?.path ?? first?.point.path ?? '';
	const {framework = ''} = first?.point ?? {};
	const names = {script: 'rate-limit', python: 'rate_limit'};
	const shared = framework === 'django' ? djangoFile(facts, sources, names.python) : sharedFile(facts, code, path, names);
	if (shared === undefined) return {data: {}, after: [noDjango], edits: [], left: tried, owes: noDjango};
	const {file, ending, brings} = shared;
	const python = ending === 'py';
	const counter = framework === 'nest' ? 'RateLimit' : python ? 'rate_limit' : 'rateLimit';
	const changes: Change[] = [];
	const left: Tried[] = [];
	for (const one of tried.filter(({counted}) => !counted)) {
		const read = code(one.point.path);
		const change = read && changeFor(one, read);
		if (change === undefined) left.push(one);
		else changes.push({...change, imports: [...change.imports, ...brings(change.path, [counter])]});
	}
	const users = [...new Set(tried.flatMap(({point}) => [point.path, point.handler?.path ?? point.path]))];
	const like = python
		? serversOf(
				sources.filter(one => one.path.endsWith('.py')),
				facts.reached,
			)[0]
		: undefined;
	// Django counts in its own cache.
	const store: Store = storeFor(facts, framework === 'django' ? [] : sources, {
		path: `${file}.${ending}`,
		package: packageOf(path, facts.packages),
		usedBy: users,
		forgets: framework === 'next.app' && forgets(facts),
		...(like === undefined ? {} : {like}),
	});
	if (store.kind === 'memory' && !python && forgets(facts)) return {data: {}, after: [noStore], edits: [], left: tried, owes: noStore};
	const {header, after} = callerHeader(facts);
	const answers = users.some(one => code(one)?.functions.some(({text}) => /Promise<NextResponse/u.test(text)));
	return {
		data: {
			...(python ? {python: `${file}.py`, pythonKind: framework} : {file, ending, kind: ending.endsWith('ts') ? 'ts' : 'js', framework}),
			shared: store.kind !== 'memory',
			store: storeData(store),
			header,
			answers,
			commonjs: false,
			sql: store.kind === 'sql' ? 'sql/rate-limits.sql' : '',
			migration: store.kind === 'supabase' ? migrationFor(facts, file, 'rate_limits') : '',
		},
		after: [...countingAfter(store, framework, facts, code), ...(framework === 'next.app' && header === '' ? [nextAfter, after] : [after])],
		edits: editsOf(changes),
		left,
	};
}

const nextAfter =
	'Next.js hands on what X-Forwarded-For says: a proxy that writes it (nginx, a load balancer) must stand in front, else callers can make it up.';

const countingAfter = (store: Store, framework: string, facts: PlainFacts, code: CodeNow): readonly string[] => {
	if (framework === 'django') return djangoCache(facts, code);
	if (store.kind === 'sql')
		return ['Before the release, run sql/rate-limits.sql on every database: until the table is there, nothing is limited.'];
	if (store.kind === 'supabase')
		return ['Run the migration before the release, and set SUPABASE_SERVICE_ROLE_KEY on the server: until then, nothing is limited.'];
	return store.kind === 'memory' ? [inMemory] : [];
};
