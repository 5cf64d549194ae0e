import type {Call, Func, Value} from '../code/code.ts';
import {entryOf} from '../code/code.ts';
import {namesIdentity} from './words.ts';

/** A parameter of a function by its place; `key` where it is taken out of a destructured one. */
export type Given = {readonly of: number; readonly index: number; readonly key?: string};

/**
 * Where a value comes from, as far as it says who the caller is.
 * `identity`: a session, a verified token, the framework's own user. `role`: what that person may do. `signature`, `key`: something only a trusted sender has.
 * `credential`: sent along and not looked at yet. `secret`: what a credential is compared with. `supplied`: whatever the caller likes. `parameter`: what the function is given.
 * `none` is known to be none of these, `unknown` is not known.
 */
export type Origin = {
	readonly is: 'signature' | 'role' | 'identity' | 'key' | 'parameter' | 'credential' | 'secret' | 'supplied' | 'unknown' | 'none';
	/** As it is shown: `supabase.auth.getUser`, `req.user`. */
	readonly name: string;
	/** Straight from the session, and not by way of a record that was looked up for it. */
	readonly direct: boolean;
	/** Which parameter of which function, when it is one. */
	readonly parameter?: Given;
};

const order: readonly Origin['is'][] = [
	'signature',
	'role',
	'identity',
	'key',
	'parameter',
	'credential',
	'secret',
	'supplied',
	'unknown',
	'none',
];

/** The origin that says most; of several parameters the one whose name says who the caller is. */
export function strongest(all: readonly Origin[]): Origin {
	let best: Origin = {is: 'none', name: '', direct: false};
	for (const one of all)
		if (
			order.indexOf(one.is) < order.indexOf(best.is) ||
			(one.is === 'parameter' && best.is === 'parameter' && !tellsWho(best) && tellsWho(one))
		)
			best = one;
	return best;
}

const tellsWho = ({name, parameter}: Origin): boolean => namesIdentity(parameter?.key ?? name);

/** It says who the caller is, or that the caller may be trusted. */
export const isProof = (origin: Origin): boolean =>
	origin.is === 'signature' || origin.is === 'role' || origin.is === 'identity' || origin.is === 'key';

const provesBy = /token|secret|key|auth|bearer|signature|hash|header|provided/iu;

/** What the caller sends along to be held against a secret. */
export const provesWho = (name: string, origin: Origin): boolean =>
	origin.is === 'credential' || ((origin.is === 'supplied' || origin.is === 'parameter') && provesBy.test(`${name} ${origin.name}`));

const containers: ReadonlySet<string> = new Set(
	'body query params param searchparams form formdata args arguments input payload post values json files file dto data rawinput viewargs pathparams queryparams kwargs'.split(
		' ',
	),
);
const credentials: ReadonlySet<string> = new Set('headers header cookies cookie cookiestore authorization meta rawheaders'.split(' '));

/** What a part of a path is on a request: what the caller supplies, what a browser or a client sends along, or neither. */
export function containerOf(part: string): 'supplied' | 'credential' | undefined {
	const bare = part.replaceAll('_', '').toLowerCase();
	if (containers.has(bare)) return 'supplied';
	return credentials.has(bare) ? 'credential' : undefined;
}

const reading: ReadonlySet<string> = new Set(
	'json formData form get_json parseBody readBody readValidatedBody getValidatedQuery getQuery getRouterParam getRouterParams readMultipartFormData useSearchParams valid getlist'.split(
		' ',
	),
);
const sending: ReadonlySet<string> = new Set(
	'cookies headers getCookie getHeader getHeaders getRequestHeader parseCookies getSignedCookie'.split(' '),
);

/** What a call by this name reads of a request. */
export const readBy = (last: string): 'supplied' | 'credential' | undefined =>
	reading.has(last) ? 'supplied' : sending.has(last) ? 'credential' : undefined;

const queries: ReadonlySet<string> = new Set(
	(
		'findUnique findUniqueOrThrow findFirst findFirstOrThrow findMany findOne findOneBy findOneOrFail findById findByPk findBy findByIdAndUpdate findOneAndUpdate find select query execute filter ' +
		'filter_by first one one_or_none scalar scalars scalar_one_or_none get_object_or_404 get_or_404 first_or_404 single maybeSingle from where selectFrom executeTakeFirst executeTakeFirstOrThrow exec lean getDoc getDocs ' +
		'populate all raw fetchone fetchall rpc count exists aggregate eq run prepare bind'
	).split(' '),
);

/** The call looks something up in a database. */
export const isQuery = (to: string): boolean => {
	const parts = to.replaceAll('()', '').split('.');
	const last = parts.at(-1) ?? '';
	if (last === 'get') return parts.some(part => part === 'objects' || part === 'query');
	return parts.length > 1 ? queries.has(last) : last === 'get_object_or_404' || last === 'getDoc' || last === 'getDocs';
};

const environment =
	/^(?:process\.env|import\.meta\.env|Deno\.env|os\.environ|env|ENV|settings|config|app\.config|current_app\.config|c\.env|context\.env|Bun\.env)(?:\.|$)/u;
const mode = /(?:NODE_ENV|ENVIRONMENT|DEBUG|APP_ENV|VERCEL_ENV|\bMODE|\bDEV|\bPROD)$/u;

/** A setting of the program; `mode` tells only where it runs. */
export const settingOf = (name: string): 'secret' | 'mode' | undefined =>
	environment.test(name) ? (mode.test(name) ? 'mode' : 'secret') : undefined;

const bodyDecorators: ReadonlySet<string> = new Set('Body Query Param Params Args Headers UploadedFile UploadedFiles Arg'.split(' '));
const requestDecorators: ReadonlySet<string> = new Set('Req Request Res Response Next Ctx Context Session Ip Parent Info'.split(' '));

/** What a framework puts into a parameter, by its decorator. */
export function givenBy(decorator: string): 'supplied' | 'request' | 'other' {
	if (bodyDecorators.has(decorator)) return 'supplied';
	return requestDecorators.has(decorator) ? 'request' : 'other';
}

const connection = /(?:Session|SessionDep|SessionLocal|AsyncSession|EntityManager|DbSession|Database|Connection|Engine)$/u;

/** A session of a database, which is nobody's. */
export const isConnection = (type: Value | undefined): boolean =>
	type !== undefined &&
	((type.is === 'name' && connection.test(type.name)) ||
		(type.is === 'generic' && (connection.test(type.name) || type.of.some(isConnection))));

/** What a call gives for a parameter of the function that it calls. */
export function givenFor(call: Call, one: Func, {index, key}: Given): Value | undefined {
	const whole = call.args[index - offsetOf(one)] ?? call.named.find(entry => entry.key === one.parameters[index]?.name)?.value;
	if (key === undefined || whole?.is !== 'object') return whole;
	return entryOf(whole, key);
}

/** The parameter's index that an argument's place stands for: methods of Python take themselves first. */
const offsetOf = (one: Func): number => (one.class !== undefined && /^(?:self|cls)$/u.test(one.parameters[0]?.name ?? '') ? 1 : 0);
