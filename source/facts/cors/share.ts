import type {Place} from '../../safe-text.ts';
import type {Call, Value} from '../code/code.ts';
import {targetOf} from '../entry-points/resolve.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';

/** Who other than the site itself may read answers: everyone who asks, everyone without a session, those that are listed, everyone without a session where a setting lists nobody, or whom nothing here tells. */
export type Sharing = Place & {
	readonly with: 'everyone' | 'a loose pattern' | 'everyone without a session' | 'listed or everyone' | 'listed' | 'unknown';
};

/** One place with whom it shares answers. */
export const place = (scope: FileScope, {line, text}: {readonly line: number; readonly text: string}, to: Sharing['with']): Sharing => ({
	path: scope.path,
	line,
	text,
	with: to,
});
export const isTrue = (value: Value | undefined): boolean => value?.is === 'literal' && value.value === true;
export const isText = (value: Value | undefined, text: string): boolean => value?.is === 'text' && value.text === text;

/** What a name among options stands for. */
export function resolved(value: Value | undefined, scope: FileScope, call: Call, facts: Facts): Value | undefined {
	if (value?.is !== 'name') return value;
	const target = targetOf(facts.program.scopes, value, {path: scope.path, in: call.in});
	return target.is === 'value'
		? target.value
		: target.is === 'function' && target.path === scope.path
			? {is: 'function', function: target.function}
			: value;
}
