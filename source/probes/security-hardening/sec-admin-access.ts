import {hostingOf} from '../../facts/hosting.ts';
import {pagesAbout} from '../../facts/pages-about.ts';
import {type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

const register = /\baccess(?:[-_ ](?:register|table|list|control|review))?\b|\baccounts\b|\bwho[-_ ]can\b/iu;
/** A page on access for the users of the product is something else. */
const ofProduct = /\bAPI access|accessib|user[-_ ]accounts|role-based/iu;
const services: readonly (readonly [string, string])[] = [
	['baas.supabase', 'Supabase'],
	['baas.firebase', 'Firebase'],
	['pay.stripe', 'Stripe'],
	['db.postgres', 'the database'],
	['llm', 'the models'],
];

const probe: Probe = facts => {
	const [page] = pagesAbout(facts, register).filter(({path, title}) => !ofProduct.test(`${path} ${title ?? ''}`));
	if (page !== undefined && page.dates.length > 0)
		return pass(`${page.path} says who can touch production, and when that was last looked at`, [page.firstLine]);
	const hosts = hostingOf(facts);
	const names = [
		...new Set([
			...hosts.slice(0, 2).map(({name}) => name),
			...services.flatMap(([id, name]) => (facts.stack.some(fact => fact.id === id && fact.confidence !== 'low') ? [name] : [])),
		]),
	];
	const where =
		names.length === 0 ? 'no file says where it runs' : `whoever gets into ${listed(names, 'or')} can change or read everything`;
	return unknown(
		`${where}, and no dated page says who that is`,
		page === undefined ? hosts.slice(0, 1).map(({place}) => place) : [page.firstLine],
	);
};

export default probe;
