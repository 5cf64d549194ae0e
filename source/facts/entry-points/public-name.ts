import {wordsOf} from '../guards/words.ts';

const openSegment =
	/^(?:auth|login|log-?in|logout|log-?out|sign-?(?:in|up|out)|register|registration|callback|oauth\d?|sso|webhooks?|health|healthz|healthcheck|livez|readyz|ping|status|heartbeat|contact|subscribe|unsubscribe|newsletter|waitlist|verify|verification|reset|forgot|csp|csp-report|track|og|opengraph-image|twitter-image|sitemap|robots|favicon|well-known|manifest|feed|rss)$/u;
const openWords: ReadonlySet<string> = new Set(
	'login logout signin signup signout register callback oauth webhook webhooks health healthcheck contact subscribe unsubscribe newsletter waitlist forgot sitemap robots'.split(
		' ',
	),
);
const openPairs: ReadonlySet<string> = new Set([
	'sign in',
	'sign up',
	'sign out',
	'log in',
	'log out',
	'reset password',
	'forgot password',
	'verify email',
	'confirm email',
	'refresh token',
	'access token',
	'health check',
	'password reset',
	'email verification',
]);
const ending = /\.(?:xml|txt|json|ico|webmanifest)$/u;

/** Whether a route's path, or its handler's name, says that strangers are meant to call it. */
export function isPublicByName(route: string, handler: string): boolean {
	const segments = route
		.toLowerCase()
		.split('/')
		.map(segment =>
			segment
				.replace(ending, '')
				.replace(/^\.|^_/u, '')
				.replaceAll('_', '-'),
		);
	if (segments.some(segment => openSegment.test(segment) || saysSo(segment))) return true;
	return saysSo(handler.slice(handler.lastIndexOf('.') + 1));
}

function saysSo(name: string): boolean {
	const said = wordsOf(name);
	return said.some((word, at) => openWords.has(word) || openPairs.has(`${word} ${said[at + 1] ?? ''}`));
}
