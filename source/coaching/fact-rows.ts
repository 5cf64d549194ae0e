import type {ShownFact} from './work.ts';

/** Groups of facts in the order in which a newcomer asks about them. */
const order: readonly string[] = [
	'app',
	'lang',
	'fw',
	'runtime',
	'deploy',
	'iac',
	'ci',
	'db',
	'orm',
	'data',
	'queue',
	'auth',
	'pay',
	'baas',
	'llm',
	'surface',
];

const groupOf = (id: string): string => id.split('.')[0] ?? id;

const rank = ({id}: ShownFact): number => {
	const at = order.indexOf(groupOf(id));
	return at === -1 ? order.length : at;
};

/** Facts that only sum others up, with the facts that say more. */
const sums: readonly (readonly [string, (id: string) => boolean])[] = [
	['app.code', () => true],
	['app.server', id => id === 'app.api' || id === 'app.fullstack'],
	['app.ui', id => id === 'app.web' || id === 'app.fullstack' || id === 'app.mobile' || id === 'app.static'],
	['db.relational', id => id.startsWith('db.')],
	['fw.vite', id => id.startsWith('fw.')],
];

function isSum(fact: ShownFact, others: readonly ShownFact[]): boolean {
	const more = (says: (id: string) => boolean): boolean =>
		others.some(other => other.id !== fact.id && !other.id.endsWith('.any') && other.id !== 'db.relational' && says(other.id));
	if (fact.id.endsWith('.any')) return more(id => groupOf(id) === groupOf(fact.id));
	const sum = sums.find(([id]) => id === fact.id);
	return sum !== undefined && (fact.id === 'app.code' || more(sum[1]));
}

/** The facts as they are listed: by package, the most telling first, without those that only sum others up. */
export function factRows(facts: readonly ShownFact[]): readonly ShownFact[] {
	const folders = [...new Set(facts.map(fact => fact.package))].sort((one, other) =>
		one === '.' ? -1 : other === '.' ? 1 : one < other ? -1 : 1,
	);
	return folders.flatMap(folder => {
		const mine = facts.filter(fact => fact.package === folder);
		return mine.filter(fact => !isSum(fact, mine)).sort((one, other) => rank(one) - rank(other));
	});
}
