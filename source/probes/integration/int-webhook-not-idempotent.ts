import {repeatedDeliveries} from '../../facts/deliveries/repeated.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const probe: Probe = facts => {
	const all = repeatedDeliveries(facts).filter(({outcome}) => outcome !== 'nothing');
	const again = all.filter(({outcome}) => outcome === 'again');
	if (again.length > 0)
		return gap(
			`${again
				.map(({point}) => point.route)
				.slice(0, 3)
				.join(
					', ',
				)} ${again.length === 1 ? 'adds' : 'add'} or ${again.length === 1 ? 'sends' : 'send'} something for each delivery, and no id of the message is kept or looked up`,
			distinct(again.flatMap(({places}) => places)),
			{occurrences: again.length, ...(again.every(({onlySends}) => onlySends === true) ? {severity: 'low' as const} : {})},
		);
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const unsure = all.filter(({outcome}) => outcome === 'unknown');
	if (unsure.length > 0)
		return unknown(
			`whether ${unsure
				.map(({point}) => point.route)
				.slice(0, 3)
				.join(', ')} ${unsure.length === 1 ? 'tells' : 'tell'} a repeated delivery from a new one was not seen`,
			distinct(unsure.flatMap(({places}) => places)),
		);
	if (all.length === 0) return notApplicable('no webhook that changes anything was found');
	return pass(
		`${all.length === 1 ? 'the webhook' : `all ${all.length} webhooks`} ${all.every(({outcome}) => outcome === 'same') ? `${all.length === 1 ? 'only sets' : 'only set'} what the message says, so that a second delivery changes nothing` : `${all.length === 1 ? 'tells' : 'tell'} a repeated delivery from a new one`}`,
		distinct(all.flatMap(({places}) => places)),
	);
};

export default probe;
