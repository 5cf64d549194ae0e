import type {EntryPoint} from '../../../facts/entry-points/entry-point.ts';
import {holds, type PlainFacts} from '../../../facts/facts.ts';
import type {CodeNow} from '../../view.ts';
import type {Edit, Swap, WantedImport} from '../../wiring/edit.ts';
import {djangoFile} from '../limiting/django-ground.ts';
import {broughtFrom, clientsFor, leadsToAny} from './databases.ts';
import {namedFor} from './naming.ts';
import {onFunction} from './on-function.ts';
import {opensDatabase} from './python-questions.ts';
import {sharedFile} from './shared-file.ts';
import type {Source} from './sources.ts';
import type {Stripe} from './stripe.ts';
import {afterOf} from './stripe-after.ts';

type Ground = {readonly facts: PlainFacts; readonly code: CodeNow; readonly sources: readonly Source[]};
type Asking = {readonly made: readonly string[]; readonly from: RegExp; readonly asks: string; readonly only?: string};
/** How the database is asked, and what the decorator is given for that. */
type Means = {readonly asks: string; readonly given: string; readonly imports: readonly WantedImport[]};

const kinds: readonly Asking[] = [
	{made: ['SQLAlchemy'], from: /^flask_sqlalchemy$/u, asks: 'session', only: 'flask'},
	{made: ['create_async_engine'], from: /^sqlalchemy\.ext\.asyncio/u, asks: 'awaited', only: 'fastapi'},
	{made: ['create_engine'], from: /^(?:sqlalchemy|sqlmodel)\b/u, asks: 'engine'},
	{made: ['ConnectionPool'], from: /^psycopg_pool$/u, asks: 'pool'},
];
const named: ReadonlySet<string> = new Set(['session', 'awaited', 'engine']);
const secretName = /STRIPE.*(?:WEBHOOK|SIGNING|ENDPOINT).*|.*WEBHOOK.*SECRET.*/u;

/** The client that the file of the handler can use where the decorator is put: one that is made before it, by a file that does not need this one. */
function meansFor({facts, sources}: Ground, framework: string, into: Source, line: number): Means | undefined {
	if (!holds(facts, 'db.postgres')) return undefined;
	if (framework === 'django') return {asks: 'django', given: '', imports: []};
	const fits = (path: string, at: number): boolean => {
		if (path === into.path) return at < line;
		const source = sources.find(one => one.path === path);
		return source !== undefined && !leadsToAny(sources, source, [into.path]);
	};
	const lineOf = ({path}: {readonly path: string}, name: string): number =>
		sources.find(one => one.path === path)?.code.variables.find(({names}) => names.includes(name))?.line ?? 0;
	const client = clientsFor(
		kinds.filter(({only}) => only === undefined || only === framework),
		sources,
		into,
	).find(one => fits(one.path, lineOf(one, one.name)));
	if (client !== undefined) return {asks: client.kind.asks, given: client.name, imports: client.imports};
	for (const source of sources) {
		const opening = opensDatabase(source.code, /^psycopg2?$/u);
		const brought = opening && fits(source.path, opening.line) ? broughtFrom(source, opening.name, into, 'open_database') : undefined;
		if (brought !== undefined) return {asks: 'opened', given: brought.name, imports: brought.imports};
	}
	return undefined;
}

/** The decorator above a handler of FastAPI, Flask or Django. */
export function pythonStripe(ground: Ground, point: EntryPoint): Stripe | undefined {
	const {facts, code, sources} = ground;
	const {framework, handler} = point;
	const path = handler?.path ?? point.path;
	const into = sources.find(one => one.path === path);
	const own = into?.code.functions.find(one => one.line === handler?.line);
	if (into === undefined || own === undefined || (framework === 'django' && own.isAsync)) return undefined;
	const shared =
		framework === 'django'
			? djangoFile(facts, sources, 'stripe_webhook')
			: sharedFile(facts, code, path, {script: '', python: 'stripe_webhook'});
	const means = meansFor(ground, framework, into, own.line);
	const isMethod = own.class !== undefined && framework === 'django';
	const called = `stripe_webhook(${means?.given ?? ''})`;
	// A decorator is put on a function once.
	const there = own.decorators.some(one => JSON.stringify(one.is === 'call' ? into.code.calls[one.call] : one).includes('stripe_webhook'));
	const swap = onFunction(point, isMethod ? `@method_decorator(${called})` : `@${called}`);
	if (shared === undefined || swap === undefined) return undefined;
	const known = facts.settings.named.find(({name}) => secretName.test(name) && /^\w+$/u.test(name))?.name;
	const secret = known ?? 'STRIPE_WEBHOOK_SECRET';
	const once = means !== undefined;
	return {
		data: {
			kind: 'python',
			python: `${shared.file}.py`,
			framework,
			once,
			secret,
			asks: means?.asks ?? '',
			named: named.has(means?.asks ?? ''),
		},
		after: afterOf(known, secret, once),
		edits: there
			? []
			: [
					edit(path, swap, [
						...(isMethod ? [{name: 'method_decorator', from: {package: 'django.utils.decorators'}}] : []),
						...shared.brings(path, ['stripe_webhook']),
						...namedFor(facts, sources, into, means?.imports ?? []),
					]),
				],
	};
}

const edit = (path: string, swap: Swap, imports: readonly WantedImport[]): Edit => ({
	kind: 'swap',
	path,
	does: 'lets only signed messages through, each once',
	byHand: `Put stripe_webhook right above the function in line ${swap.line}.`,
	swaps: [swap],
	imports,
});
