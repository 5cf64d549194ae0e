import type {Place} from '../../safe-text.ts';
import {type Code, lastOf, moduleLevel, textOf, type Value} from '../code/code.ts';
import type {Facts} from '../facts.ts';
import {marksOf} from '../files.ts';
import {wordsOf} from '../guards/words.ts';
import {type Given, givenIn} from './given.ts';
import {runningFiles} from './running.ts';

/** How much it matters whom such a connection is to. */
type Weight = 'high' | 'low';

/** A connection that does not ask who is at the other end. */
export type UncheckedTls = Place & {readonly severity: Weight; readonly said: string};

const offWhenFalse: ReadonlySet<string> = new Set([
	'rejectUnauthorized',
	'strictSSL',
	'verify_ssl',
	'ssl_verify',
	'check_hostname',
	'verify_certs',
	'validate_certs',
	'ssl_verify_cert',
]);
const offWhenTrue: ReadonlySet<string> = new Set([
	'trustServerCertificate',
	'tlsAllowInvalidCertificates',
	'tlsInsecure',
	'insecureSkipVerify',
	'tlsAllowInvalidHostnames',
	'ignoreHTTPSErrors',
	'acceptInvalidCerts',
	'allowInsecure',
]);
const browserTools = /puppeteer|playwright|browser|chromium|newContext/iu;
const fetchers = /(?:^|\.)(?:get|post|put|patch|delete|head|options|request|Client|AsyncClient|Session|urlopen|stream|send)$/u;
const optedIn: ReadonlySet<string> = new Set(
	'insecure selfsigned allow accept mode sslmode verify reject unauthorized skip trust sslaccept'.split(' '),
);
const pages: ReadonlySet<string> = new Set(
	'crawl crawler scrape scraper scraping spider preview metadata opengraph linkcheck monitor probe uptime favicon'.split(' '),
);
const ownMachine = /^(?:localhost|127\.0\.0\.1|0\.0\.0\.0|host\.docker\.internal|::1)$/u;

const isFalse = (value: Value): boolean => value.is === 'literal' && (value.value === false || value.value === 0);
const isTrue = (value: Value): boolean => value.is === 'literal' && value.value === true;
const isNone = (value: Value): boolean => value.is === 'name' && lastOf(value.name) === 'CERT_NONE';

function isOff({name, value, call}: Given, code: Code): boolean {
	if (offWhenFalse.has(name)) return isFalse(value);
	if (offWhenTrue.has(name)) return isTrue(value);
	if (name === 'ssl_cert_reqs' || name === 'cert_reqs' || name === 'verify_mode') return isNone(value) || textOf(value) === 'none';
	const owner = call === undefined ? undefined : code.calls[call];
	if (name === 'verify') return isFalse(value) && (owner === undefined ? false : fetchers.test(owner.to));
	if (name === 'ssl') return isFalse(value) && owner !== undefined && /(?:TCPConnector|\.(?:get|post|put|request))$/u.test(owner.to);
	if (name === 'NODE_TLS_REJECT_UNAUTHORIZED') return isFalse(value) || textOf(value) === '0';
	return false;
}

/** The conditions around a value that is handed back, or the call that it stands in. */
function conditionsOf({in: at, line, call}: Given, code: Code): readonly string[] {
	const own = call === undefined ? [] : (code.calls[call]?.when ?? []);
	return [
		...own,
		...code.exits
			.filter(exit => exit.in === at && exit.line <= line)
			.slice(-1)
			.filter(exit => exit.line === line)
			.flatMap(({when}) => when),
	];
}

/** The host that stands beside it in the same object or call. */
const beside = (one: Given, code: Code): string | undefined => {
	const near = givenIn(code).find(
		other => other.name === 'host' && other.in === one.in && Math.abs(other.line - one.line) < 8 && other.value.is === 'text',
	);
	return textOf(near?.value);
};

const known = new WeakMap<readonly unknown[], readonly UncheckedTls[]>();

/** Every connection of the running code that does not ask who is at the other end; the worst first. */
export function uncheckedTlsIn(facts: Facts): readonly UncheckedTls[] {
	const before = known.get(facts.files);
	if (before !== undefined) return before;
	const order: Readonly<Record<Weight, number>> = {high: 0, low: 1};
	const made = [...inCode(facts), ...inSettings(facts)].sort((one, other) => order[one.severity] - order[other.severity]);
	known.set(facts.files, made);
	return made;
}

const inCode = (facts: Facts): readonly UncheckedTls[] =>
	runningFiles(facts).flatMap(({path, code, file}) => {
		if (file.side === 'client' || browserTools.test(path)) return [];
		const given = givenIn(code)
			.filter(one => isOff(one, code) && !(one.name === 'ignoreHTTPSErrors'))
			.flatMap((one): readonly UncheckedTls[] => {
				const around = [...conditionsOf(one, code), code.functions[one.in]?.name ?? ''];
				if (
					/NODE_ENV|isDev|development|DEBUG|IS_DEV|localhost/u.test(`${around.join(' ')} ${one.text}`) ||
					ownMachine.test(beside(one, code) ?? '')
				)
					return [];
				const low =
					givenIn(code).some(
						other => other.name === one.name && other.in === one.in && isTrue(other.value) && offWhenFalse.has(one.name),
					) ||
					conditionsOf(one, code).some(name => wordsOf(name).some(word => optedIn.has(word))) ||
					wordsOf(`${path} ${code.functions[one.in]?.name ?? ''}`).some(word => pages.has(word));
				return [
					{
						path,
						line: one.line,
						text: one.text,
						severity: low ? 'low' : 'high',
						said: low
							? 'a connection can be told not to ask who is at the other end'
							: 'a connection is encrypted without asking who is at the other end',
					},
				];
			});
		const contexts = code.calls
			.filter(call => lastOf(call.to) === '_create_unverified_context')
			.map(
				({line, text}): UncheckedTls => ({
					path,
					line,
					text,
					severity: 'high',
					said: 'a connection is encrypted without asking who is at the other end',
				}),
			);
		const named = code.assignments
			.filter(({value, in: at}) => at >= moduleLevel && value.is === 'name' && lastOf(value.name) === '_create_unverified_context')
			.map(
				({line, text}): UncheckedTls => ({
					path,
					line,
					text,
					severity: 'high',
					said: 'every connection of the program is encrypted without asking who is at the other end',
				}),
			);
		return [...given, ...contexts, ...named];
	});

const forDevelopers =
	/(?:^|[/._-])(?:dev|development|devcontainer|local|test|tests|testing|e2e|ci|example|examples|sample|override)(?=[/._-]|$)/iu;

const inSettings = (facts: Facts): readonly UncheckedTls[] => [
	...marksOf(facts, 'tls.unchecked', ['app', 'config'])
		.filter(({path, file}) => file.code === undefined && !forDevelopers.test(path) && !path.startsWith('.github/'))
		.map(
			({path, line, text}): UncheckedTls => ({
				path,
				line,
				text,
				severity: 'high',
				said: 'the whole program is told not to ask who is at the other end of its connections',
			}),
		),
	...facts.commands
		.filter(
			({command, stage, role, name}) =>
				/NODE_TLS_REJECT_UNAUTHORIZED=['"]?0/u.test(command) &&
				(stage === 'start' || /^start/u.test(name ?? '')) &&
				!/dev|test/iu.test(name ?? '') &&
				role !== 'test',
		)
		.map(
			({path, line, text}): UncheckedTls => ({
				path,
				line,
				text,
				severity: 'high',
				said: 'the program is started without asking who is at the other end of its connections',
			}),
		),
	...marksOf(facts, 'tls.unchecked-database', ['app', 'config'])
		.filter(
			({path, value = ''}) =>
				value.includes('.') &&
				!/^(?:127\.|10\.|192\.168\.|172\.)|\.(?:local|internal|localhost|test|svc)$|example|host\.docker|yourdomain|\.svc\./u.test(value) &&
				!forDevelopers.test(path),
		)
		.map(
			({path, line, text}): UncheckedTls => ({
				path,
				line,
				text,
				severity: 'high',
				said: 'a database over the network is used without asking who is at the other end',
			}),
		),
];
