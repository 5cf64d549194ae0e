import {wordsOf} from '../guards/words.ts';

/** What a host says of itself: this machine, a tunnel to one, a vendor's place for trying things, an example that nobody replaced. */
export type HostKind = 'local' | 'tunnel' | 'sandbox' | 'placeholder' | 'other';

const address =
	/^(?<scheme>https?|wss?):\/\/(?<host>\[[\da-f:]{2,40}\]|[^/:?#\s]{1,200})(?::(?<port>\d{1,5}|\$\{\}))?(?<path>[/?#].*)?$/isu;
const hole = /\$\{\}/u;
const local = /^(?:localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[::1?\]|10\.0\.2\.2|192\.168(?:\.\d{1,3}){2}|host\.docker\.internal)$/iu;
const tunnel =
	/\.(?:ngrok\.io|ngrok-free\.(?:app|dev)|ngrok\.app|ngrok\.dev|trycloudflare\.com|loca\.lt|localtunnel\.me|serveo\.net|repl\.co|replit\.dev|webcontainer\.io|gitpod\.io|app\.github\.dev|lovableproject\.com)$/iu;
const sandboxed = /(?:^|[.-])sandbox(?:[.-]|$)/iu;
const reserved = /(?:^|\.)example\.(?:com|org|net)$|\.(?:example|invalid)$/iu;
const standIn: ReadonlySet<string> = new Set(
	'changeme yourdomain mydomain yoursite mysite yourapp yourcompany yourserver yourbackend'.split(' '),
);
/** Whose the example is, and what: `your-domain`, `link-to-app`; a name with `my` may be a brand. */
const pairs: ReadonlyMap<string, ReadonlySet<string>> = new Map([
	[
		'your',
		new Set(
			'domain site app application company website server backend api frontend url project service store shop production instance host'.split(
				' ',
			),
		),
	],
	['my', new Set('domain website server backend company'.split(' '))],
	['to', new Set('app site page'.split(' '))],
]);

/** The parts of an absolute address as it is written; undefined when the text is none. Holes are `${}`. */
export function addressIn(
	text: string,
): {readonly host: string; readonly kind: HostKind; readonly path: string; readonly portIsHole: boolean} | undefined {
	const groups = address.exec(text)?.groups;
	const host = groups?.host?.toLowerCase();
	if (host === undefined || hole.test(host)) return undefined;
	return {host, kind: kindOf(host), path: groups?.path ?? '', portIsHole: hole.test(groups?.port ?? '')};
}

function kindOf(host: string): HostKind {
	if (local.test(host) || host.endsWith('.localhost')) return 'local';
	if (tunnel.test(host)) return 'tunnel';
	if (sandboxed.test(host)) return 'sandbox';
	if (reserved.test(host)) return 'placeholder';
	const said = wordsOf(host.replace(/\.[a-z]{2,10}$/u, ''));
	if (said.some(word => standIn.has(word))) return 'placeholder';
	return said.some((word, at) => pairs.get(word)?.has(said[at + 1] ?? '') === true) ? 'placeholder' : 'other';
}
