import type {Place} from '../../safe-text.ts';
import {type Call, type Code, entryOf, lastOf, textOf, type Value} from '../code/code.ts';
import type {Facts} from '../facts.ts';
import {marksOf} from '../files.ts';
import {masked} from '../secrets/mask.ts';
import {isPlaceholder, looksRandom} from '../secrets/placeholder.ts';
import {type RunningFile, runningFiles} from './running.ts';
import {eachValue} from './values.ts';
import {weakRandomIn} from './weak-random.ts';

/** A secret that has a known value when nobody sets it. */
export type Fallback = Place & {
	readonly name: string;
	/** What the secret does here: it signs or opens what is ours, it opens a database, or it opens another's service. */
	readonly opens: 'sessions' | 'ours' | 'database' | 'theirs';
	readonly to: 'literal' | 'nothing' | 'public' | 'guessable' | 'another';
};

const environment =
	/^(?:process\.env|import\.meta\.env|Bun\.env|Deno\.env|(?:c|ctx|context|platform)\.env|env|os\.environ|environ|settings|config)\.(?<name>[A-Z][A-Z0-9_]{2,80})$/u;
const settingName = /^[A-Z][A-Z0-9_]{2,80}$/u;
const reader =
	/(?:^|\.)(?!set)(?:str|get|setdefault|\w{0,40}(?:env|Env|ENV|config|Config|setting|Setting|secret|Secret)\w{0,20}|getOrThrow|getString)$/u;
const secretWord =
	/(?:^|_)(?:SECRETS?|PASSWORD|PASSWD|PASSPHRASE|TOKEN|SALT|PEPPER|APIKEY)(?:_|$)|(?:^|_)(?:PRIVATE|API|ENCRYPTION|SIGNING|SESSION|COOKIE|JWT|AUTH|APP|ADMIN|MASTER|HMAC|CRYPTO)_KEYS?(?:_|$)/u;
const secretEnd = /(?:SECRETS?|KEYS?|PASSWORD|PASSWD|PASS|PASSPHRASE|TOKEN|SALT|PEPPER|APIKEY|JWT)(?:_(?:BASE64|HEX|\d+))?$/u;
const noSecret =
	/PUBLIC|PUBLISHABLE|ANON|(?:_|^)(?:URL|URI|HOST|PORT|NAME|TTL|EXPIR\w*|MODEL|HEADER|ISSUER|AUDIENCE|ALGORITHM|LENGTH|ROUNDS|LIMIT|MAX|TYPE|PATH|FILE|PREFIX|ENABLED|AGE|LIFETIME|MINUTES|HOURS|DAYS|SECONDS|COUNT|ADDRESS|ENDPOINT|COOKIE_NAME|FIELD|ID|SYMBOL|DECIMALS|USER|USERNAME|EMAIL|REGION)(?:_IN)?$|^(?:VITE|NEXT_PUBLIC|REACT_APP|EXPO_PUBLIC|GATSBY|PUBLIC)_|^MAX_|_TOKENS$|NUM_|(?:^|_)(?:TEST|TESTS|E2E|DEV|DEVELOPMENT|LOCAL|DUMMY|MOCK|SANDBOX)(?:_|$)/u;
const database =
	/(?:^|_)(?:DB|DATABASE|POSTGRES|POSTGRESQL|PG|MYSQL|MARIADB|MONGO|MONGODB|REDIS|RABBITMQ|CLICKHOUSE|NEO4J|ELASTIC\w*|MINIO|S3|SMTP|MAIL|EMAIL|KAFKA|INFLUX\w*)(?:_\w+)?_?(?:PASSWORD|PASSWD|PASS|SECRET_KEY|ROOT_PASSWORD)$|^PGPASSWORD$/u;
const sessions =
	/(?:^|_)(?:JWT|SESSION|COOKIE|NEXTAUTH|BETTER_AUTH|AUTH|WEBHOOK|APP|ACCESS_TOKEN|REFRESH_TOKEN|TOKEN|SIGNING|HMAC|ENCRYPTION|DJANGO|FLASK|CSRF|PAYLOAD|CRYPTO)(?:_\w+)?_(?:SECRETS?|KEYS?|SALT)(?:_KEY)?$|^(?:SECRET|SECRET_KEY|APP_SECRET|JWT|APP_KEY)$/u;
const theirs =
	/CLIENT|CONSUMER|STRIPE|AWS|GOOGLE|GITHUB|GITLAB|FACEBOOK|TWITTER|DISCORD|SLACK|OPENAI|ANTHROPIC|GEMINI|GROQ|MISTRAL|COHERE|HUGGING|HF_|RESEND|SENDGRID|TWILIO|MAILGUN|POSTMARK|CLOUDINARY|PAYPAL|RAZORPAY|SQUARE|PLAID|SUPABASE|FIREBASE|AZURE|ALGOLIA|PINECONE|TAVILY|SERP|ELEVEN|DEEPGRAM|REPLICATE|LANG\w+|NOTION|AIRTABLE|HUBSPOT|SENTRY|POSTHOG|MIXPANEL|TELEGRAM|WHATSAPP|META|LINKEDIN|PINATA|INFURA|ALCHEMY|MAPBOX|CLOUDFLARE|VERCEL|API_KEY|APIKEY|ACCESS_KEY|BOT_TOKEN|API_TOKEN|API_SECRET|ACCESS_TOKEN$/u;
const webhook = /WEBHOOK|SIGNING/u;
const publicSetting = /PUBLIC|ANON|PUBLISHABLE|^VITE_/u;
const notShipped =
	/(?:^|[/._-])(?:dev|development|local|test|tests|testing|ci|e2e|example|examples|sample|seed|seeds|fixtures|mock|mocks|storybook|docs)(?=[/._-]|$)/iu;
const forDevelopers = /NODE_ENV|isProd|isDev|IS_PROD|IS_DEV|production|development|\bDEBUG\b|env\.DEV|\btest/iu;

/** What the name of a setting opens; undefined when it is no secret. */
export function opensOf(name: string): Fallback['opens'] | undefined {
	if (!secretWord.test(name) || !secretEnd.test(name) || noSecret.test(name)) return undefined;
	if (database.test(name)) return 'database';
	if (webhook.test(name)) return 'sessions';
	if (theirs.test(name)) return 'theirs';
	return sessions.test(name) ? 'sessions' : 'ours';
}

/** The setting that a value reads from the environment. */
function settingOf(value: Value | undefined, code: Code): string | undefined {
	if (value?.is === 'name') return environment.exec(value.name)?.groups?.name;
	if (value?.is !== 'call') return undefined;
	const call = code.calls[value.call];
	const name = textOf(call?.args[0]);
	return call !== undefined && name !== undefined && settingName.test(name) && reader.test(call.to) ? name : undefined;
}

const fallbackTo = (value: Value, code: Code): {readonly to: Fallback['to']; readonly secret: string} | undefined => {
	if (value.is === 'text' || (value.is === 'template' && value.holes.length === 0))
		return {to: value.text === '' ? 'nothing' : 'literal', secret: value.text};
	const other = settingOf(value, code);
	if (other === undefined) return undefined;
	if (publicSetting.test(other)) return {to: 'public', secret: ''};
	return opensOf(other) === undefined && /_UR[IL]$|^HOSTNAME$/u.test(other) ? {to: 'another', secret: ''} : undefined;
};

type Seen = {
	readonly name: string;
	readonly line: number;
	readonly in: number;
	readonly text: string;
	readonly given: string;
	readonly to: Fallback['to'];
	readonly secret: string;
};

function seenIn({code, path}: RunningFile, guessable: ReadonlySet<string>): readonly Seen[] {
	const found: Seen[] = [];
	for (const call of code.calls) {
		const name = textOf(call.args[0]);
		const made = call.args[1] ?? call.named.find(({key}) => key === 'default')?.value;
		if (name !== undefined && settingName.test(name) && made?.is === 'call' && guessable.has(`${path}:${call.line}`))
			found.push({name, line: call.line, in: call.in, text: call.text, given: '', to: 'guessable', secret: ''});
	}
	eachValue(code, (value, at) => {
		if (value.is !== 'either' || value.of.length < 2) return;
		const name = value.of.map(one => settingOf(one, code)).find(one => one !== undefined);
		const last = value.of.at(-1);
		const to = last === undefined ? undefined : fallbackTo(last, code);
		if (name !== undefined && to !== undefined && settingOf(last, code) !== name) found.push({...at, name, given: at.name, ...to});
	});
	for (const call of code.calls) {
		const read = withDefault(call, code);
		if (read !== undefined) found.push({...read, line: call.line, in: call.in, text: call.text, given: ''});
	}
	eachValue(code, (value, at) => {
		const name = lastOf(at.name);
		const set = settingName.test(name) ? schemaDefault(value, code) : undefined;
		if (set !== undefined) found.push({...at, name, given: name, to: set === '' ? 'nothing' : 'literal', secret: set});
		const env = textOf(entryOf(value, 'env'));
		const standard = textOf(entryOf(value, 'default'));
		if (env !== undefined && standard !== undefined && settingName.test(env))
			found.push({...at, name: env, given: env, to: standard === '' ? 'nothing' : 'literal', secret: standard});
	});
	return [...found, ...fieldsIn(code)];
}

/** `os.getenv('NAME', 'literal')`, `config('NAME', default='literal')`. */
function withDefault(call: Call, code: Code): Pick<Seen, 'name' | 'to' | 'secret'> | undefined {
	const name = textOf(call.args[0]);
	if (name === undefined || !settingName.test(name) || !reader.test(call.to)) return undefined;
	const given = call.args[1] ?? call.named.find(({key}) => key === 'default')?.value;
	const to = given === undefined ? undefined : fallbackTo(given, code);
	return to === undefined ? undefined : {name, ...to};
}

/** `z.string().default('literal')`, `str({default: 'literal'})`. */
function schemaDefault(value: Value, code: Code): string | undefined {
	if (value.is !== 'call') return undefined;
	let call = code.calls[value.call];
	for (let steps = 0; call !== undefined && steps < 8; steps++) {
		if (/(?:^|\.)(?:default|prefault|catch)$/u.test(call.to)) return textOf(call.args[0]);
		const named = textOf(entryOf(call.args[0], 'default'));
		if (named !== undefined && /^(?:str|envalid\.str|makeValidator|string)$/u.test(call.to)) return named;
		call = call.on === undefined ? undefined : code.calls[call.on];
	}
	return undefined;
}

const developersClass = /Dev|Test|Local|Mock/u;

/** Fields of pydantic's settings with a literal. */
const fieldsIn = (code: Code): readonly Seen[] =>
	code.classes
		.filter(
			({bases, name}) => !developersClass.test(name) && bases.some(base => base.is === 'name' && lastOf(base.name).endsWith('Settings')),
		)
		.flatMap(one =>
			one.fields.flatMap(({name, value, line, text}): readonly Seen[] => {
				const call = value?.is === 'call' ? code.calls[value.call] : undefined;
				const set =
					textOf(value) ??
					(call !== undefined && lastOf(call.to) === 'Field'
						? (textOf(call.args[0]) ?? textOf(call.named.find(({key}) => key === 'default')?.value))
						: undefined);
				return set === undefined
					? []
					: [{name: name.toUpperCase(), line, in: one.in, text, given: name, to: set === '' ? 'nothing' : 'literal', secret: set}];
			}),
		);

/** Somewhere in the file the program stops when the setting is missing or still its default. */
function isGuarded({name, given}: Seen, {code}: RunningFile): boolean {
	const own = lastOf(given);
	const names = (said: string): boolean => {
		const last = lastOf(said);
		return last === name || last === own || said.includes(`'${name}'`);
	};
	if (code.exits.some(exit => exit.how === 'throw' && exit.when.some(names))) return true;
	return code.calls.some(
		call =>
			(/(?:^|\.)exit$/u.test(call.to) && call.when.some(names)) ||
			(/check|validate|ensure|assert|require/iu.test(lastOf(call.to)) &&
				call.args.some(arg => (arg.is === 'name' && names(arg.name)) || textOf(arg) === name) &&
				!reader.test(call.to)),
	);
}

/** A line without the secret that is quoted in it. */
const hidden = (text: string, secret: string): string =>
	secret === ''
		? text
		: ["'", '"', '`'].reduce((shown, quote) => shown.replaceAll(`${quote}${secret}${quote}`, `${quote}${masked(secret)}${quote}`), text);

const trial = /^(?:sandbox|test|dummy|fake|mock|demo)[-_]/iu;

function judged(seen: Seen, file: RunningFile): readonly Fallback[] {
	const opens = opensOf(seen.name);
	if (opens === undefined || forDevelopers.test(seen.text.replace(seen.secret, '')) || notShipped.test(file.path)) return [];
	if (file.code.classes.some(({name, line, end}) => developersClass.test(name) && seen.line > line && seen.line <= end)) return [];
	if (seen.to === 'nothing' && !webhook.test(seen.name)) return [];
	if (opens === 'theirs' && (seen.to !== 'literal' || isPlaceholder(seen.secret) || !looksRandom(seen.secret))) return [];
	if (opens === 'ours' && trial.test(seen.secret)) return [];
	if (/^(?:none|null|undefined|false|true|\d{1,3})$/iu.test(seen.secret) || isGuarded(seen, file)) return [];
	const text = hidden(seen.text, seen.secret);
	return [{path: file.path, line: seen.line, text: text === '' ? seen.name : text, name: seen.name, opens, to: seen.to}];
}

const standard = /^(?<name>[A-Z][A-Z0-9_]+):?-(?<secret>.+)$/u;

/** `${NAME:-literal}` in what starts containers. */
const declared = (facts: Facts): readonly Fallback[] =>
	marksOf(facts, 'secret.default', ['app', 'config']).flatMap((mark): readonly Fallback[] => {
		const {name = '', secret = ''} = standard.exec(mark.value ?? '')?.groups ?? {};
		const opens = opensOf(name);
		if (opens === undefined || opens === 'theirs' || notShipped.test(mark.path) || /^\.github\//u.test(mark.path)) return [];
		return [{path: mark.path, line: mark.line, text: mark.text.replace(secret, masked(secret)), name, opens, to: 'literal'}];
	});

const known = new WeakMap<readonly unknown[], readonly Fallback[]>();

/** Every secret that has a known value when nobody sets it; the worst first. */
export function fallbacksIn(facts: Facts): readonly Fallback[] {
	const before = known.get(facts.files);
	if (before !== undefined) return before;
	const guessable = new Set(weakRandomIn(facts).map(({path, line}) => `${path}:${line}`));
	const all = [
		...runningFiles(facts)
			.filter(({file}) => file.side !== 'client')
			.flatMap(file => seenIn(file, guessable).flatMap(seen => judged(seen, file))),
		...declared(facts),
	];
	const once = [...new Map(all.map(one => [`${one.path}:${one.line}:${one.name}`, one])).values()];
	const order: Readonly<Record<Fallback['opens'], number>> = {sessions: 0, ours: 1, theirs: 2, database: 3};
	const made = once.sort((one, other) => order[one.opens] - order[other.opens]);
	known.set(facts.files, made);
	return made;
}

/** Where a secret is read from the environment, or a schema of it names one. */
export const secretsReadIn = (facts: Facts): readonly Place[] =>
	runningFiles(facts)
		.filter(({file}) => file.side !== 'client')
		.flatMap(({path, code}) => {
			const found: Place[] = [];
			eachValue(code, (value, {line, text, name}) => {
				const read = settingOf(value, code) ?? (value.is === 'call' && settingName.test(lastOf(name)) ? lastOf(name) : undefined);
				if (read !== undefined && opensOf(read) !== undefined) found.push({path, line, text: text || read});
			});
			for (const {args, line, text, to} of code.calls) {
				const name = textOf(args[0]);
				if (
					name !== undefined &&
					settingName.test(name) &&
					opensOf(name) !== undefined &&
					(reader.test(to) || lastOf(to) === 'defineSecret')
				)
					found.push({path, line, text});
			}
			for (const one of code.classes)
				if (one.bases.some(base => base.is === 'name' && lastOf(base.name).endsWith('Settings')))
					for (const {name, line, text} of one.fields) if (opensOf(name.toUpperCase()) !== undefined) found.push({path, line, text});
			return found;
		});
