import {entryOf, textOf} from '../../facts/code/code.ts';
import type {Facts} from '../../facts/facts.ts';
import {type Payment, paymentsOf} from '../../facts/payments/payments.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const money = /(?:^|_)(?:wallets?|balances?)(?:_|$)/iu;

const probe: Probe = facts => {
	const all = paymentsOf(facts);
	const charges = all.filter(one => one.does === 'charges' && !isWholeRefund(one));
	const opens = all.filter(({does}) => does === 'opens a payment');
	const open = [...charges, ...opens].filter(({key}) => key === 'none' || key === 'random');
	const isGuarded = (one: Payment): boolean => one.call.when.some(name => guardedBy.test(name)) || looksBefore(one, facts);
	const wrong = open.filter(one => !isGuarded(one));
	if (wrong.length > 0) {
		const charged = wrong.filter(({does}) => does === 'charges');
		const isRandom = wrong.every(({key}) => key === 'random');
		const what = charged.length > 0 ? 'move money' : 'open a payment';
		return gap(
			`${wrong.length === 1 ? 'one call' : `${wrong.length} calls`} that ${wrong.length === 1 ? what.replace(/^(?<verb>\w+)/u, '$<verb>s') : what} ${isRandom ? 'carry a key that is new at each attempt, which protects nothing' : `${wrong.length === 1 ? 'has' : 'have'} no key that tells a repeated attempt from a new one`}`,
			distinct([...charged, ...wrong]),
			{occurrences: wrong.length, ...(charged.length > 0 ? {} : {severity: 'medium' as const})},
		);
	}
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const unsure = [...open, ...[...charges, ...opens].filter(({key}) => key === 'unknown')];
	if (unsure.length > 0)
		return unknown('money is moved, and whether a repeated attempt is told from a new one was not seen', distinct(unsure));
	const kept = [...charges, ...opens];
	if (kept.length > 0)
		return pass(
			`${kept.length === 1 ? 'the one call that moves money carries' : `all ${kept.length} calls that move money carry`} a key that stays the same when it is repeated`,
			distinct(kept),
		);
	const sessions = all.filter(({does}) => does === 'opens a checkout');
	const lasting = sessions.filter(one => isSubscription(one) && one.key !== 'kept' && !knowsWhoPays(one, facts));
	if (lasting.length > 0)
		return unknown(
			`each visit opens a new checkout for a subscription, and whether somebody who has one already is kept from buying a second was not seen`,
			distinct(lasting),
			{asks: 'What happens when somebody with two open windows pays in both?'},
		);
	if (sessions.length > 0)
		return pass('money is only taken on the provider’s own page: a request that is repeated charges nobody by itself', distinct(sessions));
	const own = facts.entryPoints.points.filter(({writes}) =>
		writes.some(({what}) => money.test(what.replaceAll(/(?<=[a-z])(?=[A-Z])/gu, '_'))),
	);
	if (own.length > 0)
		return unknown(
			`${own.length === 1 ? 'one endpoint changes' : `${own.length} endpoints change`} a balance, and whether a repeated request is told from a new one was not seen`,
			distinct(own),
		);
	return notApplicable('no code here charges anyone');
};

/** What was paid back whole cannot be paid back again: the provider refuses it. */
const isWholeRefund = ({call}: Payment): boolean =>
	/(?:^|\.)refunds\.create$/u.test(call.to) &&
	!call.named.some(({key}) => key === 'amount') &&
	call.args[0]?.is === 'object' &&
	!call.args[0].entries.some(({key}) => key === 'amount' || key === '...');

const guardedBy = /(?:subscription|charge|refund|payment(?:_?intent)?|transfer|payout)_?id$|already|existing/iu;

/** Paying twice means paying each month twice. */
const isSubscription = ({call}: Payment): boolean =>
	[...call.args.map(arg => entryOf(arg, 'mode')), call.named.find(({key}) => key === 'mode')?.value].some(
		mode => textOf(mode) === 'subscription',
	);

const paying = /subscri|active|existing|already|member|premium|ispro/iu;

/** What was bought before is asked for, and decides whether the page is opened at all. */
const knowsWhoPays = ({path, call}: Payment, facts: Facts): boolean =>
	call.when.some(name => paying.test(name)) ||
	(facts.program.scopes
		.at(path)
		?.exitsIn(call.in)
		.some(({line, when}) => line < call.line && when.some(name => paying.test(name))) ??
		false);

/** The function looks up what was paid before, and leaves when there is something. */
const looksBefore = ({path, call}: Payment, facts: Facts): boolean =>
	facts.program.scopes
		.at(path)
		?.exitsIn(call.in)
		.some(({line, when}) => line < call.line && when.some(name => guardedBy.test(name))) ?? false;

export default probe;
