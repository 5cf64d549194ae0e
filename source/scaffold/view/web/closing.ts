import type {WantedImport} from '../../wiring/edit.ts';
import {broughtFrom, clientsFor} from './databases.ts';
import type {Source} from './sources.ts';

type Closable = {
	readonly made: readonly string[];
	readonly from: RegExp;
	readonly closes: (name: string) => string;
	/** The package of Nest that opens such a client by itself, and closes it with the application. */
	readonly opener?: string;
};

const by =
	(how: string) =>
	(name: string): string =>
		`${name}.${how}()`;

/** What holds connections or jobs, and how it lets them go: jobs first, then what they are kept in. */
const closable: readonly Closable[] = [
	{made: ['Worker'], from: /^bullmq$/u, closes: by('close')},
	{made: ['Queue'], from: /^bullmq$/u, closes: by('close')},
	{made: ['PrismaClient'], from: /^@prisma\/client|prisma/u, closes: by('$disconnect')},
	{made: ['Sequelize'], from: /^sequelize/u, closes: by('close'), opener: '@nestjs/sequelize'},
	{made: ['DataSource'], from: /^typeorm$/u, closes: by('destroy'), opener: '@nestjs/typeorm'},
	{made: ['default', 'knex', 'Knex'], from: /^knex$/u, closes: by('destroy')},
	{made: ['Pool'], from: /^(?:pg|@neondatabase\/serverless)$/u, closes: by('end')},
	{made: ['createPool'], from: /^(?:mysql2\/promise|mariadb|@vercel\/postgres)$/u, closes: by('end')},
	{made: ['default'], from: /^postgres$/u, closes: by('end')},
	{made: ['MongoClient'], from: /^mongodb$/u, closes: by('close')},
	{made: ['default'], from: /^better-sqlite3$/u, closes: by('close')},
	{made: ['createClient'], from: /^redis$/u, closes: by('quit')},
	{made: ['default', 'Redis'], from: /^ioredis$/u, closes: by('quit')},
];

/** What a server closes when its last request is answered, as functions without arguments. */
export function closers(
	sources: readonly Source[],
	into: Source,
): {readonly closing: readonly string[]; readonly imports: readonly WantedImport[]} {
	// What a module of Nest opened is closed with the application; the one that commands for migrations keep was never opened.
	const nests = new Set(sources.filter(one => one.package === into.package).flatMap(({code}) => code.imports.map(({from}) => from)));
	const left = closable.filter(({opener}) => opener === undefined || !nests.has(opener));
	const clients = clientsFor(left, sources, into);
	const own = clients.filter((one, at) => clients.findIndex(({name, path}) => name === one.name && path === one.path) === at);
	const mongoose = mongooseIn(sources, into);
	const traces = tracesIn(sources, into);
	return {
		closing: [
			...own.map(({kind, name}) => `() => ${kind.closes(name)}`),
			...(mongoose === undefined ? [] : [`() => ${mongoose.name}.disconnect()`]),
			...(traces === undefined ? [] : [traces.name]),
		],
		imports: [...own.flatMap(({imports}) => imports), ...(mongoose?.imports ?? []), ...(traces?.imports ?? [])],
	};
}

/** What sends the traces that were not sent yet, where requests are followed. */
function tracesIn(sources: readonly Source[], into: Source): ReturnType<typeof broughtFrom> {
	const followed = sources.find(({code, package: at}) => at === into.package && code.exports.some(({name}) => name === 'stopTracing'));
	return followed && broughtFrom(followed, 'stopTracing', into, 'sendTraces');
}

function mongooseIn(
	sources: readonly Source[],
	into: Source,
): {readonly name: string; readonly imports: readonly WantedImport[]} | undefined {
	const connects = sources.some(
		({code, package: at}) =>
			at === into.package &&
			code.imports.some(({from, local}) => from === 'mongoose' && code.calls.some(({to}) => to === `${local}.connect`)),
	);
	if (!connects) return undefined;
	const there = into.code.imports.find(({from, name}) => from === 'mongoose' && (name === 'default' || name === '*'))?.local;
	return there === undefined
		? {name: 'mongoose', imports: [{name: 'default', local: 'mongoose', from: {package: 'mongoose'}}]}
		: {name: there, imports: []};
}
