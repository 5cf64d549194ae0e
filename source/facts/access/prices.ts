import type {Place} from '../../safe-text.ts';
import type {Call, Entry, Value} from '../code/code.ts';
import {lastOf} from '../code/code.ts';
import {dataCallsOf} from '../data-calls/data-calls.ts';
import type {Facts} from '../facts.ts';
import {holds} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';
import {inputsOf} from '../inputs/inputs-of.ts';
import {isReached} from '../reached.ts';

/** An amount of money that is charged or stored, and who names it. */
export type Priced = Place & {
	readonly by: 'caller' | 'code' | 'unknown';
	readonly how: 'charged' | 'stored' | 'stored by the page';
	readonly what: string;
};

const amounts =
	/^(?:unit_?amount(?:_decimal)?|amount|total|total_?(?:amount|price|cents)|price|unit_?price|sub_?total|grand_?total|payment_?status|amount_paid|price_at_time)$/iu;
const charging =
	/(?:checkout\.sessions|checkout\.Session|paymentIntents|PaymentIntent|charges|Charge|invoiceItems|orders|paymentLinks?|payments)\.create$/u;
const vendors = /stripe|razorpay|paypal|mollie|square|iyzico|midtrans|xendit|paystack|flutterwave/iu;
const sold: ReadonlySet<string> = new Set(
	'order orders payment payments invoice invoices booking bookings purchase purchases checkout orderitem'.split(' '),
);
const chosen = /donat|tip|top-?_?up|deposit|fund|credit|pledge|contribut|wallet|gift|expense|bid|offer|transfer|withdraw|payout|refund/iu;

function entriesIn(value: Value | undefined, code: {readonly calls: readonly Call[]}, left = 5): readonly Entry[] {
	if (value === undefined || left === 0) return [];
	if (value.is === 'object') return value.entries.flatMap(entry => [entry, ...entriesIn(entry.value, code, left - 1)]);
	if (value.is === 'list') return value.items.flatMap(item => entriesIn(item, code, left - 1));
	return [];
}

/** What a value of money goes back to; a sum over what the caller sent is the caller's as well. */
function namedBy(value: Value, at: {readonly path: string; readonly in: number; readonly line: number}, facts: Facts): Priced['by'] {
	if (value.is === 'text' || value.is === 'literal') return 'code';
	const source = inputsOf(facts).of(value, at);
	if (source.inputs.some(({by}) => by === 'database' || by === 'service')) return 'code';
	/** What sets off a trigger was stored before: the rules of the database say by whom. */
	const points = facts.program.pointsOf(at.path, at.in);
	const isRequested = points.length === 0 || points.some(({kind}) => kind !== 'function' && kind !== 'queue' && kind !== 'cron');
	const given = source.inputs.filter(
		({by, from}) => by === 'caller' && (from === 'body' || from === 'form' || from === 'query' || from === 'path'),
	);
	if (given.length > 0) return isRequested && source.unknown.length === 0 ? 'caller' : 'unknown';
	return 'unknown';
}

/** Amounts that are given to a payment provider by code of the server. */
export function chargedAmounts(facts: Facts): readonly Priced[] {
	if (!holds(facts, 'pay.any')) return [];
	return facts.files.flatMap(file => {
		const scope =
			file.role === 'app' && file.side !== 'client' && isReached(file, facts.reached) !== false
				? facts.program.scopes.at(file.path)
				: undefined;
		if (scope === undefined) return [];
		return scope.code.calls.flatMap(call => {
			if (
				!charging.test(call.to) ||
				!(vendors.test(call.to) || vendors.test(file.path) || file.imports.some(({source}) => vendors.test(source)))
			)
				return [];
			/** The vendor's own name of a price, which holds its amount. */
			const isNamedPrice = (name: string): boolean => name === 'price';
			const entries = [
				...call.args.flatMap(arg => entriesIn(arg, scope.code)),
				...call.named.flatMap(entry => [entry, ...entriesIn(entry.value, scope.code)]),
			];
			return entries.flatMap((entry): readonly Priced[] => {
				if (!amounts.test(entry.key) || isNamedPrice(entry.key) || entry.value.is === 'object') return [];
				const by = namedBy(entry.value, {path: file.path, in: call.in, line: entry.line}, facts);
				const isMeant = by === 'caller' && chosen.test(`${file.path} ${scope.code.functions[call.in]?.name ?? ''}`);
				return [
					{
						path: file.path,
						line: entry.line,
						text: call.text,
						by: isMeant ? 'unknown' : by,
						how: 'charged',
						what: `${entry.key} of ${lastOf(call.to.slice(0, call.to.lastIndexOf('.')))}`,
					},
				];
			});
		});
	});
}

/** Amounts that are stored for what is sold, by the server or by a page that writes to the database itself. */
export function storedAmounts(facts: Facts): readonly Priced[] {
	const sides = new Map(facts.files.map(file => [file.path, file]));
	return dataCallsOf(facts).flatMap(call => {
		const file = sides.get(call.path);
		const isSale = wordsOf(call.table).some(word => sold.has(word)) && !chosen.test(`${call.table} ${call.path}`);
		if (
			file === undefined ||
			!isSale ||
			(call.operation !== 'insert' && call.operation !== 'upsert') ||
			isReached(file, facts.reached) === false
		)
			return [];
		const entries = call.values.filter(({key}) => amounts.test(key));
		if (file.side === 'client')
			return entries.slice(0, 1).map(
				(entry): Priced => ({
					path: call.path,
					line: entry.line,
					text: call.text,
					by: 'caller',
					how: 'stored by the page',
					what: `${entry.key} in ${call.table}`,
				}),
			);
		return entries.map(
			(entry): Priced => ({
				path: call.path,
				line: entry.line,
				text: call.text,
				by: namedBy(entry.value, {path: call.path, in: call.in, line: call.line}, facts),
				how: 'stored',
				what: `${entry.key} in ${call.table}`,
			}),
		);
	});
}
