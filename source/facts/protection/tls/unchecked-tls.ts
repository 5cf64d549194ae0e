import type {Facts} from '../../facts.ts';
import {inCode} from './in-code.ts';
import {inSettings} from './in-settings.ts';
import type {UncheckedTls, Weight} from './unchecked.ts';

const known = new WeakMap<readonly unknown[], readonly UncheckedTls[]>();

/** Every connection of the running code that does not ask who is at the other end; the worst first. */
export function uncheckedTlsIn(facts: Facts): readonly UncheckedTls[] {
	const before = known.get(facts.files);
	if (before !== undefined) return before;
	const order: Readonly<Record<Weight, number>> = {high: 0, low: 1, asked: 2};
	const made = [...inCode(facts), ...inSettings(facts)].sort((one, other) => order[one.severity] - order[other.severity]);
	known.set(facts.files, made);
	return made;
}
