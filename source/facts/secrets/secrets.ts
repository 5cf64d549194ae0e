import type {Place} from '../../safe-text.ts';
import {lineCounter} from '../imports.ts';
import type {Language} from '../language.ts';
import {type Sieve, sieveOf} from '../literals.ts';
import type {Role} from '../role.ts';
import {addressSecrets} from './address.ts';
import {isEnvFile} from './env-file.ts';
import type {FoundSecret, SecretForm, SecretWeight} from './found.ts';
import {googleKeys, shapedSecrets, tokenSecrets} from './known-forms.ts';
import {lineAt} from './line-at.ts';
import {masked, maskedLine} from './mask.ts';
import {settingSecrets} from './settings.ts';
import {cookieJarSecrets, declaredSecrets, environmentSecrets, exampleSecrets} from './written.ts';

/** A credential in a file. The credential itself is nowhere in it: the line is masked. */
export type SecretFact = Place & {
	/** What it is, in words. */
	readonly what: string;
	readonly weight: SecretWeight;
	readonly seen: SecretForm;
	/** The masked credential: `sk-p…(164)`. */
	readonly value: string;
};

const settingRoles = new Set<Role>(['app', 'config', 'script']);
const lockOrDrawing =
	/(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lock|poetry\.lock|uv\.lock|Pipfile\.lock|go\.sum|Cargo\.lock)$|\.(?:svg|lock|snap|map)$/u;

/** Every credential in one file, each on its own masked line. `code` is the text without comments. */
export function secretsIn(
	file: {readonly path: string; readonly language: Language; readonly role: Role},
	text: string,
	code: string,
	sieve: Sieve = sieveOf(text),
): readonly SecretFact[] {
	const all = foundIn(file, text, code, sieve);
	if (all.length === 0) return [];
	const lines = lineCounter(text);
	const secrets = all.filter(({weight}) => weight !== 'publishable').map(({secret}) => secret);
	const seen = new Set<number>();
	return [...all]
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
					value: masked(secret.trim()),
				},
			];
		});
}

/** Every credential in one file as it is written there: for hiding it elsewhere, never for keeping. */
export function foundIn(
	file: {readonly path: string; readonly language: Language; readonly role: Role},
	text: string,
	code: string,
	sieve: Sieve = sieveOf(text),
): readonly FoundSecret[] {
	if (file.role === 'vendored' || lockOrDrawing.test(file.path)) return [];
	const found = [
		...shapedSecrets(text, sieve),
		...tokenSecrets(text),
		...googleKeys(text),
		...(settingRoles.has(file.role) ? settingSecrets(file.path, file.language, code, sieve) : []),
		...(isEnvFile(file.path) ? environmentSecrets(text) : declaredSecrets(file, code)),
		...exampleSecrets(file, text),
		...cookieJarSecrets(text),
	];
	const addresses = isEnvFile(file.path)
		? []
		: addressSecrets(code).map(one => ({...one, what: 'an address with its password', seen: 'address' as const}));
	return [...found, ...addresses];
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
