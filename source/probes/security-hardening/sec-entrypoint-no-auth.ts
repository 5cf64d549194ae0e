import type {Standing} from '../../facts/access/standing.ts';
import {hasPeople, standingsOf} from '../../facts/access/standing.ts';
import type {EntryPoint} from '../../facts/entry-points/entry-point.ts';
import type {Facts} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

type Open = Standing & {readonly is: 'open'};

const said: Readonly<Record<Open['how'], readonly [one: string, many: string]>> = {
	changes: ['changes or deletes what is there', 'change or delete what is there'],
	spends: ['spends your money on a model or on messages', 'spend your money on a model or on messages'],
	shows: ['hands out people’s records', 'hand out people’s records'],
};
const order: readonly Open['how'][] = ['changes', 'spends', 'shows'];

/** `DELETE /items/:id`, or the name of an action. */
const called = ({method, route}: EntryPoint): string => `${method} ${route}`.trim();

const probe: Probe = facts => {
	const all = standingsOf(facts);
	const open = all.flatMap(one => (one.is === 'open' ? [one] : [])).sort((one, other) => order.indexOf(one.how) - order.indexOf(other.how));
	const [worst] = open;
	if (worst !== undefined) return openTo(open, worst, facts, all.filter(({is}) => is === 'unsure').length);
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const unsure = all.flatMap(one => (one.is === 'unsure' ? [one] : []));
	const [first] = unsure;
	if (first !== undefined)
		return unknown(
			`${unsure.length} of ${all.length} ways in ${unsure.length === 1 ? 'changes or spends' : 'change or spend'} something, and nothing was seen that turns strangers away; for example ${called(first.point)}: ${first.because}`,
			distinct(unsure.map(({point}) => point)),
			{
				asks: `Are these meant for people who have not signed in: ${unsure
					.slice(0, 6)
					.map(({point}) => called(point))
					.join(', ')}?`,
			},
		);
	const {unread} = facts.entryPoints;
	if (unread[0] !== undefined)
		return unknown(
			`not every way in is known: ${unread[0].framework}: ${unread[0].because}`,
			unread.flatMap(({places}) => places),
		);
	if (all.length === 0) return notApplicable('nothing on a server answers people');
	return judged(all);
};

function openTo(open: readonly Open[], worst: Open, facts: Facts, unsure: number): ReturnType<Probe> {
	const kinds = order.flatMap(how => {
		const count = open.filter(one => one.how === how).length;
		return count === 0
			? []
			: [
					`${count} ${count === 1 ? `(${called(open.find(one => one.how === how)?.point ?? worst.point)}) ` : ''}${said[how][count === 1 ? 0 : 1]}`,
				];
	});
	const isOwned = worst.how === 'changes' && hasPeople(facts);
	return gap(`of the ways in that ask nobody to sign in, ${kinds.join(', ')}`, distinct(open.map(({point}) => point.handler ?? point)), {
		severity: isOwned ? 'blocker' : 'high',
		...(unsure > 0
			? {remains: `of ${unsure} more ${unsure === 1 ? 'way' : 'ways'} in files cannot tell whether strangers are meant`}
			: facts.entryPoints.unread[0] === undefined
				? {}
				: {remains: `not every way in is known: ${facts.entryPoints.unread[0].framework}: ${facts.entryPoints.unread[0].because}`}),
	});
}

function judged(all: readonly Standing[]): ReturnType<Probe> {
	const guarded = all.filter(({is}) => is === 'guarded');
	const meant = all.filter(({is}) => is === 'meant');
	const effective = guarded.filter(({point}) => point.writes.length + point.costs.length > 0);
	const guards = (effective.length > 0 ? effective : guarded).flatMap(({point}) =>
		point.guards.filter(({kind}) => kind !== 'limiter' && kind !== 'validation'),
	);
	if (guards.length > 0)
		return pass(
			`${guarded.length} of ${all.length} ways in ${guarded.length === 1 ? 'asks' : 'ask'} who is calling${guarded.length === all.length ? '' : ', and the others change nothing or are meant for strangers'}`,
			distinct(guards),
		);
	if (meant.length > 0) return pass('only what is meant for strangers changes anything', distinct(meant.map(({point}) => point)));
	return unknown(
		`${all.length === 1 ? 'the one way in was not' : `none of the ${all.length} ways in was`} seen to ask who is calling, nor to change or spend anything`,
		distinct(all.map(({point}) => point)),
	);
}

export default probe;
