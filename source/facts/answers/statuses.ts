import {type Entry, lastOf, type Value} from '../code/code.ts';

/** The status behind the name of an error or a code. */
export const statusByName: ReadonlyMap<string, number> = new Map([
	['BadRequest', 400],
	['Unauthorized', 401],
	['Forbidden', 403],
	['NotFound', 404],
	['Conflict', 409],
	['UnprocessableEntity', 422],
	['InternalServerError', 500],
	['ServiceUnavailable', 503],
	['BadGateway', 502],
	['INTERNAL_SERVER_ERROR', 500],
	['BAD_REQUEST', 400],
	['UNAUTHORIZED', 401],
	['FORBIDDEN', 403],
	['NOT_FOUND', 404],
	['CONFLICT', 409],
	['internal', 500],
	['unknown', 500],
	['invalid-argument', 400],
]);
const statusKeys: ReadonlySet<string> = new Set('status statusCode status_code code'.split(' '));

/** A status as it is written: a number, `HttpStatus.NOT_FOUND`, `status.HTTP_500_INTERNAL_SERVER_ERROR`, a code; the largest of several. */
export function statusIn(value: Value | undefined): number | undefined {
	if (value === undefined) return undefined;
	if (value.is === 'literal') return typeof value.value === 'number' && value.value >= 100 && value.value < 600 ? value.value : undefined;
	if (value.is === 'text') return statusByName.get(value.text);
	if (value.is === 'name') {
		const digits = /(?<![\d])(?<status>[1-5]\d\d)(?!\d)/u.exec(value.name)?.groups?.status;
		return digits === undefined ? statusByName.get(lastOf(value.name)) : Number(digits);
	}
	if (value.is === 'either') return value.of.map(statusIn).reduce((one, other) => Math.max(one ?? 0, other ?? 0) || undefined, undefined);
	return undefined;
}

/** What is given as the status among options. */
export const statusEntry = (entries: readonly Entry[]): Value | undefined => entries.find(({key}) => statusKeys.has(key))?.value;
