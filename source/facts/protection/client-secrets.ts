import type {Place} from '../../safe-text.ts';
import {entryOf, firstOf, lastOf, type Value} from '../code/code.ts';
import type {Facts} from '../facts.ts';
import {type FileFact, marksOf} from '../files.ts';
import {isReached} from '../reached.ts';
import {isPlaceholder} from '../secrets/placeholder.ts';
import {givenIn} from './given.ts';
import {runningFiles} from './running.ts';
import {isPasswordName} from './secret-names.ts';

/** A key that visitors get to see, or may. */
export type ClientSecret = Place & {readonly is: 'shipped' | 'unclear'; readonly said: string};

const publicPrefix = /^(?:NEXT_PUBLIC|VITE|REACT_APP|EXPO_PUBLIC|NUXT_PUBLIC|GATSBY|VUE_APP|PUBLIC)_/u;
const secretPart =
	/(?:^|_)(?:SECRET|SERVICE_ROLE|SERVICE_KEY|PRIVATE_KEY|PASSWORD|PASSWD|DATABASE_URL|MONGO(?:DB)?_UR[IL]|DB_URL|JWT_SECRET|CLIENT_SECRET|AUTH_TOKEN|BOT_TOKEN|ADMIN_(?:TOKEN|KEY))(?:_|$)/u;
const vendorKey =
	/(?:^|_)(?:OPENAI|OPEN_AI|ANTHROPIC|CLAUDE|GROQ|GEMINI|GOOGLE_AI|GOOGLE_GENERATIVE_AI|MISTRAL|DEEPSEEK|OPENROUTER|COHERE|PERPLEXITY|XAI|TOGETHER|REPLICATE|HUGGINGFACE|HUGGING_FACE|HF|ELEVENLABS|ELEVEN_LABS|DEEPGRAM|ASSEMBLYAI|RESEND|SENDGRID|MAILGUN|POSTMARK|BREVO|TWILIO_AUTH|GITHUB|STRIPE_SK|STRIPE_SECRET|AWS_SECRET(?:_ACCESS)?|TAVILY|SERPAPI|PINECONE|NOTION|AIRTABLE)_(?:\w+_)?(?:KEY|TOKEN|SECRET)$|^(?:\w+_)?STRIPE_SECRET/u;
const harmless =
	/PUBLISHABLE|PUBLIC_KEY|ANON|SITE_?KEY|CLIENT_ID|_DSN$|MIXPANEL|POSTHOG|MAPBOX|AMPLITUDE|SEGMENT|_ENABLED$|^\w*_IS_|_RESET|_POLICY|_MIN_|_MAX_|_LENGTH$|_REGEX|_PLACEHOLDER|_HINT|_LABEL|PASSWORDLESS|_MODEL$|_BASE_URL$|_API_URL$|_ENDPOINT$|_APP_ID$|DISABLE|ENABLE|REQUIRE|SHOW_|HIDE_|WITH_PASSWORD|USE_/u;

/** The name of a setting that a bundler puts into the page, and that is a server's key. */
const isServerKey = (name: string): boolean => {
	const rest = name.replace(publicPrefix, '');
	return rest !== name && !harmless.test(rest) && (secretPart.test(rest) || vendorKey.test(rest));
};

/** A browser gets to see the file. */
const isShipped = (file: FileFact): boolean => file.side !== 'server' && file.role === 'app';

/** Settings with a public name and a server's key. */
function named(facts: Facts): readonly ClientSecret[] {
	const reads = marksOf(facts, 'setting.read', ['app']).filter(
		({file, value = ''}) => isServerKey(value) && isReached(file, facts.reached) !== false,
	);
	return reads.map(
		({path, line, text, value = '', file}): ClientSecret => ({
			path,
			line,
			text,
			is: isShipped(file) ? 'shipped' : 'unclear',
			said: isShipped(file)
				? `${value} is put into the page, and everyone who opens it can read it`
				: `${value} has a name that puts it into the page, though only server code was seen to read it`,
		}),
	);
}

const fromEnvironment = /(?:process\.env|import\.meta\.env|env)\.(?<name>\w+)/u;
const models =
	/^https:\/\/(?:api\.openai\.com|api\.anthropic\.com|generativelanguage\.googleapis\.com|api\.groq\.com|api\.mistral\.ai|openrouter\.ai|api\.deepseek\.com|api\.perplexity\.ai|api\.resend\.com|api\.sendgrid\.com|api\.elevenlabs\.io|api\.replicate\.com)\//u;

/** Clients of models that are told to run in a browser, and calls to models from one. */
const modelsIn = (facts: Facts): readonly ClientSecret[] =>
	runningFiles(facts)
		.filter(({file}) => isShipped(file))
		.flatMap(({path, code}): readonly ClientSecret[] => {
			const keyOf = (value: Value | undefined): string =>
				value?.is === 'name' ? (fromEnvironment.exec(value.name)?.groups?.name ?? '') : '';
			const clients = code.calls.flatMap((call): readonly ClientSecret[] => {
				const [options] = call.args;
				const allowed = entryOf(options, 'dangerouslyAllowBrowser');
				if (allowed?.is !== 'literal' || allowed.value !== true) return [];
				const key = keyOf(entryOf(options, 'apiKey'));
				return [
					{
						path,
						line: call.line,
						text: call.text,
						is: key === '' ? 'unclear' : 'shipped',
						said:
							key === ''
								? 'a client of a model runs in the browser, and where its key comes from could not be seen'
								: `a client of a model runs in the browser with ${key}, which everyone who opens the page can read`,
					},
				];
			});
			const calls = code.calls
				.filter(
					({to, args}) =>
						(to === 'fetch' || firstOf(to) === 'axios') &&
						args.some(arg => (arg.is === 'text' || arg.is === 'template') && models.test(arg.text)),
				)
				.map(
					({line, text}): ClientSecret => ({
						path,
						line,
						text,
						is: 'unclear',
						said: 'the browser calls a paid service itself, and where the key comes from could not be seen',
					}),
				);
			return [...clients, ...calls];
		});

/** Keys of a known form in files that browsers load. */
const written = (facts: Facts): readonly ClientSecret[] =>
	facts.files
		.filter(
			file =>
				isShipped(file) &&
				file.side === 'client' &&
				file.secrets.length > 0 &&
				(file.language === 'html' || isReached(file, facts.reached) !== false),
		)
		.flatMap(({secrets}) =>
			secrets
				.filter(({weight, seen}) => (weight === 'live' || weight === 'limited') && seen === 'shape')
				.map(
					({path, line, text, what, value}): ClientSecret => ({
						path,
						line,
						text,
						is: 'shipped',
						said: `${what} (${value}) stands in code that every visitor loads`,
					}),
				),
		);

const looksChosen = /^(?=.*[A-Z\d])(?=.*[a-z])[\w!@#$%^&*?.-]{6,60}$/u;
const pretended = /example|placeholder|dummy|mock|demo|label|hint|field|input|type|error|message/iu;

/** A password that is written into code that browsers load. */
const passwords = (facts: Facts): readonly ClientSecret[] =>
	runningFiles(facts)
		.filter(({file, path}) => file.side === 'client' && !/(?:^|[/._-])(?:i18n|locales?|langs?|translations?|messages)[/._-]/u.test(path))
		.flatMap(({path, code}) =>
			givenIn(code)
				.filter(
					({name, value, under, call}) =>
						call === undefined &&
						under.length < 2 &&
						isPasswordName(name) &&
						value.is === 'text' &&
						looksChosen.test(value.text) &&
						!pretended.test(name) &&
						!isPlaceholder(value.text) &&
						!/password/iu.test(value.text),
				)
				.map(
					({line, text, name}): ClientSecret => ({
						path,
						line,
						text,
						is: 'unclear',
						said: `a password (${name}) stands in code that every visitor loads, and whether it opens anything cannot be seen`,
					}),
				),
		);

const bundler = /(?:^|\/)(?:vite|next|nuxt|astro|webpack|rsbuild|craco|vue)\.config\.[cm]?[jt]s$/u;
const inlined = /^(?:(?:process\.env|import\.meta\.env)\.)?(?<name>[A-Z][A-Z0-9_]{3,60})$/u;

/** Settings that a bundler's configuration puts into the page under another name. */
function defined(facts: Facts): readonly ClientSecret[] {
	const client = new Set(
		marksOf(facts, 'setting.read', ['app'])
			.filter(({file}) => isShipped(file))
			.map(({value}) => value ?? ''),
	);
	return facts.files
		.filter(({path, code}) => code !== undefined && bundler.test(path))
		.flatMap(({path, code}) =>
			code === undefined
				? []
				: givenIn(code).flatMap((one): readonly ClientSecret[] => {
						const name = inlined.exec(one.name)?.groups?.name;
						if (
							name === undefined ||
							!one.under.some(key => key === 'define' || key === 'env') ||
							!(secretPart.test(name) || vendorKey.test(name) || name === 'API_KEY')
						)
							return [];
						const call = one.value.is === 'call' ? code.calls[one.value.call] : undefined;
						const sources = [one.value, ...(call?.args ?? [])].flatMap(value => (value.is === 'name' ? [lastOf(value.name)] : []));
						if (name === 'API_KEY' && !sources.some(source => vendorKey.test(source))) return [];
						if (harmless.test(name) || !client.has(name)) return [];
						return [
							{
								path,
								line: one.line,
								text: one.text,
								is: 'shipped',
								said: `${name} is put into the page by the build, and everyone who opens it can read it`,
							},
						];
					}),
		);
}

const known = new WeakMap<readonly unknown[], readonly ClientSecret[]>();

/** Every server's key that visitors get to see, or may; the certain ones first. */
export function clientSecretsIn(facts: Facts): readonly ClientSecret[] {
	const before = known.get(facts.files);
	if (before !== undefined) return before;
	const all = [...named(facts), ...defined(facts), ...written(facts), ...modelsIn(facts), ...passwords(facts)];
	const made = [...all.filter(({is}) => is === 'shipped'), ...all.filter(({is}) => is === 'unclear')];
	known.set(facts.files, made);
	return made;
}

/** What browsers load: the settings that it reads first, else the scripts themselves. */
export function clientSurface(facts: Facts): readonly Place[] {
	const reads = marksOf(facts, 'setting.read', ['app']).filter(({file, value = ''}) => isShipped(file) && publicPrefix.test(value));
	const clients = runningFiles(facts).filter(({file}) => file.side === 'client');
	const pages = facts.files.filter(file => file.role === 'app' && file.language === 'html' && file.side === 'client' && file.lines > 0);
	return [...reads, ...clients.map(({file}) => file.firstLine), ...pages.map(({firstLine}) => firstLine)].map(({path, line, text}) => ({
		path,
		line,
		text,
	}));
}
