import type {Value} from '../code/code.ts';

/** What a call answers: its status and what it sends. */
export type Replied = {readonly how: 'answer' | 'thrown'; readonly status?: number; readonly value?: Value};

/** A reply of which the status and the value may be missing. */
export const replied = (how: Replied['how'], status: number | undefined, value: Value | undefined): Replied => ({
	how,
	...(status === undefined ? {} : {status}),
	...(value === undefined ? {} : {value}),
});

/** What makes an answer, by the names of its class or function. */
export const making: ReadonlySet<string> = new Set(
	'Response NextResponse HttpResponse JsonResponse JSONResponse HTMLResponse PlainTextResponse ORJSONResponse jsonify make_response HttpResponseServerError'.split(
		' ',
	),
);
