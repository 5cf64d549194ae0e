import type {Place} from '../../safe-text.ts';
import type {EntryPoint, EntryPoints} from '../entry-points/entry-point.ts';
import type {Fact} from '../facts.ts';
import {type PackageFact, packageOf} from '../packages.ts';
import type {Column, Schema, Table} from '../schema/schema.ts';
import {withoutSecrets} from '../secrets/mask.ts';

const mostEvidence = 5;
const placesOf = (places: readonly Place[]): readonly Place[] =>
	places.slice(0, mostEvidence).map(({path, line, text}) => ({path, line, text: withoutSecrets(text)}));

type Rule = {
	readonly id: string;
	readonly places: (known: Known) => readonly Place[];
	/** What this shows comes before what files and dependencies showed. */
	readonly leads?: true;
};
/** The entry points and tables of one package. */
type Known = {
	readonly points: readonly EntryPoint[];
	readonly tables: readonly Table[];
	/** What the package is, by the ids of its facts. */
	readonly held: ReadonlySet<string>;
	/** Another package of the repository is built from it. */
	readonly isPart: boolean;
};

const ofKind =
	(...kinds: readonly EntryPoint['kind'][]) =>
	({points}: Known): readonly Place[] =>
		points.filter(({kind}) => kinds.includes(kind));
const effects =
	(does: EntryPoint['costs'][number]['does']) =>
	({points}: Known): readonly Place[] =>
		points.flatMap(({costs}) => costs.filter(cost => cost.does === does));

const answered: ReadonlySet<EntryPoint['kind']> = new Set<EntryPoint['kind']>(['http', 'rpc', 'function', 'webhook']);
/** Frameworks that show pages and answer for them by themselves. */
const showing: ReadonlySet<string> = new Set(['streamlit', 'gradio']);
const hosted: ReadonlySet<string> = new Set([
	'aws.lambda',
	'firebase.functions',
	'netlify.functions',
	'supabase.functions',
	'vercel.functions',
	'workers',
]);

/** Where the package's own code answers with data. */
const routes = ({points}: Known): readonly Place[] => points.filter(({kind, framework}) => answered.has(kind) && !showing.has(framework));

const otherKinds = ['app.fullstack', 'app.web', 'app.static', 'app.mobile', 'app.ui', 'app.cli', 'app.lib', 'app.notebook', 'app.mcp'];

/** It answers, shows no pages, and is nothing else. */
const api = (known: Known): readonly Place[] =>
	known.isPart || otherKinds.some(id => known.held.has(id)) || known.points.some(({kind}) => kind === 'page') ? [] : routes(known);

const group = /^(?:organi[sz]ations?|tenants?|workspaces?|teams?|compan(?:y|ies)|accounts?)$/u;
const membership =
	/^(?:organi[sz]ation|tenant|workspace|team|company|org|account)_?(?:members?(?:hips?)?|users?|roles?)$|^(?:memberships?|members?|user_?(?:organi[sz]ations?|teams?|workspaces?|tenants?|companies))$/u;
const plain = (name: string): string => name.replace(/(?<=[a-z])(?=[A-Z])/gu, '_').toLowerCase();

/** A table of groups, and one that says who belongs to which. */
function tenancy({tables}: Known): readonly Place[] {
	const groups = tables.filter(({name}) => group.test(plain(name)));
	const members = tables.filter(({name}) => membership.test(plain(name)));
	return groups.length > 0 && members.length > 0 ? [...members, ...groups] : [];
}

/** Kinds of columns that say something about a person, the most telling first; a credential alone does not, nor does a name without anything else. */
const telling: readonly NonNullable<Column['personal']>[] = [
	'contact',
	'identity',
	'health',
	'payment',
	'child',
	'biometric',
	'name',
	'location',
];
const personal = ({tables}: Known): readonly Place[] => {
	const columns = tables.flatMap(table => table.columns);
	const found = telling.flatMap(kind => columns.filter(column => column.personal === kind));
	return found.some(({personal: kind}) => kind !== 'name') ? found : [];
};
const holding =
	(kind: NonNullable<Table['columns'][number]['personal']>) =>
	({tables}: Known): readonly Place[] =>
		tables.flatMap(({columns}) => columns.filter(column => column.personal === kind));

/** What the entry points and the tables say, beside what dependencies and files do. */
const rules: readonly Rule[] = [
	{id: 'app.routes', places: routes},
	{id: 'app.api', places: api},
	{id: 'app.server', places: api},
	{id: 'runtime.serverless', places: ({points}) => points.filter(({framework}) => hosted.has(framework))},
	{id: 'surface.webhook', places: ofKind('webhook')},
	{id: 'surface.cron', places: ofKind('cron')},
	{id: 'surface.ws', places: ofKind('socket')},
	{id: 'surface.email', places: effects('mails')},
	{id: 'app.worker', places: ofKind('queue', 'cron')},
	{id: 'tenancy.multi', places: tenancy},
	{id: 'data.pii', places: personal, leads: true},
	{id: 'data.health', places: holding('health')},
	{id: 'data.payment', places: holding('payment')},
	{id: 'data.children', places: holding('child')},
	{id: 'data.biometric', places: holding('biometric')},
];

/** The stack facts with what follows from entry points and tables; a fact that holds already stays as it is, an unsure one is settled. */
export function withModelFacts(
	stack: readonly Fact[],
	packages: readonly Pick<PackageFact, 'path' | 'name' | 'dependencies'>[],
	{points, unread}: EntryPoints,
	schema: Pick<Schema, 'tables'>,
): readonly Fact[] {
	const needed = new Set(packages.flatMap(({dependencies}) => dependencies.map(dependency => dependency.name)));
	const pointsOf = byPackage(points);
	const tablesOf = byPackage(schema.tables);
	const unreadOf = byPackage(unread.flatMap(({places}) => places.map(place => ({...place, package: packageOf(place.path, packages)}))));
	const factsOf = byPackage(stack.filter(({confidence}) => confidence !== 'low'));
	const added = packages.flatMap(({path, name}) => {
		const facts = new Map((factsOf.get(path) ?? []).map(fact => [fact.id, fact]));
		const known: Known = {
			points: pointsOf.get(path) ?? [],
			tables: tablesOf.get(path) ?? [],
			held: new Set(facts.keys()),
			isPart: name !== undefined && needed.has(name),
		};
		const fromRules = rules.flatMap(({id, places, leads}): readonly Fact[] => {
			const found = places(known);
			const fact = facts.get(id);
			const holds = fact !== undefined && fact.value !== 'unknown';
			if (found.length === 0 || (holds && leads !== true)) return [];
			const evidence = placesOf(holds ? [...found, ...fact.evidence] : found);
			return [{id, value: true, confidence: 'high', package: path, evidence}];
		});
		const served = ['app.server', 'app.fullstack'].some(id => facts.has(id) || fromRules.some(fact => fact.id === id));
		return [...fromRules, ...(served ? [] : unsureServer(path, placesOf(unreadOf.get(path) ?? [])))];
	});
	const settled = new Set(added.map(({id, package: path}) => `${id} ${path}`));
	return [...stack.filter(({id, package: path}) => !settled.has(`${id} ${path}`)), ...added].sort((one, other) =>
		one.id === other.id ? (one.package < other.package ? -1 : 1) : one.id < other.id ? -1 : 1,
	);
}

/** Something answers here whose routes are not read: whether it is a server cannot be told. */
const unsureServer = (path: string, evidence: readonly Place[]): readonly Fact[] =>
	evidence.length === 0
		? []
		: ['app.api', 'app.server'].map(id => ({id, value: 'unknown', confidence: 'low', package: path, evidence}) as const);

function byPackage<T extends {readonly package: string}>(all: readonly T[]): ReadonlyMap<string, readonly T[]> {
	const groups = new Map<string, T[]>();
	for (const one of all) {
		const group = groups.get(one.package);
		if (group === undefined) groups.set(one.package, [one]);
		else group.push(one);
	}
	return groups;
}
