import {type Code, firstOf, lastOf, moduleLevel, textOf} from '../../code/code.ts';
import type {Facts} from '../../facts.ts';
import {wordsOf} from '../../guards/words.ts';
import {type Given, givenIn} from '../given.ts';
import {runningFiles} from '../running.ts';
import {isCheck, isOff, isTrue} from './switched-off.ts';
import type {UncheckedTls, Weight} from './unchecked.ts';

const browserTools = /puppeteer|playwright|browser|chromium|newContext/iu;

const optedIn: ReadonlySet<string> = new Set(
	'insecure selfsigned allow accept mode sslmode verify reject unauthorized skip trust sslaccept'.split(' '),
);
const pages: ReadonlySet<string> = new Set(
	'crawl crawler scrape scraper scraping spider preview metadata opengraph linkcheck monitor probe uptime favicon'.split(' '),
);
const ownMachine = /^(?:localhost|127\.0\.0\.1|0\.0\.0\.0|host\.docker\.internal|::1)$/u;

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

const production = /prod/iu;

/** The check is what a setting says, and nothing shows that it is on in production. */
const isLeftToSettings = ({name, value, text}: Given): boolean =>
	isCheck(name) && (value.is === 'other' || value.is === 'name') && !production.test(`${text} ${value.is === 'name' ? value.name : ''}`);

const saidOf: Readonly<Record<Weight, string>> = {
	high: 'a connection is encrypted without asking who is at the other end',
	low: 'a page of somebody else is fetched without asking who is at the other end',
	asked: 'a connection does not ask who is at the other end when it is told not to',
};

/** What somebody has to ask for by a mode or a flag is asked, what fetches others' pages matters little. */
function weightOf(one: Given, code: Code, path: string): Weight {
	if (!isOff(one, code)) return 'asked';
	const isOneOfTwo =
		one.in !== moduleLevel && givenIn(code).some(other => other.name === one.name && other.in === one.in && isTrue(other.value));
	if ((isOneOfTwo && isCheck(one.name)) || conditionsOf(one, code).some(name => wordsOf(name).some(word => optedIn.has(word))))
		return 'asked';
	return wordsOf(`${path} ${code.functions[one.in]?.name ?? ''}`).some(word => pages.has(word)) ? 'low' : 'high';
}

/** Python's `starttls()` without a context encrypts and asks for no certificate. */
const startedIn = (code: Code, path: string): readonly UncheckedTls[] =>
	!path.endsWith('.py') || !code.imports.some(({from}) => firstOf(from) === 'smtplib')
		? []
		: code.calls
				.filter(
					({to, args, named}) =>
						lastOf(to) === 'starttls' && args.length === 0 && !named.some(({key}) => key === 'context' || key === '...'),
				)
				.map(
					({line, text}): UncheckedTls => ({
						path,
						line,
						text,
						severity: 'asked',
						said: 'mail is handed over encrypted, without asking for the certificate of the server that takes it: `starttls()` is given no context',
					}),
				);

/** Connections of the code itself. */
export const inCode = (facts: Facts): readonly UncheckedTls[] =>
	runningFiles(facts).flatMap(({path, code, file}) => {
		if (file.side === 'client' || browserTools.test(path)) return [];
		const given = givenIn(code)
			.filter(one => one.name !== 'ignoreHTTPSErrors' && (isOff(one, code) || isLeftToSettings(one)))
			.flatMap((one): readonly UncheckedTls[] => {
				const around = [...conditionsOf(one, code), code.functions[one.in]?.name ?? ''];
				if (
					/NODE_ENV|isDev|development|DEBUG|IS_DEV|localhost/u.test(`${around.join(' ')} ${one.text}`) ||
					ownMachine.test(beside(one, code) ?? '')
				)
					return [];
				const severity = weightOf(one, code, path);
				return [{path, line: one.line, text: one.text, severity, said: saidOf[severity]}];
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
		return [...given, ...contexts, ...named, ...startedIn(code, path)];
	});
