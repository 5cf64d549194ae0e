import type {EntryPoint} from '../../../facts/entry-points/entry-point.ts';
import {holds, type PlainFacts} from '../../../facts/facts.ts';
import {folderOf} from '../../../facts/modules/paths.ts';
import type {CodeNow, View} from '../../view.ts';
import type {Edit, Swap, WantedImport} from '../../wiring/edit.ts';
import {writtenBeside} from './beside.ts';
import {clientsFor} from './databases.ts';
import {namedFor} from './naming.ts';
import {placeIn} from './place.ts';
import type {Server} from './servers.ts';
import type {Source} from './sources.ts';
import {afterOf} from './stripe-after.ts';

/** What the parts of the template of webhooks give. `owes`: why nothing is planned. */
export type Stripe = Pick<View, 'data' | 'after' | 'edits'> & {readonly owes?: string};
type Ground = {readonly facts: PlainFacts; readonly code: CodeNow; readonly sources: readonly Source[]};

/** What the check is given: how to verify, and how to ask the database. */
type Means = {
	readonly sdk: boolean;
	readonly once: boolean;
	readonly prisma: boolean;
	readonly options: string;
	readonly imports: readonly WantedImport[];
};

const stripes = [{made: ['default', 'Stripe'], from: /^stripe$/u}] as const;
type Asking = {readonly made: readonly string[]; readonly from: RegExp; readonly asks: (name: string, typed: boolean) => string};
const askable: readonly Asking[] = [
	{
		made: ['Pool'],
		from: /^(?:pg|@neondatabase\/serverless)$/u,
		asks: name => `async (text, values) => (await ${name}.query(text, values)).rows`,
	},
	{made: ['default'], from: /^postgres$/u, asks: name => `(text, values) => ${name}.unsafe(text, values)`},
	{
		made: ['PrismaClient'],
		from: /^@prisma\/client|prisma/u,
		asks: (name, typed) => `(text, values) => ${name}.$queryRawUnsafe${typed ? '<unknown[]>' : ''}(text, ...values)`,
	},
];

const isTyped = (path: string): boolean => /\.[cm]?tsx?$/u.test(path);

function meansFor({facts, sources}: Ground, into: Source): Means {
	const [stripe] = clientsFor(stripes, sources, into);
	const [database] = holds(facts, 'db.postgres') ? clientsFor(askable, sources, into) : [];
	const options = [
		...(stripe === undefined ? [] : [`verify: (raw, signature, secret) => ${stripe.name}.webhooks.constructEvent(raw, signature, secret)`]),
		...(database === undefined ? [] : [`query: ${database.kind.asks(database.name, isTyped(into.path))}`]),
	];
	return {
		sdk: stripe !== undefined,
		once: database !== undefined,
		prisma: database?.kind.made[0] === 'PrismaClient',
		options: options.length === 0 ? '' : `{\n  ${options.join(',\n  ')},\n}`,
		imports: [...(stripe?.imports ?? []), ...(database?.imports ?? [])],
	};
}

const secretName = /STRIPE.*(?:WEBHOOK|SIGNING|ENDPOINT).*|.*WEBHOOK.*SECRET.*/u;

/** What every framework has in common, given the lines and edits of one. */
function stripeIn(
	ground: Ground,
	into: Source,
	means: Means,
	framework: string,
	file: string,
	raw: boolean,
	edits: readonly Edit[],
): Stripe {
	const known = ground.facts.settings.named.find(({name}) => secretName.test(name) && /^\w+$/u.test(name))?.name;
	const secret = known ?? 'STRIPE_WEBHOOK_SECRET';
	const {sdk, once, prisma} = means;
	return {
		data: {
			...writtenBeside(into),
			framework,
			file,
			sdk,
			once,
			raw,
			secret,
		},
		after: [
			...afterOf(known, secret, once),
			...(prisma
				? [
						'Prisma must know the table: model WebhookEvent { id String @id  claimedAt DateTime @default(now()) @map("claimed_at") @db.Timestamptz  doneAt DateTime? @map("done_at") @db.Timestamptz  @@map("webhook_events") }, then make the migration instead of running the file.',
					]
				: []),
		],
		edits,
	};
}

/** The check around a route handler of Next.js: the function stays as it is, and is no longer what others reach. */
export function nextStripe(ground: Ground, point: EntryPoint): Stripe | undefined {
	const into = ground.sources.find(({path}) => path === point.path);
	if (into === undefined) return undefined;
	const {path} = into;
	const swap = swapIn(into);
	const file = placeIn(ground.facts, ground.code, folderOf(path), ['stripe-webhook', 'signed-webhook'], ['stripeWebhook']);
	if (swap === undefined || file === undefined) return undefined;
	const means = meansFor(ground, into);
	const lines = `export const POST = stripeWebhook(handleStripe${means.options === '' ? '' : `, ${means.options}`});`.split('\n');
	const base = {
		path,
		does: 'lets only signed messages through, each once',
		byHand: `In ${path}, call the function POST handleStripe, import stripeWebhook from ${file}, and end the file with: ${lines.join(' ')}`,
	};
	return stripeIn(ground, into, means, 'next', file, false, [
		{...base, kind: 'swap', swaps: [swap]},
		{
			...base,
			kind: 'code',
			imports: namedFor(ground.facts, ground.sources, into, [...means.imports, {name: 'stripeWebhook', from: {file}}]),
			inserts: [{at: {where: 'end'}, lines}],
		},
	]);
}

/** The words that make the handler one that others reach, and what they become. */
function swapIn({code}: Source): Swap | undefined {
	const made = code.functions.find(({name, in: at}) => at === -1 && (name === 'POST' || name === 'handleStripe'));
	if (made === undefined) return undefined;
	if (/^(?:export )?async function /u.test(made.text))
		return {line: made.line, pattern: /export async function POST\(/u, to: 'async function handleStripe('};
	return /^(?:export )?const /u.test(made.text)
		? {line: made.line, pattern: /export const POST =/u, to: 'const handleStripe ='}
		: undefined;
}

/** Nest hands on what Express does, where the types of Express are there too. */
const isPlainNest = ({facts}: Ground, {path, code}: Server): boolean =>
	!code.imports.some(({from}) => from === '@nestjs/platform-fastify') &&
	(!isTyped(path) || facts.packages.some(({dependencies}) => dependencies.some(({name}) => name === '@types/express')));

/** The line that puts the check in front of an address. */
function lineFor({name, framework}: Server, route: string, options: string): string {
	if (framework !== 'fastify') return `${name}.use('${route}', stripeWebhook(${options}));`;
	const given = options === '' ? `{route: '${route}'}` : options.replace('{\n', `{\n  route: '${route}',\n`);
	return `${name}.addHook('preParsing', stripeWebhook(${given}));`;
}

/** The check in front of a route of Express, Fastify, Hono or Nest, and of whatever parses bodies. */
export function serverStripe(ground: Ground, point: EntryPoint, server: Server): Stripe | undefined {
	const {path, name, made, framework} = server;
	const file = placeIn(ground.facts, ground.code, folderOf(path), ['stripe-webhook', 'signed-webhook'], ['stripeWebhook']);
	if (file === undefined || (framework === 'nest' && !isPlainNest(ground, server))) return undefined;
	const means = meansFor(ground, server);
	const lines = lineFor(server, point.route, means.options).split('\n');
	const handlers = ground.sources.filter(one => one.path === point.path || one.path === point.handler?.path);
	// What verifies by itself wants the body as it came; the line that is put in here does not count.
	const verifying = handlers.some(({code}) =>
		code.calls.some(({to, args}) => to.endsWith('.constructEvent') && !(args[0]?.is === 'name' && args[0].name === 'raw')),
	);
	const raw = verifying || point.middleware.some(one => /\braw\b/u.test(one));
	return stripeIn(ground, server, means, framework, file, raw, [
		{
			kind: 'code',
			path,
			does: 'lets only signed messages through, each once, before anything parses the body',
			byHand: `In ${path}, import stripeWebhook from ${file}, and put right below the line that makes ${name}, above express.json(): ${lines.join(' ')}`,
			imports: namedFor(ground.facts, ground.sources, server, [...means.imports, {name: 'stripeWebhook', from: {file}}]),
			inserts: [{at: {where: 'after', call: made.to}, lines}],
		},
	]);
}
