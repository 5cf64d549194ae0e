import type {Language} from '../language.ts';
import type {Role} from '../role.ts';
import {assignmentsIn, classOf} from './env-file.ts';
import type {FoundSecret} from './found.ts';
import {isDefault, looksRandom} from './placeholder.ts';

/** The lines of an environment file that are more than settings. */
export function environmentSecrets(text: string): readonly FoundSecret[] {
	return assignmentsIn(text).flatMap(({index, name, value}) => {
		const weight = classOf(name, value);
		return weight === 'setting' || value === '' ? [] : [{index, secret: value, what: `\`${name}\``, weight, seen: 'environment'}];
	});
}

/** What another service made for whoever asked it: nobody makes it up for an example. */
const issued = /(?:^|_)(?:API|ACCESS)_?KEY(?:_|$)|(?:^|_)(?:BOT|AUTH|ACCESS|API)_TOKEN$/u;
const openToAll = /^(?:VITE|NEXT_PUBLIC|EXPO_PUBLIC|REACT_APP|PUBLIC|NUXT_PUBLIC|GATSBY|VUE_APP|NG_APP)_/u;
const exampleFile = /(?:^|\/)\.?env[\w.-]*(?:example|sample|template|dist)[\w.-]*$|(?:^|\/)[\w-]*\.?(?:example|sample)\.env$/iu;
const readMe = /(?:^|\/)readme(?:\.\w{1,8})?$/iu;

/** A value that looks made by a machine, in an example of an environment file or in the read-me: somebody's own key was copied there. */
export function exampleSecrets({path}: {readonly path: string}, text: string): readonly FoundSecret[] {
	const isExample = exampleFile.test(path);
	if (!isExample && !readMe.test(path)) return [];
	return assignmentsIn(text).flatMap(({index, name, value}): readonly FoundSecret[] => {
		const weight = classOf(name, value);
		if ((weight !== 'live' && weight !== 'publishable') || !issued.test(name) || !looksRandom(value) || notIssued.test(name)) return [];
		const isOpen = openToAll.test(name) || !isExample;
		return [{index, secret: value, what: `\`${name}\``, weight: isOpen ? 'doubtful' : 'limited', seen: 'setting'}];
	});
}
/** Chosen by whoever runs it, or meant for everybody. */
const notIssued =
	/INTERNAL|LOCAL|ADMIN|MASTER|MEILI|TYPESENSE|MINIO|SEARCH|FIREBASE|POSTHOG|SEGMENT|AMPLITUDE|MIXPANEL|PUBLISHABLE|ANON|PUBLIC_KEY|SITE|DEMO|TEST/u;

const declaration =
	/^[ \t]*(?:ENV[ \t]+|ARG[ \t]+|-[ \t]+)?['"]?(?<name>[A-Z][A-Z0-9_]{2,60})['"]?[ \t]*(?:[:=]|(?<=^ENV[ \t]+\w+)[ \t])[ \t]*['"]?(?<value>[^\s'"#$]{6,300})/gmu;
const pair =
	/^[ \t]*-[ \t]+(?:key|name):[ \t]*['"]?(?<name>[A-Z][A-Z0-9_]{2,60})['"]?[ \t]*\n[ \t]+value:[ \t]*['"]?(?<value>[^\s'"#$]{6,300})/gmu;
const ownMachine = /(?:^|\/)\.github\/|\.gitlab-ci|\.circleci|\.travis|(?:^|[._/-])(?:test|ci|e2e|dev|local)(?=[._/-])/u;
const platform = /(?:^|\/)(?:render\.yaml|fly[\w.-]*\.toml|wrangler\.toml|netlify\.toml|railway\.toml|app\.yaml)$/u;
const inProduction = /\b(?:NODE_ENV|APP_ENV|RAILS_ENV|FLASK_ENV|ENVIRONMENT)['"]?[ \t]*[:= \t][ \t]*['"]?production\b/u;
const ownName = /(?:USER|USERNAME|DB|DATABASE)['"]?[ \t]*[:=][ \t]*['"]?(?<value>[\w-]{2,40})/gu;
const signs = /^(?:JWT|SESSION|COOKIE|AUTH|NEXTAUTH|BETTER_AUTH|APP|ACCESS_TOKEN|REFRESH_TOKEN|DJANGO|FLASK)?_?SECRET(?:_KEY)?$/u;

/** Environment variables that a container or a platform file sets to a literal. What signs sessions in production is live, whoever made it up. */
export function declaredSecrets(
	file: {readonly path: string; readonly language: Language; readonly role: Role},
	code: string,
): readonly FoundSecret[] {
	if (file.role === 'test' || file.role === 'docs' || file.role === 'example' || ownMachine.test(file.path)) return [];
	if (file.language !== 'docker' && file.language !== 'yaml' && !platform.test(file.path)) return [];
	const production = platform.test(file.path) || inProduction.test(code);
	const names = [...code.matchAll(ownName)].map(match => match.groups?.value);
	return [declaration, pair].flatMap(pattern =>
		[...code.matchAll(pattern)].flatMap((match): readonly FoundSecret[] => {
			const {name = '', value = ''} = match.groups ?? {};
			if (
				classOf(name, value) !== 'live' ||
				isDefault(value, ...names) ||
				value.length < 12 ||
				value.includes('{') ||
				value.includes('://')
			)
				return [];
			const weight = production && signs.test(name) ? 'live' : 'doubtful';
			return [{index: match.index + match[0].lastIndexOf(value), secret: value, what: `\`${name}\``, weight, seen: 'setting'}];
		}),
	);
}

/** A file that a browser or curl keeps its sessions in. */
export function cookieJarSecrets(text: string): readonly FoundSecret[] {
	if (!/^# (?:Netscape )?HTTP Cookie File/u.test(text)) return [];
	const line =
		/^(?:#HttpOnly_)?(?<host>[\w.-]{1,200})\t(?:TRUE|FALSE)\t[^\t\n]*\t(?:TRUE|FALSE)\t\d+\t[^\t\n]*\t(?<secret>[^\t\n]{8,})$/gmu;
	return [...text.matchAll(line)].map(match => ({
		index: match.index,
		secret: match.groups?.secret ?? '',
		what: 'a session cookie in a cookie jar',
		weight: /^\.?(?:localhost|127\.)/u.test(match.groups?.host ?? '') ? 'doubtful' : 'limited',
		seen: 'file',
	}));
}
