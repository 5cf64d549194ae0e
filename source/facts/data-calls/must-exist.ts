import {type Call, firstOf, type Value} from '../code/code.ts';
import {heldNames, type Touch, type Touched} from './touches.ts';

const deepest = 4;
/** What is asked of an answer that may hold no row at all. */
const ofAnswers = /^[^.]+\.(?:length|data|error|count|rows|rowCount|docs|empty|size|\[\])/u;

/** Between the two, the row that was found is used as one that is there: it is no row that must not be. */
export function mustExist(read: Touch, write: Touch, touched: Touched): boolean {
	const {scope, function: within} = touched;
	const names = heldNames(read, touched);
	const isUsed = (name: string): boolean => name.includes('.') && names.has(firstOf(name)) && !ofAnswers.test(name);
	const isFree = ({when}: Pick<Call, 'when'>): boolean => !when.some(name => names.has(firstOf(name)));
	const mentions = (value: Value, left: number): boolean => {
		if (left === 0) return false;
		if (value.is === 'name') return isUsed(value.name);
		if (value.is === 'object') return value.entries.some(one => mentions(one.value, left - 1));
		if (value.is === 'list') return value.items.some(one => mentions(one, left - 1));
		if (value.is === 'template') return value.holes.some(one => mentions(one, left - 1));
		return value.is === 'spread' && mentions(value.of, left - 1);
	};
	return scope
		.bodyOf(within)
		.flatMap(here => scope.callsIn(here))
		.some(
			call =>
				call.line > read.at.end &&
				call.line <= write.at.end &&
				isFree(call) &&
				(isUsed(call.to) || [...call.args, ...call.named.map(({value}) => value)].some(arg => mentions(arg, deepest))),
		);
}
