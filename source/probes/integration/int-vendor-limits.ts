import {type Facts, factsNamed} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import type {Place} from '../../safe-text.ts';
import {notApplicable, type Probe, unknown} from '../probe.ts';
import {listed} from '../when.ts';

/** What is bought from others, by the facts that show it. */
const vendors: Readonly<Record<string, string>> = {
	'baas.supabase': 'Supabase',
	'baas.firebase': 'Firebase',
	'baas.convex': 'Convex',
	'baas.appwrite': 'Appwrite',
	llm: 'a model provider',
	'pay.stripe': 'Stripe',
	'pay.any': 'a payment provider',
	'surface.email': 'a mail provider',
	'surface.sms': 'a provider of text messages',
	'auth.clerk': 'Clerk',
	'auth.auth0': 'Auth0',
	'auth.workos': 'WorkOS',
	'auth.kinde': 'Kinde',
	'deploy.vercel': 'Vercel',
	'deploy.netlify': 'Netlify',
	'deploy.cloudflare': 'Cloudflare',
	'deploy.render': 'Render',
	'deploy.railway': 'Railway',
	'deploy.fly': 'Fly',
	'deploy.heroku': 'Heroku',
};
const probe: Probe = facts => {
	const used = vendorsIn(facts);
	if (used.length === 0) return notApplicable('nothing that is bought from a vendor was found');
	const names = listed(
		used.map(({name}) => name),
		'and',
	);
	return unknown(
		`the product relies on ${names}, and how much the plan there allows is not in the repository`,
		distinct(used.map(({at}) => at)),
	);
};

function vendorsIn(facts: Facts): readonly {readonly name: string; readonly at: Place}[] {
	const found = Object.entries(vendors).flatMap(([id, name]) => {
		const [at] = factsNamed(facts, id).flatMap(({evidence}) => evidence);
		return at === undefined || (id === 'pay.any' && factsNamed(facts, 'pay.stripe').length > 0) ? [] : [{name, at}];
	});
	return found;
}

export default probe;
