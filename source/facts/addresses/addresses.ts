import type {Place} from '../../safe-text.ts';
import {type Code, lastOf} from '../code/code.ts';
import {mayHold} from '../code/lazy.ts';
import type {Facts} from '../facts.ts';
import type {FileFact} from '../files.ts';
import {wordsOf} from '../guards/words.ts';
import {isReached} from '../reached.ts';
import {addressIn, type HostKind} from './host.ts';
import {isOnlySaid} from './only-said.ts';
import {nameOf, type Standing, standing} from './standing.ts';
import {type Written, writtenIn} from './values.ts';

/** An absolute address that code which runs is written with. */
export type Address = Place & {
	readonly host: string;
	readonly kind: HostKind;
	readonly use: Standing;
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
	/:\/\/(?:localhost|127\.|0\.0\.0\.0|\[::|10\.0\.2\.2|192\.168\.|host\.docker|my|[^\s"'/]{0,80}(?:\.localhost|sandbox|example\.|\.example|\.invalid|ngrok|trycloudflare|loca\.lt|localtunnel|serveo|repl\.co|replit\.dev|webcontainer|gitpod|github\.dev|lovableproject|changeme|your|-to-))/u;
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

const ownHost =
	/:\/\/[\w-]{3,63}\.(?:supabase\.co|vercel\.app|(?:up\.)?railway\.app|onrender\.com|herokuapp\.com|fly\.dev|netlify\.app|workers\.dev|azurewebsites\.net)(?![\w.-])/iu;

/** The project's own backend on a platform, written into code that asks it and not taken from a setting. */
export const ownBackendsOf = (facts: Facts): readonly Address[] =>
	runningFiles(facts)
		.filter(({role}) => role === 'app')
		.flatMap(file => inFile(file, ownHost))
		.filter(({kind, use, isAsked, inSettings}) => kind === 'other' && use === 'fixed' && isAsked && !inSettings);

const mostFixed = 5;
const isRead = ({role, path}: FileFact): boolean =>
	role === 'app' || (role === 'config' && settingsFile.test(path) && !/\.config\.\w+$/u.test(path));
/** The files of the application, and of its settings, that run. */
export const runningFiles = ({files, reached}: Facts): readonly FileFact[] =>
	files.filter(file => isRead(file) && isReached(file, reached) !== false);

const settingsFile =
	/(?:^|\/)(?:settings|config|configs|configuration|env)(?:\/[\w.-]+)?\.(?:py|[cm]?[jt]sx?)$|(?:^|\/)settings\/|(?:^|\/)[\w-]+[._-](?:config|settings|env)\.(?:py|[cm]?[jt]s)$/iu;
/** Files for development, and those of programs that speak to another one on the same machine. */
const developmentFile =
	/(?:^|[/._-])(?:dev|devel|development|local|localhost|environment)(?:[/._-]|$)|(?:^|\/)examples?\/|(?:^|[/._-])(?:agent|bridge|relay|daemon|companion|desktop|electron|tauri|terminal)(?:[/._-]|$)/iu;

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
				insteadOf: isSettingsField(written, code) ? stands.under.slice(-1) : stands.besides.flatMap(one => nameOf(one, code)),
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

const requests: ReadonlySet<string> = new Set(
	'fetch axios get post put patch delete request ofetch $fetch got ky create io WebSocket EventSource redirect Client AsyncClient urlopen open'.split(
		' ',
	),
);
const leads = /(?:url|uri|redirect|href|link|action|callback|endpoint|base|api|server|domain|website)/iu;

const pictures: ReadonlySet<string> = new Set('photo image img avatar picture logo thumbnail icon banner poster cover'.split(' '));

function isAsked({givenTo, under}: Written, code: Code, path: string): boolean {
	const call = givenTo === undefined ? undefined : code.calls[givenTo.call];
	if (call !== undefined && requests.has(lastOf(call.to))) return true;
	// A picture's address in an object is data that somebody made up to show or to send.
	if (under.length > 0 && wordsOf(under.at(-1) ?? '').some(word => pictures.has(word))) return false;
	return under.some(name => leads.test(name)) || path.length > 1;
}

/** A field of a class of settings, which the environment overrides. */
export const isSettingsField = ({under}: Written, code: Code): boolean =>
	code.classes.some(
		({name, bases}) =>
			name === under[0] && bases.some(base => base.is === 'name' && /(?:^|\.)(?:Base)?(?:Settings|Config)$/u.test(base.name)),
	);
