import type {MarkRule} from '../marks.ts';

const script = ['ts', 'js'] as const;

/** Test cases, what they assert, and how they reach the application. */
export const testMarks: readonly MarkRule[] = [
	{
		kind: 'test.case',
		languages: script,
		literals: ['it(', 'test(', 'specify(', 'it.', 'test.', 'it`', 'Scenario('],
		pattern:
			/(?<![\w.$])(?:it|test|specify|Scenario|Deno\.test)(?:\.(?:each|concurrent|only|failing|for|sequential|serial)[^'"`\n]{0,200})?\s*\(?\s*\(\s*(?:['"`](?<value>[^'"`\n]{0,200}))?/gu,
		on: 'code',
		roles: ['test'],
	},
	{
		kind: 'test.case',
		languages: ['py'],
		literals: ['def test'],
		pattern: /^[ \t]*(?:async[ \t]+)?def (?<value>test\w*)\s*\(/gmu,
		on: 'code',
		roles: ['test'],
	},
	{kind: 'test.case', languages: ['go'], literals: ['func Test'], pattern: /^func (?<value>Test\w*)\(/gmu, on: 'code', roles: ['test']},
	{
		kind: 'test.case',
		languages: ['rb'],
		literals: ['it ', 'test ', 'scenario ', 'def test_'],
		pattern: /^[ \t]*(?:(?:it|test|scenario|specify) ['"](?<value>[^'"\n]{0,200})|def test_)/gmu,
		on: 'code',
	},
	{
		kind: 'test.case',
		languages: ['java', 'kotlin'],
		literals: ['@Test', '@ParameterizedTest'],
		pattern: /@(?:Test|ParameterizedTest)\b/gu,
		on: 'code',
	},
	{
		kind: 'test.case',
		languages: ['php'],
		literals: ['function test', '@test', '#[Test]', 'it(', 'test('],
		pattern: /function (?<value>test\w*)\s*\(|#\[Test\]|^[ \t]*(?:it|test)\(/gmu,
		on: 'code',
		path: /(?:^|\/)tests?\//iu,
	},
	{
		kind: 'test.case',
		languages: ['csharp'],
		literals: ['[Fact', '[Theory', '[Test'],
		pattern: /\[(?:Fact|Theory|Test|TestMethod|TestCase)\b/gu,
		on: 'code',
	},
	{kind: 'test.case', languages: ['rust'], literals: ['test]', 'test('], pattern: /#\[(?:\w+::)?test\b/gu, on: 'code'},
	{kind: 'test.case', languages: ['elixir'], literals: ['test "'], pattern: /^[ \t]*test "(?<value>[^"\n]{0,200})/gmu, on: 'code'},
	{
		kind: 'test.case',
		languages: ['dart'],
		literals: ['test(', 'testWidgets('],
		pattern: /(?<![\w.])test(?:Widgets)?\(\s*['"](?<value>[^'"\n]{0,200})/gu,
		on: 'code',
		path: /_test\.dart$/u,
	},
	{kind: 'test.case', languages: ['swift'], literals: ['func test', '@Test'], pattern: /func (?<value>test\w*)\s*\(|@Test\b/gu, on: 'code'},
	{
		kind: 'test.assert',
		languages: script,
		literals: ['expect', 'assert', '.should', 't.', 'toBe'],
		pattern:
			/(?<![\w.$])expect(?:\.\w+)?\s*\(|(?<![\w.$])assert(?:\.\w+)?\s*\(|\.should\b|(?<![\w.$])t\.(?:is|deepEqual|truthy|falsy|true|false|throws\w*|regex|like|equal|ok|same)\(/gu,
		on: 'code',
		roles: ['test'],
	},
	{
		kind: 'test.assert',
		languages: ['py'],
		literals: ['assert', 'raises'],
		pattern: /^[ \t]*assert\b|\bself\.assert\w+\(|\bpytest\.raises\(|\bassert_\w+\(/gmu,
		on: 'code',
		roles: ['test'],
	},
	{
		kind: 'test.hollow',
		languages: script,
		literals: ['expect(', 'toMatch', 'assert'],
		pattern:
			/(?<![\w.$])expect\(\s*(?:true|false|1|2|1\s*\+\s*1|2\s*\+\s*2|'[^'\n]*'|"[^"\n]*")\s*\)\.to|toMatch(?:Inline)?Snapshot\(|assert(?:\.ok|\.isTrue)?\(\s*true\s*\)|assert\.(?:equal|strictEqual)\(\s*(?:1|true|1\s*\+\s*1)\s*,/gu,
		on: 'code',
		roles: ['test'],
	},
	{
		kind: 'test.hollow',
		languages: ['py'],
		literals: ['assert'],
		pattern:
			/^[ \t]*assert (?:True|1|1\s*==\s*1|1\s*\+\s*1\s*==\s*2|2\s*\+\s*2\s*==\s*4)\s*$|self\.assertTrue\(True\)|self\.assertEqual\(1(?:\s*\+\s*1)?,/gmu,
		on: 'code',
		roles: ['test'],
	},
	{
		kind: 'test.sample',
		languages: ['ts', 'js', 'php', 'dart'],
		literals: [
			'learn react',
			'Learn React',
			'playwright.dev',
			'example.cypress.io',
			'Hello World',
			'ExampleTest',
			'Counter increments',
			'create the app',
			'render title',
			'renders without crashing',
		],
		pattern:
			/learn react|playwright\.dev|example\.cypress\.io|['"`]Hello World!?['"`]|class ExampleTest\b|Counter increments smoke test|should create the app|should render title|renders without crashing/giu,
		on: 'code',
		roles: ['test'],
	},
	{
		kind: 'test.browser',
		languages: script,
		literals: ['page.', 'cy.', 'browser.', 'driver.', '@playwright/test', 'puppeteer'],
		pattern:
			/\bpage\.(?:goto|locator|getBy\w+|click|fill)\(|\bcy\.(?:visit|get|contains|login)\b|\bbrowser\.(?:url|get|newPage)\(|\bdriver\.(?:get|findElement)\(/gu,
		on: 'code',
		roles: ['test'],
	},
	{
		kind: 'test.http',
		languages: script,
		literals: ['request', 'fetch', 'axios', 'inject(', 'createCaller', 'frisby', 'pactum', 'supertest'],
		pattern:
			/(?<![\w$])request\s*\(|\brequest\.(?:get|post|put|patch|delete)\(|\bcy\.request\(|(?<![\w$])(?:app|server|fastify)\.(?:inject|request|handle)\(|(?<![\w.$])fetch\(|\baxios(?:\.\w+)?\(|chai\.request\(|createCaller\b|\bfrisby\b|\bpactum\b|(?<![\w$])supertest\s*\(/gu,
		on: 'code',
		roles: ['test'],
	},
	{
		kind: 'test.http',
		languages: ['py'],
		literals: ['lient', 'requests.', 'httpx', 'page.', 'webdriver', 'live_server', 'AppTest'],
		pattern:
			/\bTestClient\(|\b\w*client\.(?:get|post|put|patch|delete|force_login|login)\(|\btest_client\(|\brequests\.(?:get|post|put|patch|delete)\(|\bpage\.goto\(|\bwebdriver\.|\blive_server\b|\bAppTest\.from/gu,
		on: 'code',
		roles: ['test'],
	},
	{
		kind: 'test.only',
		languages: script,
		literals: ['.only(', 'fdescribe(', 'fit('],
		pattern: /(?<![\w.$])(?:(?:it|test|describe|context|suite|specify)(?:\.\w+)?\.only|fdescribe|fit(?=\s*\(\s*['"`]))\s*\(/gu,
		on: 'code',
		roles: ['test'],
	},
	{
		kind: 'test.forbidsOnly',
		languages: script,
		literals: ['forbidOnly', 'forbid-only'],
		pattern: /forbidOnly|forbid-only/gu,
		on: 'code',
	},
	{
		kind: 'gate.ignoresTypes',
		languages: script,
		literals: ['ignoreBuildErrors'],
		pattern: /\bignoreBuildErrors\s*:\s*true\b/gu,
		on: 'code',
		path: /(?:^|\/)next\.config\.[cm]?[jt]s$/u,
	},
	{
		kind: 'gate.ignoresLint',
		languages: script,
		literals: ['ignoreDuringBuilds'],
		pattern: /\bignoreDuringBuilds\s*:\s*true\b/gu,
		on: 'code',
		path: /(?:^|\/)next\.config\.[cm]?[jt]s$/u,
	},
];
