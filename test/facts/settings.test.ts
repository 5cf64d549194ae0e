import {expect, test} from 'vitest';
import {isSecretName} from '../../source/facts/setting-names.ts';
import type {Setting, Settings} from '../../source/facts/settings.ts';
import {inMemory} from '../../source/repository/repository.ts';
import {factsOf} from '../support/facts.ts';

const settingsIn = (files: Readonly<Record<string, string>>): Settings => factsOf(inMemory(files)).settings;
const names = (settings: readonly Setting[]): readonly string[] => settings.map(({name, required}) => `${name}${required ? '' : '?'}`);

test.each<[string, string, readonly string[]]>([
	['app/a.ts', 'f(process.env.MAIL_HOST);', ['MAIL_HOST']],
	['app/a.ts', "f(process.env['MAIL_HOST']);", ['MAIL_HOST']],
	['app/a.ts', "f(process.env.MAIL_HOST ?? 'x');", ['MAIL_HOST?']],
	['app/a.ts', "if (process.env.MAIL_MODE === 'on') f();", ['MAIL_MODE?']],
	['app/a.ts', 'process.env.MAIL_HOST = 1;', []],
	['app/a.ts', "const {MAIL_HOST, MAIL_USER = 'me'} = process.env;", ['MAIL_HOST', 'MAIL_USER?']],
	['app/a.ts', 'f(import.meta.env.VITE_HOST, import.meta.env.MODE);', ['VITE_HOST']],
	['app/a.ts', "f(Deno.env.get('MAIL_HOST'));", ['MAIL_HOST']],
	['app/a.ts', "import {MAIL_KEY} from '$env/static/private';", ['MAIL_KEY']],
	['app/a.ts', "f(this.configService.get<string>('MAIL_HOST', 'x'));", ['MAIL_HOST?']],
	['app/a.py', "import os\nf(os.environ['MAIL_HOST'], os.getenv('MAIL_USER', 'me'))", ['MAIL_HOST', 'MAIL_USER?']],
	['app/a.py', "from decouple import config\nf(config('MAIL_HOST'), config('MAIL_USER', default='me'))", ['MAIL_HOST', 'MAIL_USER?']],
	['schema.prisma', 'datasource db {\n  url = env("DATABASE_URL")\n}', ['DATABASE_URL']],
	['app/a.ts', '// process.env.MAIL_HOST\n', []],
	['app/a.test.ts', 'process.env.MAIL_HOST;', []],
])('%s: %s', (path, text, wanted) => {
	expect(names(settingsIn({[path]: text}).named)).toEqual(wanted);
});

test('the fields of a settings class are settings, with their prefix', () => {
	const text =
		'from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    model_config = SettingsConfigDict(env_prefix="SHOP_")\n    key: str\n    note: str | None = None\n    mail: str = ""\n    size: int = 3\n\nx = 1\nother: str = ""\n';
	const {named, schemas} = settingsIn({'app/config.py': text});
	expect(named.map(({name, required, checked}) => [name, required, checked])).toEqual([
		['SHOP_KEY', false, true],
		['SHOP_MAIL', true, false],
		['SHOP_NOTE', false, true],
		['SHOP_SIZE', false, false],
	]);
	expect(schemas).toMatchObject([{path: 'app/config.py', line: 2}]);
});

test('the example file is named before the blueprint and the prose', () => {
	const {named, examples} = settingsIn({
		'a.ts': 'f(process.env.MAIL_HOST);',
		'README.md': 'MAIL_HOST',
		'.env.example': '# mail\nMAIL_HOST=\n',
		'render.yaml': 'envVars: [{key: MAIL_HOST}]',
	});
	expect(named[0]?.documented).toMatchObject({path: '.env.example', line: 2});
	expect(examples.map(({path}) => path)).toEqual(['.env.example']);
});

test('a longer name does not document a shorter one', () => {
	expect(settingsIn({'a.ts': 'f(process.env.MAIL_HOST);', 'README.md': 'MAIL_HOST_NAME'}).named[0]?.documented).toBeUndefined();
});

test.each([
	['STRIPE_SECRET_KEY', true],
	['DATABASE_URL', true],
	['SMTP_PASS', true],
	['NEXT_PUBLIC_SUPABASE_ANON_KEY', false],
	['MAX_TOKENS', false],
	['ACCESS_TOKEN_EXPIRE_MINUTES', false],
	['APP_URL', false],
])('%s is the name of a credential: %s', (name, secret) => {
	expect(isSecretName(name)).toBe(secret);
});
