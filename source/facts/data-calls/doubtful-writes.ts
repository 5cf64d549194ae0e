import type {Place} from '../../safe-text.ts';
import {firstOf, lastOf, type Value} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {fileAt} from '../files.ts';
import {wordsOf} from '../guards/words.ts';
import {isWrite} from './data-call.ts';
import {isAside} from './operations.ts';
import {tableKey} from './tables.ts';
import {decides, heldNames, type Touch, type Touched, touchedOf} from './touches.ts';

const deepest = 5;
/** What only counts attempts: one more that gets through harms nobody. */
const isMeter = (table: string): boolean => wordsOf(table).some(word => /^(?:buckets?|throttles?|attempts?|limits?)$/u.test(word));
const own = /^(?:self|this|cls|module|exports|window|document|state|ctx|res|response)$/u;

/** Writes whose new value, or whose being made at all, may hang on what was read before, in a way that is not followed: nothing can be said of them. */
export const doubtfulOf = (facts: Facts): readonly Place[] =>
	touchedOf(facts).flatMap(touched =>
		[
			...touched.touches.filter(touch => isReckoned(touch, touched.scope) || isWrittenBack(touch, facts)).map(({at}) => at),
			...changedRecords(touched),
			...movedOn(touched),
			...takenOffLast(touched),
			...listedBack(touched),
		].map(({line, text}) => ({path: touched.path, line, text})),
	);

/** A sum is handed to a statement, or to the function that writes: `setStock(id, product.stock - 1)`. */
function isReckoned({call, at, through}: Touch, scope: FileScope): boolean {
	if (call.operation !== 'update' && call.operation !== 'upsert') return false;
	return (
		(through || call.client === 'sql') &&
		[...at.args, ...at.named.map(({value}) => value)].some(arg => arg.is !== 'spread' && holdsSum(arg, scope, deepest))
	);
}

function holdsSum(value: Value, scope: FileScope, left: number): boolean {
	if (left === 0) return false;
	const within = (all: readonly Value[]): boolean => all.some(one => holdsSum(one, scope, left - 1));
	if (value.is === 'other') return (value.of ?? []).some(one => one.is === 'name' && one.name.includes('.'));
	if (value.is === 'object') return within(value.entries.map(entry => entry.value));
	if (value.is === 'list') return within(value.items);
	if (value.is === 'spread') return value.of.is === 'name' && value.of.name.includes('.');
	if (value.is === 'call') return within(scope.code.calls[value.call]?.args ?? []);
	return value.is === 'either' && within(value.of);
}

/** Each row of a list that a browser holds is written back as the browser holds it. */
const isWrittenBack = ({call}: Touch, facts: Facts): boolean =>
	call.inLoop &&
	(call.operation === 'update' || call.operation === 'upsert') &&
	fileAt(facts, call.path)?.side === 'client' &&
	call.values.some(({value}) => value.is === 'name' && value.name.includes('.'));

/** `order.total = order.total + 5`, `row.stock -= 1`, and a write of it. */
function changedRecords({scope, function: within, touches}: Touched): readonly Omit<Place, 'path'>[] {
	const isPython = scope.path.endsWith('.py');
	return scope
		.bodyOf(within)
		.flatMap(here => scope.assignmentsIn(here))
		.filter(({to, value, line, text}) => {
			const record = firstOf(to);
			if (!to.includes('.') || own.test(record)) return false;
			const sides = value.is === 'other' ? (value.of ?? []) : [];
			const isSame = sides.some(one => one.is === 'name' && one.name.includes('.') && lastOf(one.name) === lastOf(to));
			if (!isSame && !(isPython && /^[\w.]+\s*[-+]=/u.test(text))) return false;
			return touches.some(
				({call, at}) =>
					at.line >= line &&
					(call.operation === 'commit' ||
						(isWrite(call) &&
							!isMeter(call.table) &&
							(call.on === record || [...at.args].some(arg => arg.is === 'name' && firstOf(arg.name) === record)))),
			);
		});
}

/** A column is looked at, set, and something else is written because of it. */
function movedOn(touched: Touched): readonly Omit<Place, 'path'>[] {
	const {touches, scope} = touched;
	const writes = touches.filter(({call}) => isWrite(call) && !isAside(call));
	return writes
		.filter(write => {
			if (write.call.operation !== 'update' || !writes.some(one => tableKey(one.call.table) !== tableKey(write.call.table))) return false;
			return touches
				.filter(read => read.at.line < write.at.line && !isWrite(read.call) && tableKey(read.call.table) === tableKey(write.call.table))
				.some(read => {
					const held = heldNames(read, touched);
					const looked = decides(read, write, touched)
						.filter(name => held.has(firstOf(name)) && name.includes('.'))
						.map(lastOf);
					const set = new Set([...write.call.values.map(({key}) => key), ...setOn(held, scope)]);
					return looked.some(column => set.has(column) && !write.call.filters.includes(column));
				});
		})
		.map(({at}) => at);
}

const setOn = (records: ReadonlySet<string>, {code}: FileScope): readonly string[] =>
	code.assignments.flatMap(({to}) => (to.includes('.') && records.has(firstOf(to)) ? [lastOf(to)] : []));

/** The rows are counted, and that decides whether one of them may go or become something else: the last administrator stays. */
function takenOffLast(touched: Touched): readonly Omit<Place, 'path'>[] {
	const {touches} = touched;
	return touches
		.filter(
			write =>
				(write.call.operation === 'delete' || write.call.operation === 'update') &&
				touches.some(
					read =>
						read.at.line < write.at.line &&
						(read.call.operation === 'count' || read.call.operation === 'read many') &&
						tableKey(read.call.table) === tableKey(write.call.table) &&
						[...heldNames(read, touched)].some(saysHowMany) &&
						decides(read, write, touched).some(saysHowMany),
				),
		)
		.map(({at}) => at);
}

const saysHowMany = (name: string): boolean =>
	wordsOf(firstOf(name)).some(word => /^(?:count|total|number|remaining|left|others?)$/u.test(word));

const lengthening = /^(?:push|unshift|splice|add|append|extend|remove|concat)$/u;

/** A list that hangs on a row is taken, made longer or shorter, and written back under its own name. */
function listedBack({scope, function: within, touches}: Touched): readonly Omit<Place, 'path'>[] {
	const body = new Set(scope.bodyOf(within));
	return touches
		.filter(({call, at}) => {
			if ((call.operation !== 'update' && call.operation !== 'upsert') || isMeter(call.table)) return false;
			return call.values.some(({key, value}) => {
				if (value.is !== 'name' || value.name.includes('.')) return false;
				const binding = scope.binding(value.name, at.in, at.line);
				if (binding?.is !== 'variable' || !body.has(binding.variable.in)) return false;
				const from = binding.variable.value;
				const [first] = from.is === 'either' ? from.of : [from];
				if (first?.is !== 'name' || !first.name.includes('.') || lastOf(first.name) !== key) return false;
				return scope.code.calls.some(
					({to, line}) => firstOf(to) === value.name && lengthening.test(lastOf(to)) && line >= binding.variable.line && line <= at.line,
				);
			});
		})
		.map(({at}) => at);
}
