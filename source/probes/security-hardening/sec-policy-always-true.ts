import {type LoosePolicy, loosePoliciesOf} from '../../facts/access/loose-policies.ts';

import {holds} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const order: readonly LoosePolicy['severity'][] = ['blocker', 'high', 'medium', 'unsure'];

const probe: Probe = facts => {
	const tables = facts.schema.tables.filter(({policies}) => policies.length > 0);
	const seen = loosePoliciesOf(facts).toSorted((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity));
	const certain = seen.filter(({severity}) => severity !== 'unsure');
	const [worst] = certain;
	if (worst !== undefined && worst.severity !== 'unsure')
		return gap(
			certain.length === 1
				? worst.said
				: `${worst.said}, and ${certain.length === 2 ? 'one more policy is' : `${certain.length - 1} more policies are`} like it`,
			distinct(certain.map(({policy}) => policy)),
			{
				severity: worst.severity,
				...(seen.length === certain.length ? {} : {remains: `${seen.length - certain.length} more let everybody in, which may be meant`}),
			},
		);
	const [first] = seen;
	if (first !== undefined) return unknown(`${first.said}, which may be meant`, distinct(seen.map(({policy}) => policy)));
	if (tables.length === 0)
		return facts.schema.tables.some(({source}) => source === 'supabase') || !holds(facts, 'baas.supabase')
			? notApplicable('no table has a policy')
			: unknown('the policies of the database are not in the repository');
	const unread = facts.schema.unread.filter(({mentions}) => mentions.length > 0);
	if (unread[0] !== undefined) return unknown(`some statements could not be read: ${unread[0].because}`, distinct(unread));
	const policies = tables.flatMap(one => one.policies);
	return pass(
		`${policies.length === 1 ? 'the one policy asks' : `all ${policies.length} policies ask`} for more than being there, or only ${policies.length === 1 ? 'lets' : 'let'} everybody read what is public`,
		distinct(policies.filter(({command}) => command !== 'select').concat(policies)),
	);
};

export default probe;
