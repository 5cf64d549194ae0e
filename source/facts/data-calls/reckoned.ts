import {firstOf, lastOf, type Value} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {type DataCall, isRead} from './data-call.ts';
import {dataCallsOf} from './data-calls.ts';
import {tableKey} from './tables.ts';

const deepest = 7;

/** The updates whose new value is worked out, however far round, from the same column of something that was read: `expires: later(row.expires, days)`. */
export function reckonedOf(calls: readonly DataCall[], facts: Facts): readonly DataCall[] {
	const all = dataCallsOf(facts);
	return calls.filter(call => {
		if ((call.operation !== 'update' && call.operation !== 'upsert') || asksAgain(call)) return false;
		const scope = facts.program.scopes.at(call.path);
		if (scope === undefined) return false;
		const wasRead = all.some(
			one =>
				isRead(one) && one.path === call.path && one.in === call.in && one.line < call.line && tableKey(one.table) === tableKey(call.table),
		);
		return call.values.some(({key, value}) => value.is !== 'name' && isFrom(value, key, {scope, call, wasRead}, deepest, false));
	});
}

/** It writes only where the row is still as it was read. */
const asksAgain = ({filters, values}: DataCall): boolean =>
	filters.some(column => /version|revision|etag|updated/iu.test(column) || values.some(({key}) => key === column));

/** `wasRead`: rows of the table were read in the same function before, so that what cannot be followed may come from them. */
type Seat = {readonly scope: FileScope; readonly call: DataCall; readonly wasRead: boolean};

function isFrom(value: Value, key: string, seat: Seat, left: number, isChanged: boolean): boolean {
	if (left === 0 || key === '') return false;
	const {scope, call} = seat;
	const goOn = (one: Value, changed = isChanged): boolean => isFrom(one, key, seat, left - 1, changed);
	switch (value.is) {
		case 'name': {
			const binding = scope.binding(firstOf(value.name), call.in, call.line);
			if (binding?.is !== 'variable') return false;
			if (value.name.includes('.')) return isChanged && lastOf(value.name) === key;
			return goOn(binding.variable.value);
		}
		case 'call': {
			const one = scope.code.calls[value.call];
			if (one === undefined) return false;
			const on = one.on === undefined ? firstOf(one.to) : undefined;
			return (
				one.args.some(arg => goOn(arg, true)) ||
				(one.on !== undefined && goOn({is: 'call', call: one.on}, true)) ||
				(on !== undefined && one.to.includes('.') && goOn({is: 'name', name: on}, true))
			);
		}
		case 'other':
			return value.of === undefined ? isChanged && seat.wasRead : value.of.some(one => goOn(one, true));
		case 'either':
			return value.of.some(one => goOn(one));
		case 'template':
			return value.holes.some(one => goOn(one, true));
		case 'text':
		case 'literal':
		case 'function':
		case 'class':
		case 'object':
		case 'list':
		case 'spread':
		case 'generic':
			return false;
	}
}
