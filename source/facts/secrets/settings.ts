import type {Language} from '../language.ts';
import {holdsAny, type Literal, literal, type Sieve, sieveOf} from '../literals.ts';
import type {FoundSecret} from './found.ts';
import {isDefault, isPlaceholder, looksRandom} from './placeholder.ts';

type SettingRule = {
	readonly what: string;
	readonly weight: 'live' | 'limited';
	readonly languages: readonly Language[];
	readonly literals: readonly Literal[];
	/** `secret` is the literal; `name` what it is given to. */
	readonly pattern: RegExp;
	/** The file must hold one of these words as well. */
	readonly beside?: RegExp;
	/** Values chosen for a developer's own machine are no finding. */
	readonly mayBeDefault?: boolean;
	readonly mustLookRandom?: boolean;
};

const script: readonly Language[] = ['ts', 'js'];
const signing =
	/express-session|koa-session|cookie-session|@nestjs\/jwt|passport-jwt|express-jwt|jsonwebtoken|iron-session|@fastify\/(?:jwt|session|cookie|secure-session)|@hapi\/|hono\/jwt|connect\.session|express\.session/u;

/** Places where a framework or a program takes a key, written as a literal. */
const rules: readonly SettingRule[] = [
	{
		what: 'the key that signs sessions or tokens',
		weight: 'live',
		languages: ['py'],
		literals: ['SECRET', 'secret_key'].map(literal),
		pattern:
			/^[ \t]*(?:[\w.]+\.)?(?<name>secret_key|SECRET_KEY|JWT_SECRET(?:_KEY)?|JWT_KEY|SECURITY_PASSWORD_SALT|WTF_CSRF_SECRET_KEY)[ \t]*=[ \t]*[rbu]?(?<quote>['"])(?<secret>[^'"\n{}]{1,300})\k<quote>[ \t]*$/gmu,
	},
	{
		what: 'the key that signs sessions or tokens',
		weight: 'live',
		languages: ['py'],
		literals: ['SECRET'].map(literal),
		pattern:
			/config\s*\[\s*['"](?<name>(?:JWT_)?SECRET_KEY|SECURITY_PASSWORD_SALT)['"]\s*\]\s*=\s*[rbu]?(?<quote>['"])(?<secret>[^'"\n{}]{1,300})\k<quote>[ \t]*$/gmu,
	},
	{
		what: 'the key that signs tokens',
		weight: 'live',
		languages: ['py'],
		literals: ['jwt.'].map(literal),
		pattern:
			/\bjwt\.(?:encode|decode)\(\s*(?:\{[^{}]{0,300}\}|[\w.]{1,60})\s*,\s*(?:key\s*=\s*)?(?<quote>['"])(?<secret>[^'"\n{}]{1,300})\k<quote>/gu,
	},
	{
		what: 'the key that signs sessions or tokens',
		weight: 'live',
		languages: script,
		literals: ['secret'].map(literal),
		pattern: /(?<![\w.])(?<name>secret|secretOrKey)\s*:\s*(?<quote>['"`])(?<secret>[^'"`\n$]{1,300})\k<quote>/gu,
		beside: signing,
	},
	{
		what: 'the key that signs tokens',
		weight: 'live',
		languages: script,
		literals: ['.sign(', '.verify(', 'sign(', 'verify('].map(literal),
		pattern:
			/\b(?:jwt|JWT|jsonwebtoken)\.(?:sign|verify)\(\s*(?:\{[^{}]{0,300}\}|[\w.]{1,60})\s*,\s*(?<quote>['"`])(?<secret>[^'"`\n$]{1,300})\k<quote>/gu,
	},
	{
		what: 'the key that signs cookies',
		weight: 'live',
		languages: script,
		literals: ['cookieParser('].map(literal),
		pattern: /\bcookieParser\(\s*(?<quote>['"`])(?<secret>[^'"`\n$]{1,300})\k<quote>/gu,
	},
	{
		what: 'the key of a signature',
		weight: 'live',
		languages: script,
		literals: ['createHmac('].map(literal),
		pattern: /\bcreateHmac\(\s*['"]\w{2,12}['"]\s*,\s*(?<quote>['"`])(?<secret>[^'"`\n$]{6,300})\k<quote>/gu,
	},
	{
		what: 'the key that signs sessions or tokens',
		weight: 'live',
		languages: script,
		literals: ['ecret', 'SECRET', 'ryptoKey', 'CRYPTO_KEY', 'ncryptionKey', 'ENCRYPTION_KEY'].map(literal),
		pattern:
			/(?<![\w.])(?<name>(?:jwt|session|cookie|auth|access_?token|refresh_?token|encryption|crypto|signing|hmac)_?secret(?:_?key)?|(?:crypto|encryption|signing)_?key)\s*[:=]\s*(?<quote>['"`])(?<secret>[^'"`\n$]{4,300})\k<quote>(?!\s*[|)\]])/giu,
	},
	{
		what: 'a secret',
		weight: 'live',
		languages: [...script, 'py'],
		literals: ['ecret', 'SECRET'].map(literal),
		pattern:
			/(?<![\w.])(?<name>\w{0,30}(?:client|api|app|consumer|webhook|secret_?access|razorpay_key|key)_?secret(?:_?key)?)\s*[:=]\s*(?<quote>['"`])(?<secret>[\w+/=.-]{20,200})\k<quote>/giu,
		mustLookRandom: true,
	},
	{
		what: 'the password of a mailbox',
		weight: 'live',
		languages: [...script, 'py'],
		literals: ['pass', 'EMAIL_HOST_PASSWORD', 'MAIL_PASSWORD'].map(literal),
		pattern:
			/(?<![\w.])(?:pass|EMAIL_HOST_PASSWORD|MAIL_PASSWORD|SMTP_PASSWORD)['"]?\s*\]?\s*[:=]\s*(?<quote>['"])(?<secret>[^'"\n$]{6,100})\k<quote>/gu,
		beside: /nodemailer|EMAIL_HOST|MAIL_SERVER|smtplib/u,
		mayBeDefault: true,
	},
	{
		what: 'the password of a database',
		weight: 'live',
		languages: [...script, 'py'],
		literals: ['assword', 'PASSWORD'].map(literal),
		pattern: /(?<![\w.])['"]?(?:password|PASSWORD)['"]?\s*[:=]\s*(?<quote>['"])(?<secret>[^'"\n$]{6,100})\k<quote>/gu,
		beside:
			/\b(?:createConnection|createPool|new Pool|new Client|new Sequelize|new DataSource|mysql\.connector|psycopg2?\.connect|pymysql\.connect)\s*\(|\bDATABASES\s*=/u,
		mayBeDefault: true,
	},
	{
		what: 'a password that signs people in',
		weight: 'limited',
		languages: ['py', ...script],
		literals: ['PASS', 'assword', 'pass '].map(literal),
		pattern:
			/(?<![\w.])(?:(?:VALID|ADMIN|CORRECT|LOGIN|MASTER)_PASS(?:WORD)?\s*=|(?:admin|master|correct|valid)Password\s*=|(?:password|passwd|pwd)\s*={2,3})\s*(?<quote>['"])(?<secret>[^'"\n$]{3,100})\k<quote>/gu,
	},
];

const nameOfVariable = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$|^[a-z]+(?:[.:][a-zA-Z]+)+$/u;
const bare = (text: string): string => text.toLowerCase().replace(/[^a-z]/gu, '');

/** Keys that are written into code where a framework or a program uses them. `code` is the text without comments. */
export function settingSecrets(path: string, language: Language, code: string, sieve: Sieve = sieveOf(code)): readonly FoundSecret[] {
	if (
		/(?:^|[/._-])(?:tests?|spec|mocks?|dummy|samples?|examples?|fixtures?|dev|development|local|ci|seed(?:er)?s?|vitestsetup|jestsetup)(?=[/._-]|$)/iu.test(
			path,
		)
	)
		return [];
	return rules
		.filter(rule => rule.languages.includes(language) && holdsAny(code, sieve, rule.literals) && (rule.beside?.test(code) ?? true))
		.flatMap(rule =>
			[...code.matchAll(rule.pattern)].flatMap(match => {
				const {secret = '', name = ''} = match.groups ?? {};
				if (
					secret.trim() === '' ||
					/^(?:mock|dummy|fake|test)/iu.test(secret) ||
					nameOfVariable.test(secret) ||
					bare(secret) === bare(name) ||
					insideTestClass(code, match.index)
				)
					return [];
				if (rule.mustLookRandom === true && (!looksRandom(secret) || isPlaceholder(secret))) return [];
				if (rule.mayBeDefault === true && (isPlaceholder(secret) || isDefault(secret))) return [];
				return [{index: match.index + match[0].indexOf(secret), secret, what: rule.what, weight: rule.weight, seen: 'setting' as const}];
			}),
		);
}

/** A settings class for tests or for a developer's own machine. */
function insideTestClass(code: string, index: number): boolean {
	const above = code.slice(Math.max(0, index - 4000), index);
	const name = [...above.matchAll(/^class\s+(?<name>\w+)/gmu)].at(-1)?.groups?.name;
	return name !== undefined && /Test|Dev|Local/u.test(name) && /^\s/u.test(code.slice(code.lastIndexOf('\n', index) + 1));
}
