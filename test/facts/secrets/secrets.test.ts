import {describe, expect, test} from 'vitest';
import {languageOf} from '../../../source/facts/language.ts';
import {roleOf} from '../../../source/facts/role.ts';
import {withoutSecrets} from '../../../source/facts/secrets/mask.ts';
import {secretsIn} from '../../../source/facts/secrets/secrets.ts';
import {roleInToken} from '../../../source/facts/secrets/supabase-token.ts';
import {dummies, runsOf, supabaseToken} from './dummies.ts';

const secretsOf = (path: string, text: string) => {
	const language = languageOf(path);
	return secretsIn({path, language, role: roleOf(path, language)}, text, text);
};

describe.each(dummies.map(one => [one.what, one] as const))('%s', (what, {weight, secret, text}) => {
	test('is known by its form', () => {
		expect(secret.length).toBeGreaterThan(10);
		expect(secretsOf('src/keys.ts', `const key = \`${text}\`;\n`)).toContainEqual(expect.objectContaining({what, weight, seen: 'shape'}));
	});

	test('shows at most its first four characters and its length', () => {
		const found = secretsOf('src/keys.ts', `const key = \`${text}\`;\n`);
		const shown = JSON.stringify(found.map(one => [one.text, one.value]));
		expect(runsOf(secret).filter(run => shown.includes(run))).toEqual([]);
		expect(found.find(one => one.what === what)?.value).toBe(`${secret.slice(0, 4)}…(${secret.length})`);
	});
});

describe.each(dummies.filter(({weight}) => weight !== 'publishable').map(one => [one.what, one] as const))(
	'%s',
	(_what, {secret, text}) => {
		test('is masked in a line that was not made to show it', () => {
			for (const line of text.includes('\n') ? [text.replaceAll('\n', '\\n')] : [`run --key ${text} --now`, `{"a": "${text}"}`]) {
				const shown = withoutSecrets(line);
				expect(runsOf(secret).filter(run => shown.includes(run))).toEqual([]);
			}
		});
	},
);

describe('What a Supabase token opens', () => {
	test.each([
		['service_role', {iss: 'supabase', role: 'service_role'}],
		['anon', {iss: 'supabase', role: 'anon'}],
		['demo', {iss: 'supabase-demo', role: 'service_role'}],
		[undefined, {iss: 'supabase', role: 'authenticated'}],
		[undefined, {sub: 'someone'}],
		[undefined, {role: 7}],
	])('%s', (role, payload) => expect(roleInToken(supabaseToken(payload))).toBe(role));

	test('A text that is no token carries no role', () => {
		expect(roleInToken('eyJhbGciOiJIUzI1NiJ9.eyJub3QganNvbg.signature')).toBeUndefined();
		expect(roleInToken('orders')).toBeUndefined();
	});

	test('The service role is live, the public key is not, a local one is nothing', () => {
		const weights = (role: string, iss = 'supabase') =>
			secretsOf('src/db.ts', `const key = '${supabaseToken({role, iss})}';`).map(one => one.weight);
		expect(weights('service_role')).toEqual(['live']);
		expect(weights('anon')).toEqual(['publishable']);
		expect(weights('service_role', 'supabase-demo')).toEqual([]);
	});
});

describe('The lines of an environment file', () => {
	test.each([
		['SESSION_SECRET=orchard-Lantern-44-ferry', 'live'],
		['export DB_PASSWORD="orchard-Lantern-44"', 'live'],
		["JWT_SECRET='orchard-Lantern-44'", 'live'],
		['DATABASE_URL=postgres://orders:plum-Cobweb-91@orders-db.fra.cloudhost.net:5432/orders', 'live'],
		['REDIS_URL=redis://:plum-Cobweb-91@cache:6379', 'live'],
		['VITE_STRIPE_SECRET=orchard-Lantern-44-ferry', 'live'],
		[`SUPABASE_KEY=${supabaseToken({iss: 'supabase', role: 'service_role'})}`, 'live'],
		[`VITE_SUPABASE_PUBLISHABLE_KEY=${supabaseToken({iss: 'supabase', role: 'anon'})}`, 'publishable'],
		['NEXT_PUBLIC_MAPS_API_KEY=orchard-Lantern-44-ferry', 'publishable'],
		['RECAPTCHA_SITE_KEY=orchard-Lantern-44-ferry', 'publishable'],
		['POSTGRES_PASSWORD=postgres', 'default'],
		['ADMIN_PASSWORD=admin123', 'default'],
		['DATABASE_URL=postgres://postgres:postgres@db:5432/postgres', 'default'],
		['DATABASE_URL=postgres://postgres:orchard-Lantern@localhost:5432/orders', undefined],
		['SECRET_KEY=changethis', 'placeholder'],
		['SECRET_KEY=change-in-production', 'placeholder'],
		['API_KEY=your-api-key', 'placeholder'],
		['API_KEY=<key>', 'placeholder'],
		['API_KEY=', undefined],
		['PORT=3000', undefined],
		['TOKEN_EXPIRES_IN=3600', undefined],
		['ACCESS_TOKEN_EXPIRE_MINUTES=30', undefined],
		['PASSWORD_RESET_URL=https://orders-shop.net/reset', undefined],
		['SECRET_NAME=orders/production', undefined],
		['DEBUG=true', undefined],
	])('%s', (line, weight) => {
		expect(secretsOf('.env', `# settings\n${line}\n`).map(one => [one.weight, one.line])).toEqual(
			weight === undefined ? [] : [[weight, 2]],
		);
	});

	test.each(['.env.example', '.env.sample', '.env.template', '.env.test', '.env.vault', 'src/environment.ts'])('%s is none', path =>
		expect(secretsOf(path, 'SESSION_SECRET=orchard-Lantern-44-ferry\n')).toEqual([]),
	);

	test('The value is masked in its line', () => {
		expect(secretsOf('.env', 'SESSION_SECRET=orchard-Lantern-44-ferry # ours\n')[0]).toMatchObject({
			text: 'SESSION_SECRET=orch…(24) # ours',
			value: 'orch…(24)',
		});
	});

	test('A short secret shows less than a third of itself', () => {
		expect(secretsOf('.env', 'ADMIN_PASSWORD=plums!\n')[0]?.text).toBe('ADMIN_PASSWORD=pl…(6)');
	});
});

describe('Lines that hold two secrets', () => {
	test('both are masked, and the line counts once, by the worse of them', () => {
		const [first, second] = [dummies.find(one => one.weight === 'test'), dummies.find(one => one.weight === 'live')];
		const found = secretsOf('src/keys.ts', `const keys = ['${first?.secret}', '${second?.secret}'];\n`);
		expect(found.map(one => one.weight)).toEqual(['live']);
		const shown = JSON.stringify(found);
		expect([first, second].flatMap(one => runsOf(one?.secret ?? '')).filter(run => shown.includes(run))).toEqual([]);
	});
});

describe('What a platform file sets', () => {
	const signing = 'JWT_SECRET: orders-management-signing-phrase\n';
	test.each([
		['docker-compose.yml', `services:\n  api:\n    environment:\n      NODE_ENV: production\n      ${signing}`, 'live'],
		['docker-compose.yml', `services:\n  api:\n    environment:\n      ${signing}`, 'doubtful'],
		['Dockerfile', 'FROM node:22\nENV NODE_ENV=production\nENV JWT_SECRET=orders-management-signing-phrase\n', 'live'],
		['fly.toml', '[env]\n  JWT_SECRET = "orders-management-signing-phrase"\n', 'live'],
		['k8s/api.yaml', 'env:\n  - name: JWT_SECRET\n    value: orders-management-signing-phrase\n', 'doubtful'],
		['docker-compose.yml', 'environment:\n  POSTGRES_USER: wishlist_user\n  POSTGRES_PASSWORD: wishlist_pass\n', undefined],
		['docker-compose.dev.yml', `environment:\n  NODE_ENV: production\n  ${signing}`, undefined],
		['.github/workflows/check.yml', `env:\n  NODE_ENV: production\n  ${signing}`, undefined],
		['docker-compose.yml', `environment:\n  NODE_ENV: production\n  JWT_SECRET: ${'$'}{JWT_SECRET}\n`, undefined],
	])('%s: %s', (path, text, weight) => {
		expect(secretsOf(path, text).map(one => one.weight)).toEqual(weight === undefined ? [] : [weight]);
	});
});

test('Lines without credentials are shown as they are', () => {
	for (const line of [
		'app.use(session({secret: process.env.SESSION_SECRET}));',
		'const token = request.headers.authorization',
		'secret: configuration.session.secret',
		'SECRET_KEY = os.environ["SECRET_KEY"]',
		'"@supabase/supabase-js": "^2.86.0",',
	])
		expect(withoutSecrets(line)).toBe(line);
});

test('A long line without credentials takes no long time', () => {
	const line = 'sk_live secret = postgres://a:b hooks. key- -us1 "privateKey" '.repeat(5_000);
	const began = performance.now();
	withoutSecrets(line);
	secretsOf('src/a.ts', line);
	expect(performance.now() - began).toBeLessThan(2_000);
});
