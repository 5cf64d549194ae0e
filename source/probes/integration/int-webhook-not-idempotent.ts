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
	const first = all.filter(({keptFirst}) => keptFirst === true);
	if (first.length > 0)
		return unknown(
			`${first
				.map(({point}) => point.route)
				.slice(0, 3)
				.join(
					', ',
				)} ${first.length === 1 ? 'keeps' : 'keep'} the id of the message before the work is done, outside of a transaction: what fails in between looks done when the message comes again`,
			distinct(first.flatMap(({places}) => places)),
		);
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
	const subject = all.length === 1 ? 'the webhook' : `all ${all.length} webhooks`;
	const said = all.every(({outcome}) => outcome === 'same')
		? `${all.length === 1 ? 'only sets' : 'only set'} what the message says, so that a second delivery changes nothing`
		: all.some(({outcome}) => outcome === 'refused')
			? `${all.length === 1 ? 'adds nothing' : 'add nothing'} twice: a key that must be unique refuses the second delivery, with an error`
			: `${all.length === 1 ? 'tells' : 'tell'} a repeated delivery from a new one`;
	return pass(`${subject} ${said}`, distinct(all.flatMap(({places}) => places)));
};

export default probe;
