import {chargedAmounts, type Priced, storedAmounts} from '../../facts/access/prices.ts';
import type {Facts} from '../../facts/facts.ts';
import {holds} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

/** A trigger before an insert may work the amount out again. */
const isWorkedOut = ({what}: Priced, {schema}: Facts): boolean => {
	const table = what.slice(what.lastIndexOf(' ') + 1);
	return schema.routines.some(
		one => one.kind === 'trigger' && one.table?.replace(/^public\./u, '') === table && !/updated_at|timestamp/iu.test(one.runs ?? ''),
	);
};

/** The row may be added by whoever is signed in, as far as the policies say. */
const isOpen = ({what}: Priced, {schema}: Facts): boolean => {
	const table = schema.tables.find(({name}) => name === what.slice(what.lastIndexOf(' ') + 1));
	return (
		table?.policies.some(
			({command, check = '', using = '', permissive}) =>
				permissive && (command === 'insert' || command === 'all') && !/role|admin|staff/iu.test(`${check} ${using}`),
		) ?? false
	);
};

const probe: Probe = facts => {
	const charged = chargedAmounts(facts);
	const stored = storedAmounts(facts);
	const paid = holds(facts, 'pay.any');
	const byCaller = charged.filter(({by}) => by === 'caller');
	const byPage = stored.filter(one => one.how === 'stored by the page');
	const openPages = paid ? byPage.filter(one => isOpen(one, facts) && !isWorkedOut(one, facts)) : [];
	const certain = [...byCaller, ...openPages];
	const [worst] = certain;
	if (worst !== undefined)
		return gap(`${worst.what} is whatever the ${worst.how === 'charged' ? 'request' : 'page'} says`, distinct(certain), {
			severity: 'blocker',
		});
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const loose = [...stored.filter(({by}) => by === 'caller'), ...charged.filter(({by}) => by === 'unknown')];
	if (loose[0] !== undefined)
		return unknown(
			loose[0].by === 'caller'
				? `${loose[0].what} comes from the ${loose[0].how === 'stored' ? 'request' : 'page'}, and what is charged by it was not seen`
				: `where ${loose[0].what} comes from could not be followed`,
			distinct(loose),
		);
	const fixed = charged.filter(({by}) => by === 'code');
	const unsure = stored.filter(({by}) => by === 'unknown');
	if (fixed.length > 0 && unsure.length === 0) return pass('what is charged comes from the code or the database', distinct(fixed));
	if (unsure[0] !== undefined) return unknown(`where ${unsure[0].what} comes from could not be followed`, distinct(unsure));
	return paid
		? unknown('money is taken here, and no amount was seen that the code names')
		: notApplicable('no amount is charged, and nothing that is sold is stored');
};

export default probe;
