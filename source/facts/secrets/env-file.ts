import {addressSecrets} from './address.ts';
import {isDefault, isPlaceholder} from './placeholder.ts';
import {roleInToken} from './supabase-token.ts';

/** What a line of an environment file gives away. `setting` is no credential at all. */
export type EnvClass = 'setting' | 'placeholder' | 'publishable' | 'default' | 'live';

const publicPrefix = /^(?:VITE|NEXT_PUBLIC|EXPO_PUBLIC|REACT_APP|PUBLIC|NUXT_PUBLIC|GATSBY|VUE_APP|NG_APP|STORYBOOK)_/u;
const secretName =
	/(?:^|_)(?:SECRETS?|PASSWORD|PASSWD|PASSPHRASE|PASS|PWD|TOKEN|APIKEY|CREDENTIALS?|SALT|PEPPER)(?:_|$)|(?:^|_)(?:API|PRIVATE|ACCESS|ENCRYPTION|SIGNING|SERVICE_ROLE|SERVICE|MASTER|ADMIN|AUTH|JWT|SESSION|COOKIE|SECRET)_?KEY(?:_|$)/iu;
const settingName =
	/(?:EXPIR(?:E|ES|ED|Y|ATION|ATION_TIME)?|TTL|_AGE|LIFETIME|MINUTES|SECONDS|DAYS|ALGORITHM|_URL|_URI|_HOST|_PORT|_NAME|_ISSUER|_AUDIENCE|_PATH|_FILE|_LENGTH|_ROUNDS|_PREFIX|_HEADER|_LIMIT|_TYPE|_ENABLED|_COST|_ID)(?:_IN|_MS|_S)?$/iu;
const publicName = /(?:^|_)(?:PUBLISHABLE|ANON|PUBLIC|SITE_KEY|SITEKEY|DSN|PROJECT_ID|MEASUREMENT_ID|VAPID_PUBLIC)(?:_|$)/iu;
const strongSecretName = /SECRET|PRIVATE|SERVICE_ROLE|PASSWORD|ADMIN_KEY/iu;

/** What `NAME=value` gives away, by its name and its value. */
export function classOf(name: string, value: string): EnvClass {
	if (isPlaceholder(value) || /^(?:true|false|yes|no|on|off|\d{1,6})$/iu.test(value))
		return secretName.test(name) && !settingName.test(name) && value !== '' ? 'placeholder' : 'setting';
	const role = roleInToken(value);
	if (role === 'service_role') return 'live';
	if (role === 'anon' || role === 'demo') return 'publishable';
	const inAddress = addressSecrets(value)[0];
	if (inAddress !== undefined) return inAddress.weight;
	if (/^https?:\/\//iu.test(value) || settingName.test(name)) return 'setting';
	if (publicName.test(name) && !strongSecretName.test(name)) return 'publishable';
	if (publicPrefix.test(name) && !strongSecretName.test(name)) return secretName.test(name) ? 'publishable' : 'setting';
	if (!secretName.test(name)) return 'setting';
	return isDefault(value, name) || value.length < 6 ? 'default' : 'live';
}

const line =
	/^[ \t]*(?:export[ \t]+)?(?<name>[A-Za-z_][A-Za-z0-9_]*)[ \t]*=[ \t]*(?:"(?<double>[^"\n]*)"|'(?<single>[^'\n]*)'|(?<bare>[^\n#]*))/gmu;

/** The assignments of an environment file. */
export const assignmentsIn = (text: string): readonly {readonly index: number; readonly name: string; readonly value: string}[] =>
	[...text.matchAll(line)].map(match => ({
		index: match.index + (match[0].length - match[0].trimStart().length),
		name: match.groups?.name ?? '',
		value: (match.groups?.double ?? match.groups?.single ?? match.groups?.bare ?? '').trim(),
	}));

/** An environment file that programs read, not an example of one. */
export function isEnvFile(path: string): boolean {
	const name = path.slice(path.lastIndexOf('/') + 1);
	if (!/^\.env(?:\.[\w.-]+)?$|^[\w-]+\.env$|^\.envrc$|^\.dev\.vars$/u.test(name)) return false;
	return !/example|sample|template|dist\b|default|schema|\.test\b|\.ci\b|\.e2e\b|\.vault$|\.keys\.pub|encrypted|\.mock|\.d\.ts$/iu.test(
		name,
	);
}
