import type {Value} from '../../code/code.ts';
import type {Rejection} from './kind.ts';

const errorKeys: ReadonlySet<string> = new Set('error errors serverError formError'.split(' '));
const successKeys: ReadonlySet<string> = new Set('success ok isSuccess'.split(' '));

/** An ordinary answer that says that it did not do it: `{error: …}`, `{success: false}`. */
export function answered(value: Value | undefined): Rejection | undefined {
	if (value?.is !== 'object') return undefined;
	const isError = value.entries.some(
		entry =>
			(errorKeys.has(entry.key) && !(entry.value.is === 'literal' && (entry.value.value === null || entry.value.value === false))) ||
			(successKeys.has(entry.key) && entry.value.is === 'literal' && entry.value.value === false),
	);
	return isError ? 'answered' : undefined;
}
