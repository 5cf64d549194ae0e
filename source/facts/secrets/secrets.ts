import type {Place} from '../../safe-text.ts';
import {lineCounter} from '../imports.ts';
import type {Language} from '../language.ts';
import type {Role} from '../role.ts';
import {addressSecrets} from './address.ts';
import {assignmentsIn, classOf, isEnvFile} from './env-file.ts';
import {masked, maskedLine} from './mask.ts';
import {isPlaceholder} from './placeholder.ts';
import {settingSecrets} from './settings.ts';
import {mayHoldShape, shapes} from './shapes.ts';
import {roleInToken} from './supabase-token.ts';

/** How much a credential opens. `default` is what developers choose on their own machine; `doubtful` needs a person's word. */
export type SecretWeight = 'live' | 'limited' | 'test' | 'publishable' | 'placeholder' | 'default' | 'doubtful';

/** A credential in a file. The credential itself is nowhere in it: the line is masked. */
export type SecretFact = Place & {
	/** What it is, in words. */
	readonly what: string;
	readonly weight: SecretWeight;
	/** By its exact form, as a framework's setting, as a line of an environment file, inside an address, or as a file. */
	readonly seen: 'shape' | 'setting' | 'environment' | 'address' | 'file';
	/** The masked credential: `sk-p…(164)`. */
	readonly value: string;
};

/** A credential before it is masked; it never leaves this folder. */
export type FoundSecret = {
	readonly index: number;
	readonly secret: string;
	readonly what: string;
	readonly weight: SecretWeight;
	readonly seen: SecretFact['seen'];
};

const settingRoles = new Set<Role>(['app', 'config', 'script']);
const lockOrDrawing =
	/(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lock|poetry\.lock|uv\.lock|Pipfile\.lock|go\.sum|Cargo\.lock)$|\.(?:svg|lock|snap|map)$/u;

/** Every credential in one file, each on its own masked line. `code` is the text without comments. */
export function secretsIn(
	file: {readonly path: string; readonly language: Language; readonly role: Role},
	text: string,
	code: string,
): readonly SecretFact[] {
	if (file.role === 'vendored' || lockOrDrawing.test(file.path)) return [];
	const found = [
		...shaped(text),
		...tokens(text),
		...googleKeys(text),
		...(settingRoles.has(file.role) ? settingSecrets(file.path, file.language, code) : []),
		...(isEnvFile(file.path) ? environment(text) : declared(file, code)),
		...cookieJar(text),
	];
	const addresses = isEnvFile(file.path)
		? []
		: addressSecrets(code).map(one => ({...one, what: 'an address with its password', seen: 'address' as const}));
	const all = [...found, ...addresses];
	if (all.length === 0) return [];
	const lines = lineCounter(text);
	const secrets = all.filter(({weight}) => weight !== 'publishable').map(({secret}) => secret);
	const seen = new Set<number>();
	return all
		.sort((one, other) => rank[one.weight] - rank[other.weight] || one.index - other.index)
		.flatMap(({index, secret, what, weight, seen: how}) => {
			const line = lines.at(index);
			if (seen.has(line)) return [];
			seen.add(line);
			const whole = lineAt(text, index);
			const parts = secrets
				.flatMap(one => one.split('\n').map(part => part.trim()))
				.filter(part => part.length > 2 && whole.includes(part));
			return [
				{
					path: file.path,
					line,
					text: maskedLine(whole, weight === 'publishable' ? [secret, ...parts] : parts),
					what,
					weight,
					seen: how,
					value: masked(secret),
				},
			];
		});
}

const rank: Readonly<Record<SecretWeight, number>> = {
	live: 0,
	limited: 1,
	test: 2,
	doubtful: 3,
	default: 4,
	placeholder: 5,
	publishable: 6,
};

const lineAt = (text: string, index: number): string => {
	const end = text.indexOf('\n', index);
	return text.slice(text.lastIndexOf('\n', index - 1) + 1, end === -1 ? text.length : end);
};

/** The secret half of an AWS key: without it the access key is a name. */
const awsSecret = /(?<![A-Za-z0-9/+=])(?=[A-Za-z0-9/+]*[a-z])(?=[A-Za-z0-9/+]*[A-Z])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/u;

function shaped(text: string): readonly FoundSecret[] {
	if (!mayHoldShape.test(text)) return [];
	return shapes.flatMap(({what, weight, pattern}) =>
		[...text.matchAll(pattern)].flatMap((match): readonly FoundSecret[] => {
			const secret = match.groups?.secret ?? match[0];
			const body = secret.replace(/\s/gu, '');
			if (what === 'a private key' ? /\.{3}|example|your|xxxx/iu.test(body.slice(0, 200)) : isPlaceholder(body)) return [];
			if (what === 'an AWS access key' && !awsSecret.test(text.slice(Math.max(0, match.index - 300), match.index + 400))) {
				if (/Credential=$/u.test(text.slice(Math.max(0, match.index - 20), match.index))) return [];
				return [{index: match.index, secret, what, weight: 'doubtful', seen: 'shape'}];
			}
			const index = what === 'a private key' ? match.index : match.index + match[0].indexOf(secret);
			return [{index, secret, what, weight, seen: 'shape' as const}];
		}),
	);
}

const tokenPattern = /\beyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{20,1000}/gu;

function tokens(text: string): readonly FoundSecret[] {
	if (!text.includes('.eyJ')) return [];
	return [...text.matchAll(tokenPattern)].flatMap((match): readonly FoundSecret[] => {
		const role = roleInToken(match[0]);
		if (role === 'service_role')
			return [
				{
					index: match.index,
					secret: match[0],
					what: "Supabase's service-role key, which passes every row rule",
					weight: 'live',
					seen: 'shape',
				},
			];
		if (role === 'anon')
			return [{index: match.index, secret: match[0], what: "Supabase's public key", weight: 'publishable', seen: 'shape'}];
		return [];
	});
}

const modelWord = /gemini|genai|generativelanguage|palm/iu;
const googleKey = /(?<![\w-])AIza[\w-]{35}(?![\w-])/gu;

/** Google's keys look alike: those of a Firebase page or a map are public, those of a model are not. */
function googleKeys(text: string): readonly FoundSecret[] {
	if (!text.includes('AIza')) return [];
	const firebase = /authDomain|firebaseapp\.com|project_info|GOOGLE_APP_ID|FIREBASE/u.test(text);
	return [...text.matchAll(googleKey)]
		.filter(match => !isPlaceholder(match[0]))
		.map(match => {
			const around = text.slice(Math.max(0, match.index - 120), match.index + 160);
			const model = modelWord.test(lineAt(text, match.index)) || (!firebase && modelWord.test(around));
			const weight = model ? 'live' : firebase || /maps/iu.test(around) ? 'publishable' : 'doubtful';
			return {
				index: match.index,
				secret: match[0],
				what: model ? 'a Google API key for a model' : 'a Google API key',
				weight,
				seen: 'shape',
			};
		});
}

function environment(text: string): readonly FoundSecret[] {
	return assignmentsIn(text).flatMap(({index, name, value}) => {
		const weight = classOf(name, value);
		return weight === 'setting' || value === '' ? [] : [{index, secret: value, what: `\`${name}\``, weight, seen: 'environment'}];
	});
}

const declaration =
	/^[ \t]*(?:ENV[ \t]+|ARG[ \t]+|-[ \t]+)?['"]?(?<name>[A-Z][A-Z0-9_]{2,60})['"]?[ \t]*(?:[:=]|(?<=^ENV[ \t]+\w+)[ \t])[ \t]*['"]?(?<value>[^\s'"#$]{6,300})/gmu;

/** Environment variables that a container or a platform file sets to a literal. */
function declared(file: {readonly path: string; readonly language: Language; readonly role: Role}, code: string): readonly FoundSecret[] {
	if (file.role === 'test' || file.role === 'docs' || file.role === 'example') return [];
	if (file.language !== 'docker' && file.language !== 'yaml') return [];
	if (/(?:^|\/)\.github\/|\.gitlab-ci|\.circleci|\.travis|(?:^|[._/-])(?:test|ci|e2e|dev|local)(?=[._/-])/u.test(file.path)) return [];
	return [...code.matchAll(declaration)].flatMap(match => {
		const {name = '', value = ''} = match.groups ?? {};
		const weight = classOf(name, value);
		if (weight !== 'live' || value.length < 12 || value.includes('{') || value.includes('://')) return [];
		return [
			{
				index: match.index + (match[0].length - match[0].trimStart().length),
				secret: value,
				what: `\`${name}\``,
				weight: 'doubtful',
				seen: 'setting',
			},
		];
	});
}

/** A file that a browser or curl keeps its sessions in. */
function cookieJar(text: string): readonly FoundSecret[] {
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
