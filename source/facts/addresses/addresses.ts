import type {Place} from '../../safe-text.ts';
import {type Call, type Code, firstOf, lastOf, type Value} from '../code/code.ts';
import {mayHold} from '../code/lazy.ts';
import type {Facts} from '../facts.ts';
import type {FileFact} from '../files.ts';
import {wordsOf} from '../guards/words.ts';
import {isReached} from '../reached.ts';
import {addressIn, type HostKind} from './host.ts';
import {type Written, writtenIn} from './values.ts';

/** An absolute address that code which runs is written with. */
export type Address = Place & {
	readonly host: string;
	readonly kind: HostKind;
	/** `fallback`: what is used when a setting is missing; `fixed`: nothing can change it; `chosen`: which of several depends on where it runs. */
	readonly use: 'fallback' | 'fixed' | 'chosen';
	/** The settings or values that come first. */
	readonly insteadOf: readonly string[];
	/** A request, a redirect, or a link is made with it where it stands. */
	readonly isAsked: boolean;
	/** It stands in a file that holds settings. */
	readonly inSettings: boolean;
	readonly file: FileFact;
};

const known = new WeakMap<Facts['program'], readonly Address[]>();
const mayBeWrong =
	/:\/\/(?:localhost|127\.|0\.0\.0\.0|\[::|10\.0\.2\.2|192\.168\.|host\.docker|my|[^\s"'/]{0,80}(?:\.localhost|sandbox|example\.|\.example|\.invalid|ngrok|trycloudflare|loca\.lt|localtunnel|serveo|repl\.co|replit\.dev|webcontainer|gitpod|github\.dev|lovableproject|changeme|your|-to-))/iu;
const mayBeAny = /\b(?:https?|wss?):\/\//u;

/** The addresses in application code that runs and that may lead to a wrong place. Lists of origins, messages and examples hold none. */
export function addressesOf(facts: Facts): readonly Address[] {
	const before = known.get(facts.program);
	if (before !== undefined) return before;
	const all = runningFiles(facts).flatMap(file => inFile(file, mayBeWrong));
	known.set(facts.program, all);
	return all;
}

/** A few addresses of other systems that code names for good. */
export function fixedAddressesOf(facts: Facts): readonly Address[] {
	const found: Address[] = [];
	for (const file of runningFiles(facts)) {
		if (found.length >= mostFixed) break;
		found.push(...inFile(file, mayBeAny).filter(({kind, use, isAsked}) => kind === 'other' && use === 'fixed' && isAsked));
	}
	return found;
}

const mostFixed = 5;
const isRead = ({role, path}: FileFact): boolean =>
	role === 'app' || (role === 'config' && settingsFile.test(path) && !/\.config\.\w+$/u.test(path));
const runningFiles = ({files, reached}: Facts): readonly FileFact[] =>
	files.filter(file => isRead(file) && isReached(file, reached) !== false);

const settingsFile =
	/(?:^|\/)(?:settings|config|configs|configuration|env)(?:\/[\w.-]+)?\.(?:py|[cm]?[jt]sx?)$|(?:^|\/)settings\/|(?:^|\/)[\w-]+[._-](?:config|settings|env)\.(?:py|[cm]?[jt]s)$/iu;
/** Files for development, and those of programs that speak to another one on the same machine. */
const developmentFile =
	/(?:^|[/._-])(?:dev|devel|development|local|localhost|environment)(?:[/._-]|$)|(?:^|\/)examples?\/|(?:^|[/._-])(?:agent|bridge|relay|daemon|companion|desktop|electron|tauri|terminal)(?:[/._-]|$)/iu;
const environmentNamed =
	/NODE_ENV|VERCEL_(?:ENV|URL|BRANCH_URL|PROJECT_PRODUCTION_URL)|RENDER_EXTERNAL|RAILWAY_|APP_ENV|FLASK_ENV|\bENVIRONMENT\b|import\.meta\.env\.(?:DEV|PROD|MODE)|__DEV__|\bDEBUG\b|\bis_?(?:dev|prod|local)|\b(?:dev|prod)(?:elopment|uction)\b|hostname|\.startsWith\(|EMULATOR/iu;

function inFile(file: FileFact, pattern: RegExp): readonly Address[] {
	const {code, path} = file;
	if (code === undefined || developmentFile.test(path) || !mayHold(code, pattern)) return [];
	const all = writtenIn(code);
	const seen = new Set<string>();
	return all.flatMap(written => {
		const text = written.value.is === 'text' || written.value.is === 'template' ? written.value.text : '';
		const address = text === '' ? undefined : addressIn(text);
		if (address === undefined || !pattern.test(text)) return [];
		const stands = standsFor(written, all, code);
		if (stands === undefined || isOnlySaid(stands, code, path)) return [];
		const key = `${written.line}:${address.host}`;
		if (seen.has(key)) return [];
		seen.add(key);
		return [
			{
				path,
				line: written.line,
				text: written.text === '' ? text : written.text,
				host: address.host,
				kind: address.portIsHole && address.kind === 'local' ? ('other' as const) : address.kind,
				use: standing(stands, code),
				insteadOf: stands.besides.flatMap(one => nameOf(one, code)),
				isAsked: isAsked(stands, code, address.kind === 'placeholder' ? '' : address.path),
				inSettings: settingsFile.test(path) || isSettingsField(written, code),
				file,
			},
		];
	});
}

/** A constant is what it is used as: a default is a fallback where it stands behind `||`; one that only helps to read an address is nothing. */
function standsFor(written: Written, all: readonly Written[], code: Code): Written | undefined {
	const [name = ''] = written.under;
	if (written.under.length !== 1 || written.besides.length > 0 || written.givenTo !== undefined) return written;
	const uses = all.filter(({value}) => value.is === 'name' && value.name === name);
	const behind = uses.find(({besides}) => besides.length > 0);
	if (behind !== undefined)
		return {...behind, under: behind.under.length > 0 ? behind.under : written.under, text: `${written.text} ${behind.text}`};
	if (uses.length > 0 && uses.every(({givenTo}) => givenTo?.at === 1 && lastOf(code.calls[givenTo.call]?.to ?? '') === 'URL'))
		return undefined;
	return written;
}

const speaks: ReadonlySet<string> = new Set(
	'cors origin origins allowed allow whitelist allowlist trusted hosts csp log logs logger console print println info warn debug error banner placeholder placeholders preview mock example examples description help label title message text hint namespace schema xmlns license docs swagger openapi servers referer referrer agent host dev development local test emulator'.split(
		' ',
	),
);
const saidBy =
	/^(?:console|logger|log|logging|print|warnings?|chalk|pc|kleur|colors?|toast|rich|st|click|pprint|sys|Error|TypeError|expect|assert|cors|CORS)$/u;
const comparing: ReadonlySet<string> = new Set(
	'startsWith endsWith includes replace replaceAll split match test indexOf startswith endswith has add set get'.split(' '),
);
const markup = /^[a-z][\w-]*$/u;
const leading: ReadonlySet<string> = new Set(['href', 'action', 'src', 'to']);

/** It is said to people, compared with, or listed: nothing is sent there. */
function isOnlySaid({under, givenTo, listed, besides}: Written, code: Code, path: string): boolean {
	if (listed || (under.some(name => /default|initial/iu.test(name)) && givenTo === undefined && besides.length === 0)) return true;
	if (under.some(name => wordsOf(name).some(word => speaks.has(word)))) return true;
	if (givenTo === undefined) return false;
	const call = code.calls[givenTo.call];
	if (call === undefined) return false;
	const last = lastOf(call.to);
	if (saidBy.test(firstOf(call.to)) || saidBy.test(last) || comparing.has(last)) return true;
	// The second argument of `new URL(path, base)` is only there so that the path can be read.
	if (last === 'URL' && givenTo.at > 0) return true;
	const isElement = markup.test(call.to) && call.text.includes(`<${call.to}`) && /\.(?:[jt]sx|vue|svelte|astro)$/u.test(path);
	return isElement
		? !under.some(name => leading.has(name))
		: wordsOf(call.to).some(word => word === 'cors' || word === 'origin' || word === 'origins');
}

const settingCalls: ReadonlySet<string> = new Set('env environ getenv get_env getEnv config getConfig secrets settings get'.split(' '));

function standing(written: Written, code: Code): Address['use'] {
	const {besides, text, when, givenTo} = written;
	if (
		environmentNamed.test(text) ||
		environmentNamed.test(code.functions[written.in]?.name ?? '') ||
		when.some(name => environmentNamed.test(name)) ||
		isKeyedByEnvironment(written)
	)
		return 'chosen';
	if (besides.length > 0) {
		const others = besides.filter(one => one.is !== 'literal');
		return others.length > 0 &&
			others.every(one => one.is !== 'text' && !saysWhereItIs(one, code)) &&
			!besides.some(one => nameOf(one, code).some(name => environmentNamed.test(name)))
			? 'fallback'
			: 'chosen';
	}
	const call = givenTo === undefined ? undefined : code.calls[givenTo.call];
	return call !== undefined && isDefaultOf(call, written) ? 'fallback' : 'fixed';
}

/** The second argument of what reads a setting: `os.getenv('API', 'http://…')`, `config('API', default='http://…')`. */
function isDefaultOf(call: Call, {givenTo, under}: Written): boolean {
	const [first] = call.args;
	const named = first?.is === 'text' && /^[A-Za-z][\w.-]{1,60}$/u.test(first.text);
	const reads = call.to.split('.').some(part => settingCalls.has(part.replace('()', '')));
	return named && reads && ((givenTo?.at ?? 0) === 1 || under.includes('default'));
}

const environments: ReadonlySet<string> = new Set('development dev local production prod staging test sandbox live'.split(' '));
const isKeyedByEnvironment = ({under}: Written): boolean => under.some(name => wordsOf(name).some(word => environments.has(word)));

/** The browser's or the request's own address comes first. */
function saysWhereItIs(value: Value, code: Code): boolean {
	const said = nameOf(value, code).join('.');
	return /\blocation\b|\borigin\b|headers?\b|\bhost\b|\bnextUrl\b|\brequest\b|\breq\b/iu.test(said);
}

function nameOf(value: Value, code: Code): readonly string[] {
	switch (value.is) {
		case 'name':
			return [value.name];
		case 'call': {
			const call = code.calls[value.call];
			const [first] = call?.args ?? [];
			return call === undefined ? [] : first?.is === 'text' ? [first.text] : [call.to];
		}
		case 'template':
			return value.holes.flatMap(hole => nameOf(hole, code));
		case 'either':
			return value.of.flatMap(one => nameOf(one, code));
		case 'text':
		case 'literal':
		case 'function':
		case 'class':
		case 'object':
		case 'list':
		case 'spread':
		case 'generic':
		case 'other':
			return [];
	}
}

const requests: ReadonlySet<string> = new Set(
	'fetch axios get post put patch delete request ofetch $fetch got ky create io WebSocket EventSource redirect Client AsyncClient urlopen open'.split(
		' ',
	),
);
const leads = /(?:url|uri|redirect|href|link|action|callback|endpoint|base|api|server)/iu;

function isAsked({givenTo, under}: Written, code: Code, path: string): boolean {
	const call = givenTo === undefined ? undefined : code.calls[givenTo.call];
	if (call !== undefined && requests.has(lastOf(call.to))) return true;
	return under.some(name => leads.test(name)) || path.length > 1;
}

/** A field of a class of settings, which the environment overrides. */
const isSettingsField = ({under}: Written, code: Code): boolean =>
	code.classes.some(
		({name, bases}) =>
			name === under[0] && bases.some(base => base.is === 'name' && /(?:^|\.)(?:Base)?(?:Settings|Config)$/u.test(base.name)),
	);
