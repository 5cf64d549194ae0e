import {mayName} from '../../facts/code/lazy.ts';
import {checkoutOf} from '../../facts/deliveries/checkout.ts';
import {namedJobsOf} from '../../facts/deliveries/named-jobs.ts';
import {type Queue, queuesOf} from '../../facts/deliveries/queues.ts';
import {returnPathsOf} from '../../facts/deliveries/return-paths.ts';
import {type Facts, holds} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

type Part = {readonly outcome: 'open' | 'closed' | 'unsure'; readonly said: string; readonly places: readonly Place[]};

const probe: Probe = facts => {
	const parts = [...checkoutPart(facts), ...queuePart(facts), ...jobPart(facts), ...returnPart(facts)];
	const open = parts.filter(({outcome}) => outcome === 'open');
	const said = (some: readonly Part[]): string => some.map(one => one.said).join('; ');
	const places = (some: readonly Part[]): readonly Place[] => distinct(some.flatMap(one => one.places));
	if (open.length > 0) return gap(said(open), places(open));
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const unsure = parts.filter(({outcome}) => outcome === 'unsure');
	if (unsure.length > 0) return unknown(said(unsure), places(unsure));
	if (parts.length === 0)
		return notApplicable('nothing here waits for another part: no checkout, no queue and no way back from a sign-in was found');
	return pass(said(parts), places(parts));
};

/** Somebody pays: something has to hear of it. */
function checkoutPart(facts: Facts): readonly Part[] {
	const checkout = checkoutOf(facts);
	if (checkout === undefined) return [];
	const {opens, hears, asks} = checkout;
	if (hears.length > 0)
		return [{outcome: 'closed', said: 'a webhook hears of payments', places: [...hears.slice(0, 2), ...opens.slice(0, 1)]}];
	if (asks.length > 0)
		return [{outcome: 'closed', said: 'the provider is asked what was paid', places: [...asks.slice(0, 2), ...opens.slice(0, 1)]}];
	const subscribes = opens.some(({call}) =>
		call.args.some(
			arg =>
				arg.is === 'object' && arg.entries.some(({key, value}) => key === 'mode' && value.is === 'text' && value.text === 'subscription'),
		),
	);
	if (facts.entryPoints.unread.length > 0 || facts.packages.length > 5)
		return [{outcome: 'unsure', said: 'a checkout is opened, and what hears of the payment was not found', places: opens}];
	return subscribes || holds(facts, 'db.any')
		? [
				{
					outcome: 'open',
					said: 'a checkout is opened, and nothing hears whether it was paid: no webhook, and the provider is never asked',
					places: opens,
				},
			]
		: [{outcome: 'unsure', said: 'a checkout is opened, and nothing here hears whether it was paid', places: opens}];
}

/** Jobs are put into a queue: something has to take them out. */
function queuePart(facts: Facts): readonly Part[] {
	const queues = queuesOf(facts);
	const puts = queues.filter(({does}) => does === 'puts');
	if (puts.length === 0) return [];
	const consumers = facts.entryPoints.points.filter(
		({kind, framework}) => kind === 'queue' && (framework === 'bullmq' || framework === 'bull' || framework === 'nest'),
	);
	const taken = [...queues.filter(({does}) => does === 'takes'), ...consumers, ...takersIn(facts)];
	const [forgotten] = untaken(puts, taken, queues);
	if (forgotten !== undefined)
		return [{outcome: 'unsure', said: `jobs are put into ${forgotten.name}, and nothing was seen to take them out`, places: [forgotten]}];
	return taken.length > 0
		? [{outcome: 'closed', said: 'what is put into a queue is taken out of it', places: [...taken.slice(0, 2), ...puts.slice(0, 1)]}]
		: [
				{
					outcome: puts.some(({name}) => name === '') ? 'unsure' : 'open',
					said: `jobs are put into ${puts.length === 1 ? 'a queue' : `${puts.length} queues`}, and nothing takes them out`,
					places: puts,
				},
			];
}

/** Queues that no taker has the name of, where the names of all takers can be told. */
function untaken(puts: readonly Queue[], taken: readonly Place[], all: readonly Queue[]): readonly Queue[] {
	const takers = all.filter(({does}) => does === 'takes');
	const isKnown = (place: Place): boolean => takers.some(({path, line}) => path === place.path && line === place.line);
	if (!taken.every(isKnown) || takers.some(({name}) => name === '')) return [];
	const names = new Set(takers.map(({name}) => name));
	return takers.length === 0 ? [] : puts.filter(({name}) => name !== '' && !names.has(name));
}

/** Jobs are sent by name: something has to take jobs of that name. */
function jobPart(facts: Facts): readonly Part[] {
	const jobs = namedJobsOf(facts);
	const lost = jobs.filter(({taken}) => taken === 'no');
	const unsure = jobs.filter(({taken}) => taken === 'not to be told');
	const [first] = lost;
	if (first !== undefined)
		return [{outcome: 'open', said: `jobs called ${first.name} are sent, and nothing here takes them`, places: lost}];
	if (unsure.length > 0) return [{outcome: 'unsure', said: 'jobs are sent by name, and what takes them was not found', places: unsure}];
	return jobs.length === 0 ? [] : [{outcome: 'closed', said: 'jobs that are sent by name are taken', places: jobs.slice(0, 3)}];
}

/** A sign-in service or a mail sends people back: a page has to be there. */
function returnPart(facts: Facts): readonly Part[] {
	const ways = returnPathsOf(facts);
	const missing = ways.filter(one => one.is === 'missing');
	const [first] = missing;
	if (first !== undefined)
		return [{outcome: 'open', said: `people are sent back to ${first.to}, and no page or route answers there`, places: missing}];
	return ways.length === 0
		? []
		: [{outcome: 'closed', said: 'a page answers where sign-in and mails send people back to', places: ways.slice(0, 3)}];
}

/** Consumers that are registered on a queue that was handed on: `queue.process(…)`, `@Processor('mails')`. */
const takersIn = (facts: Facts): readonly Place[] =>
	facts.files.flatMap(({path, role, code}) =>
		role !== 'app' || code === undefined || !mayName(code, ['.process', 'Processor', 'Worker'])
			? []
			: code.calls
					.filter(({to}) => /(?:[qQ]ueues?|\(\))\.process$|^Processor$|^(?:\w+\.)?Worker$/u.test(to))
					.map(({line, text}) => ({path, line, text})),
	);

export default probe;
