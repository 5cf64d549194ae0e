import type {Code} from '../../../facts/code/code.ts';
import {holds, type PlainFacts} from '../../../facts/facts.ts';
import type {Data} from '../../template-language.ts';
import {specifierOf} from '../../wiring/imports.ts';
import {clientsFor, leadsToAny} from '../web/databases.ts';
import {namedFor} from '../web/naming.ts';
import type {Source} from '../web/sources.ts';

/** Where tries are counted, for a file that counts: in a store that all copies of the server share, or in the process. */
export type Store = {
	readonly kind: 'redis' | 'sql' | 'supabase' | 'memory';
	/** How a store of SQL is asked, or Redis in Python that is awaited. */
	readonly asks: 'pool' | 'postgres' | 'prisma' | 'awaited' | '';
	/** The client: what it is called where it comes from, what here, and the module; empty when there is none. */
	readonly client: {readonly name: string; readonly local: string; readonly module: string};
};

type Kind = {readonly made: readonly string[]; readonly from: RegExp; readonly kind: Store['kind']; readonly asks: Store['asks']};

const redis: readonly Kind[] = [
	{made: ['default', 'Redis'], from: /^ioredis$/u, kind: 'redis', asks: ''},
	{made: ['createClient'], from: /^redis$/u, kind: 'redis', asks: ''},
	{made: ['Redis', 'fromEnv'], from: /^@upstash\/redis/u, kind: 'redis', asks: ''},
];
const postgres: readonly Kind[] = [
	{made: ['Pool'], from: /^(?:pg|@neondatabase\/serverless)$/u, kind: 'sql', asks: 'pool'},
	{made: ['default'], from: /^postgres$/u, kind: 'sql', asks: 'postgres'},
	{made: ['PrismaClient'], from: /^@prisma\/client|prisma/u, kind: 'sql', asks: 'prisma'},
];
const snakes: readonly Kind[] = [
	{made: ['Redis', 'StrictRedis', 'from_url'], from: /^redis$/u, kind: 'redis', asks: ''},
	{made: ['Redis', 'StrictRedis', 'from_url'], from: /^redis\.asyncio$/u, kind: 'redis', asks: 'awaited'},
];

const nobody = {name: '', local: '', module: ''};
const memory: Store = {kind: 'memory', asks: '', client: nobody};
/** A file that holds nothing yet. */
const empty: Code = {
	imports: [],
	exports: [],
	functions: [],
	classes: [],
	calls: [],
	variables: [],
	assignments: [],
	exits: [],
	catches: [],
	directives: [],
};

type Counter = {
	/** The file that counts, with its ending. */
	readonly path: string;
	readonly package: string;
	/** The files that bring it in: none of them may be on the way to the client, which is not made yet then. */
	readonly usedBy: readonly string[];
	/** In a process that forgets, a database counts too. */
	readonly forgets: boolean;
	/** A file of the same folder that shows how others are named, in Python. */
	readonly like?: Source;
};

/** The store that a file can count in. */
export function storeFor(facts: PlainFacts, sources: readonly Source[], {path, package: at, usedBy, forgets, like}: Counter): Store {
	const python = path.endsWith('.py');
	const databases = forgets && holds(facts, 'db.postgres', 'baas.supabase') ? postgres : [];
	const into = {path, code: empty, package: at};
	const style = python ? 'python' : 'module';
	const found = clientsFor(python ? snakes : [...redis, ...databases], sources, into).find(one => {
		const source = sources.find(other => other.path === one.path);
		return one.imports.length === 1 && source !== undefined && !leadsToAny(sources, source, usedBy);
	});
	const [wanted] = found?.imports ?? [];
	if (found === undefined || wanted === undefined)
		return forgets && !python && holds(facts, 'baas.supabase') ? {...memory, kind: 'supabase'} : memory;
	const [named = wanted] = like === undefined ? [] : namedFor(facts, sources, like, [wanted]);
	const module = specifierOf(like?.path ?? path, like?.code ?? empty, named, path.replace(/^.*\./u, ''), style);
	const {name = '', local = name} = wanted;
	return {kind: found.kind.kind, asks: found.kind.asks, client: {name, local: name === 'default' ? found.name : local, module}};
}

/** What a template is told of a store. */
export const storeData = ({kind, asks, client}: Store): Data => ({kind, asks, ...client, renamed: client.name !== client.local});
