import {deliveryEnds} from '../../facts/deliveries/ends.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const probe: Probe = facts => {
	const all = deliveryEnds(facts);
	const lost = all.filter(({lost}) => lost.length > 0);
	const names = (some: typeof all): string =>
		some
			.map(({point}) => point.route)
			.slice(0, 3)
			.join(', ');
	if (lost.length > 0)
		return gap(
			`${names(lost)} ${lost.length === 1 ? 'answers' : 'answer'} that all is well when handling a message failed, so that it never comes again`,
			distinct(lost.flatMap(one => one.lost)),
			{occurrences: lost.length},
		);
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const slow = all.filter(({slow}) => slow.length > 0);
	if (slow.length > 0)
		return unknown(
			`${names(slow)} ${slow.length === 1 ? 'does' : 'do'} slow work (${[...new Set(slow.flatMap(one => one.slow.map(({does}) => does)))].join(', ')}) before it answers`,
			distinct(slow.flatMap(one => one.slow)),
		);
	const unseen = all.filter(({isSeen}) => !isSeen);
	if (unseen.length > 0)
		return unknown(
			`what ${names(unseen)} ${unseen.length === 1 ? 'does' : 'do'} before it answers could not be followed`,
			distinct(unseen.map(({point}) => point)),
		);
	const working = all.filter(({works}) => works.length > 0);
	if (working.length === 0) return notApplicable('no webhook that changes anything was found');
	const asking = working.filter(({asked}) => asked.length > 0);
	if (asking.length > 0)
		return pass(
			`${working.length === 1 ? 'the webhook' : `all ${working.length} webhooks`} ${working.length === 1 ? 'asks' : 'ask'} another service and ${working.length === 1 ? 'writes' : 'write'} to the database before ${working.length === 1 ? 'it answers' : 'they answer'}, and a failure is not answered as success`,
			distinct([...working.flatMap(one => one.works), ...asking.flatMap(one => one.asked)]),
		);
	return pass(
		`${working.length === 1 ? 'the webhook only writes' : `all ${working.length} webhooks only write`} to the database before ${working.length === 1 ? 'it answers' : 'they answer'}, and a failure is not answered as success`,
		distinct(working.flatMap(one => one.works)),
	);
};

export default probe;
