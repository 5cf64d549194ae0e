import {asksProvider, checkoutOf, readsStanding} from '../../facts/deliveries/checkout.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const probe: Probe = facts => {
	const checkout = checkoutOf(facts);
	const language = unreadLanguage(facts);
	if (checkout === undefined)
		return language === undefined ? notApplicable('nothing here opens a checkout') : unknown(`code in ${language} is not read yet`);
	const {opens, hears, asks, landing} = checkout;
	const unlocks = landing.filter(point => point.writes.length > 0);
	const trusting = unlocks.filter(point => !asksProvider(point, facts));
	if (trusting.length > 0)
		return gap(
			`${trusting
				.map(({route}) => route)
				.slice(0, 2)
				.join(', ')} is opened after paying and writes, and does not ask the provider whether anything was paid`,
			distinct(trusting.flatMap(point => [...point.writes, point])),
			{confidence: 'hint'},
		);
	const unread = unlocks.filter(point => !readsStanding(point, facts));
	if (unread.length > 0)
		return gap(
			`${unread
				.map(({route}) => route)
				.slice(0, 2)
				.join(
					', ',
				)} is opened after paying, fetches the checkout and writes, and never reads whether it was paid: a checkout that was only opened unlocks as well`,
			distinct(unread.flatMap(point => [point, ...point.writes])),
			{confidence: 'medium'},
		);
	if (hears.length > 0)
		return pass(
			'a webhook of the provider hears of payments, and no page after paying unlocks anything',
			distinct([...hears.slice(0, 2), ...opens.slice(0, 1)]),
		);
	if (asks.length > 0) return pass('the provider is asked whether it was paid', distinct([...asks.slice(0, 2), ...opens.slice(0, 1)]));
	return unknown('a checkout is opened, and where the product is unlocked after paying was not seen', distinct(opens));
};

export default probe;
