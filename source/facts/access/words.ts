import {wordsOf} from '../guards/words.ts';

const set = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const identifying = set(
	'auth authed authenticated authenticate authentication authorize authorized authorization viewer principal jwt permission permissions',
);
const proving = set('token otp signature signed signer unsign hmac nonce invite invitation captcha turnstile passkey');
const beforeSession = set(
	'get user auth current server require verify validate check req request ctx context c event locals use res next iron api valid no has login cookie supabase',
);
const recognised = /(?:^|\.)(?:req|request|ctx|context|locals|c|g|res)\.(?:user|account|member)(?:\.|$)/u;
const settings = /^(?:process\.env|import\.meta\.env|Deno\.env|os\.environ|settings|config|env)\b/u;
const databaseSession =
	/^(?:db\.|self\.)?session\b|Session$|Session_?(?:Local|Factory|Maker|maker)$|(?:^|\.)session_?(?:local|factory|maker)$|startSession/u;

/** The name is that of somebody who was recognised before: `session`, `currentUser`, `req.user`. A database's session is nobody's. */
export function speaksOfCaller(name: string, isPython: boolean): boolean {
	if (settings.test(name) || name.includes('auth.admin') || (isPython && databaseSession.test(name) && !name.startsWith('request.')))
		return false;
	const said = wordsOf(name);
	if (said.some(word => identifying.has(word))) return true;
	if (said.some((word, at) => word === 'session' && (at === 0 || beforeSession.has(said[at - 1] ?? '')))) return true;
	if (recognised.test(name)) return true;
	return said.some(
		(word, at) => (word === 'user' || word === 'account' || word === 'member') && (said[at - 1] === 'current' || said[at - 1] === 'in'),
	);
}

/** The name is that of a secret which only who was sent it can show: a mailed token, a one-time code, a signature. */
export const speaksOfProof = (name: string): boolean => !settings.test(name) && wordsOf(name).some(word => proving.has(word));

const proofParameter = /^(?:\w*_)?(?:token|code|key|secret|sig|signature|hash|uuid|otp)$/iu;
/** A parameter of a path that nobody guesses. */
export const isProofParameter = (name: string): boolean => proofParameter.test(name) || speaksOfProof(name);

const open = set(
	'webauthn passkey passkeys signin signon authentication collect track tracking analytics beacon metrics telemetry csp onboarding setup install bootstrap demo preview captcha challenge join otp magic passwordless portal cron guest',
);
const openLast = set('view views visit visits hit hits ping click clicks impression impressions event events log logs error errors');

/** The words of a route or handler that say that strangers, or machines, are meant to call it, besides those that every entry point is told by. */
export function meantForAnyone(route: string, handler: string): boolean {
	const said = [...wordsOf(route), ...wordsOf(handler)];
	return said.some(word => open.has(word)) || openLast.has(wordsOf(route).at(-1) ?? '');
}

const byTheWay = set(
	'session sessions token tokens verification verifications challenge challenges captcha log logs event events view views visit visits visitor visitors analytics audit activity activities metric metrics cache caches limit limits attempt attempts otp disk counter counters hit hits health history telemetry ratelimit statistic statistics stat stats',
);

/** What a table keeps is a by-product of serving requests: sessions, tokens, counters, logs. */
export const isByTheWay = (table: string): boolean => wordsOf(table).some(word => byTheWay.has(word));
