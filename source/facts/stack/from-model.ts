import type {Place} from '../../safe-text.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {Fact} from '../facts.ts';
import type {PackageFact} from '../packages.ts';
import type {Schema, Table} from '../schema/schema.ts';

const mostEvidence = 5;
const placesOf = (places: readonly Place[]): readonly Place[] =>
	places.slice(0, mostEvidence).map(({path, line, text}) => ({path, line, text}));

type Rule = {readonly id: string; readonly places: (known: Known) => readonly Place[]};
/** The entry points and tables of one package. */
type Known = {readonly points: readonly EntryPoint[]; readonly tables: readonly Table[]};

const ofKind =
	(...kinds: readonly EntryPoint['kind'][]) =>
	({points}: Known): readonly Place[] =>
		points.filter(({kind}) => kinds.includes(kind));
const effects =
	(does: EntryPoint['costs'][number]['does']) =>
	({points}: Known): readonly Place[] =>
		points.flatMap(({costs}) => costs.filter(cost => cost.does === does));

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

/** Kinds of columns that say something about a person by themselves; a credential alone does not. */
const personal = ({tables}: Known): readonly Place[] =>
	tables.flatMap(({columns}) => columns.filter(column => column.personal !== undefined && column.personal !== 'credential'));
const holding =
	(kind: NonNullable<Table['columns'][number]['personal']>) =>
	({tables}: Known): readonly Place[] =>
		tables.flatMap(({columns}) => columns.filter(column => column.personal === kind));

/** What the entry points and the tables say, beside what dependencies and files do. */
const rules: readonly Rule[] = [
	{id: 'surface.webhook', places: ofKind('webhook')},
	{id: 'surface.cron', places: ofKind('cron')},
	{id: 'surface.ws', places: ofKind('socket')},
	{id: 'surface.email', places: effects('mails')},
	{id: 'app.worker', places: ofKind('queue', 'cron')},
	{id: 'tenancy.multi', places: tenancy},
	{id: 'data.pii', places: personal},
	{id: 'data.health', places: holding('health')},
	{id: 'data.payment', places: holding('payment')},
	{id: 'data.children', places: holding('child')},
	{id: 'data.biometric', places: holding('biometric')},
];

/** The stack facts with what follows from entry points and tables; a fact that holds already stays as it is, an unsure one is settled. */
export function withModelFacts(
	stack: readonly Fact[],
	packages: readonly Pick<PackageFact, 'path'>[],
	points: readonly EntryPoint[],
	schema: Pick<Schema, 'tables'>,
): readonly Fact[] {
	const added = packages.flatMap(({path}) => {
		const known = {points: points.filter(point => point.package === path), tables: schema.tables.filter(table => table.package === path)};
		return rules.flatMap(({id, places}): readonly Fact[] => {
			const evidence = placesOf(places(known));
			const held = stack.some(fact => fact.id === id && fact.package === path && fact.confidence !== 'low' && fact.value !== 'unknown');
			return held || evidence.length === 0 ? [] : [{id, value: true, confidence: 'high', package: path, evidence}];
		});
	});
	const settled = new Set(added.map(({id, package: path}) => `${id} ${path}`));
	return [...stack.filter(({id, package: path}) => !settled.has(`${id} ${path}`)), ...added].sort((one, other) =>
		one.id === other.id ? (one.package < other.package ? -1 : 1) : one.id < other.id ? -1 : 1,
	);
}
