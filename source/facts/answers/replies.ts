import {type Call, type Entry, entryOf, firstOf, lastOf, type Value} from '../code/code.ts';
import {chainOf} from '../entry-points/effects/chain.ts';
import type {FileScope, Scopes} from '../entry-points/scope.ts';

/** What a call answers: its status and what it sends. */
export type Replied = {readonly how: 'answer' | 'thrown'; readonly status?: number; readonly value?: Value};

const responses: ReadonlySet<string> = new Set('res response resp reply rsp expressRes'.split(' '));
const contexts: ReadonlySet<string> = new Set('c ctx context'.split(' '));
const sending: ReadonlySet<string> = new Set('json send jsonp end render status_json'.split(' '));
const sendingContext: ReadonlySet<string> = new Set('json text html body'.split(' '));
const making: ReadonlySet<string> = new Set(
	'Response NextResponse HttpResponse JsonResponse JSONResponse HTMLResponse PlainTextResponse ORJSONResponse jsonify make_response HttpResponseServerError'.split(
		' ',
	),
);
const errors: ReadonlySet<string> = new Set(
	'HTTPException HttpException HttpError HTTPError TRPCError createError HttpsError ConvexError GraphQLError InternalServerErrorException InternalServerError APIException'.split(
		' ',
	),
);
const nest =
	/^(?<name>BadRequest|Unauthorized|Forbidden|NotFound|Conflict|UnprocessableEntity|InternalServerError|ServiceUnavailable|BadGateway)(?:Exception|Error)$/u;
const statusByName: ReadonlyMap<string, number> = new Map([
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

const statusEntry = (entries: readonly Entry[]): Value | undefined => entries.find(({key}) => statusKeys.has(key))?.value;

/** What a call answers to whoever asked, in the words of its framework; undefined when it does not. */
export function repliedBy(call: Call, scope: FileScope, scopes: Scopes, isPython: boolean): Replied | undefined {
	const last = lastOf(call.to);
	return isPython ? pythonReply(call, last) : (scriptReply(call, last, scope, scopes) ?? thrownReply(call, last));
}

const replied = (how: Replied['how'], status: number | undefined, value: Value | undefined): Replied => ({
	how,
	...(status === undefined ? {} : {status}),
	...(value === undefined ? {} : {value}),
});

function scriptReply(call: Call, last: string, scope: FileScope, scopes: Scopes): Replied | undefined {
	const root = firstOf(call.to.replace(/^this\./u, ''));
	if (sending.has(last) && responses.has(root)) {
		const chain = chainOf(call, scope);
		const set = chain.find(one => /^(?:status|code)$/u.test(lastOf(one.to)));
		const before = set ?? lastStatusSet(call, root, scope);
		const status = before === undefined ? 200 : statusIn(before.args[0]);
		return replied('answer', status, last === 'render' ? call.args[1] : call.args[0]);
	}
	if (sendingContext.has(last) && contexts.has(root) && call.to.split('.').length === 2)
		return replied(
			'answer',
			call.args[1] === undefined ? 200 : statusIn(call.args[1].is === 'object' ? statusEntry(call.args[1].entries) : call.args[1]),
			call.args[0],
		);
	if (last === 'throw' && contexts.has(root)) return replied('thrown', statusIn(call.args[0]), call.args[1]);
	const isMade = (call.isNew && making.has(call.to)) || (last === 'json' && making.has(root));
	const isPackaged =
		(call.to === 'json' || call.to === 'data') &&
		isOf(call, scope, scopes, /^(?:@remix-run\/|react-router|@react-router\/|@sveltejs\/kit)/u);
	if (isMade || isPackaged) {
		const [value, options] = call.args;
		const status = options?.is === 'object' ? statusEntry(options.entries) : options;
		return replied(
			'answer',
			status === undefined && options === undefined
				? 200
				: (statusIn(status) ?? (options?.is === 'object' && status === undefined ? 200 : undefined)),
			value,
		);
	}
	if ((call.to === 'error' || call.to === 'fail') && isOf(call, scope, scopes, /^@sveltejs\/kit/u))
		return replied('thrown', statusIn(call.args[0]), call.args[1]);
	return undefined;
}

/** `res.status(500); res.json(…)`, `set.status = 500`. */
function lastStatusSet(call: Call, root: string, scope: FileScope): Call | undefined {
	return scope
		.callsIn(call.in)
		.findLast(
			one =>
				one.result === 'dropped' &&
				one.line <= call.line &&
				one !== call &&
				(one.to === `${root}.status` || one.to === `${root}.code` || one.to === `${root}.writeHead`) &&
				one.line > call.line - 4,
		);
}

const isOf = (call: Call, scope: FileScope, scopes: Scopes, packages: RegExp): boolean => {
	const definition = scopes.modules.definitionOf(scope.path, call.to, call.in);
	return (
		definition.is === 'package' && packages.test(definition.part === '' ? definition.package : `${definition.package}/${definition.part}`)
	);
};

function thrownReply(call: Call, last: string): Replied | undefined {
	const byClass = nest.exec(last)?.groups?.name;
	if (!call.isNew && last !== 'createError') return undefined;
	if (byClass !== undefined) return replied('thrown', statusByName.get(byClass), call.args[0]);
	if (!errors.has(last)) return undefined;
	const [first, second] = call.args;
	if (first?.is === 'object') {
		const value = entryOf(first, 'message') ?? entryOf(first, 'statusMessage') ?? entryOf(first, 'data') ?? first;
		return replied('thrown', statusIn(statusEntry(first.entries)), value);
	}
	if (last === 'HttpsError' || last === 'HTTPException') return replied('thrown', statusIn(first), second);
	return replied('thrown', statusIn(second), first);
}

function pythonReply(call: Call, last: string): Replied | undefined {
	const named = (...keys: readonly string[]): Value | undefined => call.named.find(({key}) => keys.includes(key))?.value;
	if (last === 'abort') return replied('thrown', statusIn(call.args[0]), call.args[1] ?? named('description'));
	if (last === 'HTTPException') return replied('thrown', statusIn(named('status_code') ?? call.args[0]), named('detail') ?? call.args[1]);
	if (last === 'error' && firstOf(call.to) === 'st') return replied('answer', 500, call.args[0]);
	if (nest.test(last) || last === 'APIException')
		return replied('thrown', statusByName.get(nest.exec(last)?.groups?.name ?? '') ?? 500, call.args[0] ?? named('description', 'detail'));
	if (!making.has(last)) return undefined;
	const status = named('status', 'status_code');
	const value =
		named('content', 'data', 'response') ?? call.args[0] ?? (call.named.length > 0 ? {is: 'object', entries: call.named} : undefined);
	return replied(
		'answer',
		last === 'HttpResponseServerError'
			? 500
			: status === undefined
				? last === 'jsonify' || last === 'make_response'
					? statusIn(call.args[1])
					: call.args[1] === undefined
						? 200
						: statusIn(call.args[1])
				: statusIn(status),
		value,
	);
}
