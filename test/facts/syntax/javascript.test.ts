import {describe, expect, test} from 'vitest';
import type {Code, Value} from '../../../source/facts/code/code.ts';
import type {Language} from '../../../source/facts/language.ts';
import {loadParsers} from '../../../source/facts/syntax/parsers.ts';

const json = await loadParsers(new Set(['ts']), 'json');
const raw = await loadParsers(new Set(['ts']), 'raw');

/** `§{a}` is a hole, so that none of these texts looks like a template of the test itself. */
const written = (source: string): string => source.replaceAll('§', '$');
const parse = (source: string, path = 'a.tsx', language: Language = 'ts') => json.code(path, language, written(source));

const codeOf = (text: string, path?: string, language?: Language): Code => {
	const parsed = parse(text, path, language);
	if (parsed === undefined || !('code' in parsed)) throw new Error(parsed?.because ?? 'not read');
	return parsed.code;
};

/** What stands for a hole in a template. */
const hole = '$'.concat('{}');
const name = (path: string): Value => ({is: 'name', name: path});
const text = (said: string): Value => ({is: 'text', text: said});
const valueIn = (expression: string): Value | undefined =>
	codeOf(`const it = ${expression};`).variables.find(({names}) => names[0] === 'it')?.value;

describe('values', () => {
	test.each<readonly [string, Value]>([
		['a', name('a')],
		['a.b.c', name('a.b.c')],
		['a?.b!.c', name('a.b.c')],
		["a['b'].c", name('a.b.c')],
		['a[i].c', name('a.[].c')],
		['this.#store.items', name('this.#store.items')],
		['(await load).rows', name('load.rows')],
		['import.meta.env.MODE', name('import.meta.env.MODE')],
		['(a as B)', name('a')],
		['a satisfies B', name('a')],
		['<const T,>(x: T) => x', {is: 'function', function: 0}],
		["'x'", text('x')],
		['`x`', text('x')],
		['-1', {is: 'literal', value: -1}],
		['true', {is: 'literal', value: true}],
		['null', {is: 'literal', value: null}],
		['/x/', {is: 'other'}],
		['10n', {is: 'other'}],
		['`a §{b} c`', {is: 'template', text: `a ${hole} c`, holes: [name('b')]}],
		["'a ' + b + ' c'", {is: 'template', text: `a ${hole} c`, holes: [name('b')]}],
		["'a' + 'b'", text('ab')],
		[
			'a + b',
			{
				is: 'other',
				of: [
					{is: 'name', name: 'a'},
					{is: 'name', name: 'b'},
				],
			},
		],
		['1 - 2', {is: 'other'}],
		['a || b || c', {is: 'either', of: [name('a'), name('b'), name('c')]}],
		['a ? b : c ? d : e', {is: 'either', of: [name('b'), name('d'), name('e')], when: ['a', 'c']}],
		['a && b', {is: 'either', of: [name('a'), name('b')], when: ['a']}],
		['[a, ...b]', {is: 'list', items: [name('a'), {is: 'spread', of: name('b')}]}],
		[
			'{a, b: 1, ...c}',
			{
				is: 'object',
				entries: [
					{key: 'a', value: name('a'), line: 1},
					{key: 'b', value: {is: 'literal', value: 1}, line: 1},
					{key: '...', value: {is: 'spread', of: name('c')}, line: 1},
				],
			},
		],
		['await go()', {is: 'call', call: 0}],
		['[1].length', {is: 'other'}],
		['class {}', {is: 'class', class: 0}],
		['sql`select §{a}`', {is: 'template', text: `select ${hole}`, holes: [name('a')], tag: 'sql'}],
	])('%s', (expression, value) => {
		expect(valueIn(expression)).toEqual(value);
	});

	test('what is nested deeper than six is not told, and its calls are still seen', () => {
		const code = codeOf('const it = [[[[[[[[go()]]]]]]]];');
		expect(JSON.stringify(code.variables[0]?.value).match(/list/gu)).toHaveLength(6);
		expect(code.calls.map(({to}) => to)).toEqual(['go']);
	});

	test('a long text is cut and says so, SQL is not', () => {
		expect(valueIn(`'${'a '.repeat(400)}'`)).toEqual(text(`${'a '.repeat(400).slice(0, 299)}…`));
		const sql = `create table t (${'a int, '.repeat(400)})`;
		expect(valueIn(`'${sql}'`)).toEqual(text(sql));
	});

	test('a list keeps a hundred items', () => {
		expect(valueIn(`[${'a,'.repeat(150)}]`)).toEqual({is: 'list', items: Array.from({length: 100}, () => name('a'))});
	});
});

describe('functions', () => {
	test.each<readonly [string, readonly string[]]>([
		['function pack() {}', ['pack']],
		['const pack = () => 1', ['pack']],
		['const pack = function inner() {}', ['inner']],
		['export default function () {}', ['default']],
		['export default () => 1', ['default']],
		['exports.pack = async () => 1', ['pack']],
		['this.pack = () => 1', ['pack']],
		['const routes = {list() {}, get one() { return 1 }, all: () => 1}', ['list', 'one', 'all']],
		[
			'class Depot { constructor() {} pack() {} static #x() {} send = () => 1 }',
			['Depot.constructor', 'Depot.pack', 'Depot.#x', 'Depot.send'],
		],
		['const pack = wrap(async () => 1)', ['']],
		['function over(a: string): void; function over(a: unknown) {}', ['over']],
		['abstract class Depot { abstract pack(): void }', []],
		['declare function pack(): void', []],
	])('%s is called as written', (source, names) => {
		expect(codeOf(source).functions.map(each => each.name)).toEqual(names);
	});

	test('parameters say how they are taken apart, their types, defaults and decorators', () => {
		const [func] = codeOf('function f({id, user: {name = go()}}: Props, [a, b], c: Box<Item>[] = start, ...rest) {}').functions;
		expect(func?.parameters).toEqual([
			{name: '{id,user:{name}}', type: name('Props'), decorators: []},
			{name: '[a,b]', decorators: []},
			{
				name: 'c',
				type: {is: 'generic', name: 'Array', of: [{is: 'generic', name: 'Box', of: [name('Item')]}]},
				default: name('start'),
				decorators: [],
			},
			{name: '...rest', decorators: []},
		]);
		expect(codeOf('class A { go(@Param("id") id: string) {} }').functions[0]?.parameters[0]?.decorators).toEqual([{is: 'call', call: 0}]);
	});

	test('directives stand at the top of a file or a function', () => {
		const code = codeOf("'use server';\nimport 'server-only';\nexport async function save() { 'use cache'; }\n");
		expect(code.directives).toEqual(['use server', 'server-only']);
		expect(code.functions[0]?.directives).toEqual(['use cache']);
	});

	test('a function knows where it stands', () => {
		const {functions} = codeOf('function outer() {\n  const inner = () => {\n    return 1;\n  };\n}');
		expect(functions.map(({name: called, line, end, in: place}) => [called, line, end, place])).toEqual([
			['outer', 1, 5, -1],
			['inner', 2, 4, 0],
		]);
	});
});

test('a class says what it extends, what it holds and what decorates it', () => {
	const [depot] = codeOf(`@Controller('parcels')
class Depot extends Base<Parcel> {
  @Column() label?: string;
  limit = 3;
  constructor(private readonly parcels: Parcels, plain: string) { super(); }
  @Get(':id') find() {}
}`).classes;
	expect(depot?.bases).toEqual([{is: 'generic', name: 'Base', of: [name('Parcel')]}]);
	expect(depot?.decorators).toEqual([{is: 'call', call: 0}]);
	expect(
		depot?.fields.map(({name: called, type, value, optional, decorators}) => [called, type, value, optional, decorators.length]),
	).toEqual([
		['label', name('string'), undefined, true, 1],
		['limit', undefined, {is: 'literal', value: 3}, false, 0],
		['parcels', name('Parcels'), undefined, false, 0],
	]);
	expect(depot?.methods).toEqual([0, 1]);
});

describe('calls', () => {
	const callsOf = (source: string) => codeOf(source).calls;
	const to = (source: string): readonly string[] => callsOf(source).map(call => call.to);

	test.each<readonly [string, readonly string[]]>([
		['app.get("/x", list)', ['app.get']],
		['db.from("t").insert({})', ['db.from', 'db.from().insert']],
		['db?.from!("t")', ['db.from']],
		['new Pool({max: 1})', ['Pool']],
		['new Pool().query("x")', ['Pool', 'Pool().query']],
		['class A extends B { constructor() { super(); super.go(); } }', ['super', 'super.go']],
		['[1].map(f)', ['.map']],
		['(() => 1)()', ['']],
		['handlers[kind].run(x)', ['handlers.[].run']],
		['(await go()).run()', ['go', 'go().run']],
		['sql`x`.execute(db)', ['sql', 'sql().execute']],
		['f(g(h()))', ['f', 'g', 'h']],
		['<Card onOpen={() => save()}><form action={send} /><div /></Card>', ['save', 'Card', 'form']],
	])('%s', (source, names) => {
		expect(to(source)).toEqual(names);
	});

	test('a chain is linked call by call', () => {
		expect(callsOf('a().b().c()').map(({on}) => on)).toEqual([undefined, 0, 1]);
	});

	test.each<readonly [string, string]>([
		['go();', 'dropped'],
		['void go();', 'dropped'],
		['ready && go();', 'dropped'],
		['const a = go();', 'kept'],
		['const a = go() ?? 1;', 'kept'],
		['a.b = go();', 'kept'],
		['function f() { return go(); }', 'returned'],
		['const f = () => go();', 'returned'],
		['function f() { throw go(); }', 'returned'],
		['f(go());', 'given'],
		['f({a: [go()]});', 'given'],
		['go().then();', 'chained'],
		['go().rows;', 'chained'],
		['if (go()) a;', 'tested'],
		['if (!go()) a;', 'tested'],
		['while (go() > 1) a;', 'tested'],
		['const a = go() === 1;', 'tested'],
		['const a = go() ? 1 : 2;', 'tested'],
		['const a = go() && b;', 'tested'],
	])('%s: the result is %s', (source, result) => {
		expect(callsOf(source).find(call => call.to === 'go')?.result).toBe(result);
	});

	test('a call says whether it is awaited, and where it stands', () => {
		const standing = (source: string) => {
			const found = callsOf(source).find(call => call.to === 'go');
			return [found?.isAwaited, found?.inLoop, found?.inTry];
		};
		expect(standing('await go()')).toEqual([true, false, false]);
		expect(standing('for (const a of b) go()')).toEqual([false, true, false]);
		expect(standing('for (;;) { later(() => go()) }')).toEqual([false, false, false]);
		expect(standing('a.map(x => go(x))')).toEqual([false, true, false]);
		expect(standing('a.b.forEach(function (x) { go(x) })')).toEqual([false, true, false]);
		expect(standing('try { go() } catch {}')).toEqual([false, false, true]);
		expect(standing('try { go() } finally {}')).toEqual([false, false, false]);
		expect(standing('try { a() } catch { go() }')).toEqual([false, false, false]);
		expect(standing('try { await run(async () => { go() }) } catch {}')).toEqual([false, false, true]);
		expect(standing('try { app.get("/x", () => { go() }) } catch {}')).toEqual([false, false, false]);
	});

	test.each<readonly [string, readonly string[]]>([
		['if (session?.user.isAdmin) go()', ['session.user.isAdmin']],
		['if (!allowed(user, "edit")) { go() }', ['allowed()', 'user']],
		['if (a) x(); else if (b.c === 1) x(); else go()', ['a', 'b.c']],
		['a && go()', ['a']],
		['const x = a ? 1 : go()', ['a']],
		['while (a) { if (b) go() }', ['a', 'b']],
		['switch (a.kind) { case one: go() }', ['a.kind', 'one']],
		['if (a) { later(() => go()) }', []],
		['if (await auth()) go()', ['auth()']],
		['if (a) x(); go()', []],
	])('%s: the conditions around it', (source, when) => {
		expect(callsOf(source).find(call => call.to === 'go')?.when).toEqual(when);
	});

	test('line, last line and text are those of the method that is called', () => {
		const [, insert] = callsOf('db\n  .from("t")\n  .insert({\n    a: 1,\n  });');
		expect([insert?.line, insert?.end, insert?.text]).toEqual([3, 5, '.insert({']);
	});
});

describe('imports and exports', () => {
	const importsOf = (source: string) =>
		codeOf(source, 'a.js', 'js').imports.map(({from, name: called, local, how, typeOnly}) => [from, called, local, how, typeOnly]);
	test.each<readonly [string, readonly unknown[]]>([
		[
			"import a, {b as c} from 'x'",
			[
				['x', 'default', 'a', 'static', false],
				['x', 'b', 'c', 'static', false],
			],
		],
		["import * as a from '@s/x/y'", [['@s/x/y', '*', 'a', 'static', false]]],
		["import 'x'", [['x', undefined, undefined, 'static', false]]],
		["const a = require('x')", [['x', '*', 'a', 'require', false]]],
		[
			"const {a, b: c} = require('x')",
			[
				['x', 'a', 'a', 'require', false],
				['x', 'b', 'c', 'require', false],
			],
		],
		["const a = require('x').b", [['x', 'b', 'a', 'require', false]]],
		["require('x')", [['x', undefined, undefined, 'require', false]]],
		["app.use(require('x'))", [['x', '*', 'require#0', 'require', false]]],
		["const a = await import('x')", [['x', '*', 'a', 'dynamic', false]]],
		["const {a} = await import('x')", [['x', 'a', 'a', 'dynamic', false]]],
		["lazy(() => import('x'))", [['x', '*', 'import#0', 'dynamic', false]]],
		['require(path)', []],
	])('%s', (source, imports) => {
		expect(importsOf(source)).toEqual(imports);
	});

	test('types are told apart, and import = require is read', () => {
		const {imports} = codeOf("import type {A} from 'x';\nimport {type B, c} from 'y';\nimport d = require('z');", 'a.ts');
		expect(imports.map(({local, typeOnly, how}) => [local, typeOnly, how])).toEqual([
			['A', true, 'static'],
			['B', true, 'static'],
			['c', false, 'static'],
			['d', false, 'require'],
		]);
	});

	test('a module that is loaded in an expression is followed under a made-up name', () => {
		const {calls} = codeOf("require('./boot')(app);\napp.use('/x', require('./x').router);\n(await import('./w')).go();", 'a.js', 'js');
		expect(calls.map(call => call.to)).toEqual(['require', 'require#0', 'app.use', 'require', 'import', 'import#2.go']);
		expect(calls[2]?.args[1]).toEqual(name('require#1.router'));
	});

	const exportsOf = (source: string) =>
		codeOf(source, 'a.ts').exports.map(({name: called, local, from, value}) => [called, local, from, value?.is]);
	test.each<readonly [string, readonly unknown[]]>([
		[
			'export const a = 1, {b, c: d} = x',
			[
				['a', 'a', undefined, undefined],
				['b', 'b', undefined, undefined],
				['d', 'd', undefined, undefined],
			],
		],
		['export function a() {}', [['a', 'a', undefined, undefined]]],
		['export class A {}', [['A', 'A', undefined, undefined]]],
		['export enum A { B }', [['A', 'A', undefined, undefined]]],
		['export type A = string; export interface B {}', []],
		[
			"export * from './x'; export * as y from './y'; export {a as b} from './z'",
			[
				['*', undefined, './x', undefined],
				['y', '*', './y', undefined],
				['b', 'a', './z', undefined],
			],
		],
		['export {a as b, type C}', [['b', 'a', undefined, undefined]]],
		['export default function a() {}', [['default', 'a', undefined, undefined]]],
		['export default a', [['default', 'a', undefined, undefined]]],
		['export default wrap(a)', [['default', undefined, undefined, 'call']]],
		['export default {fetch() {}}', [['default', undefined, undefined, 'object']]],
		['export = a', [['default', 'a', undefined, undefined]]],
		['module.exports = a', [['default', 'a', undefined, undefined]]],
		[
			'module.exports = {a, b: c, d() {}}',
			[
				['a', 'a', undefined, undefined],
				['b', 'c', undefined, undefined],
				['d', undefined, undefined, 'function'],
			],
		],
		["module.exports = {...require('./x')}", [['*', undefined, './x', undefined]]],
		[
			'exports.a = b; module.exports.c = () => 1',
			[
				['a', 'b', undefined, undefined],
				['c', undefined, undefined, 'function'],
			],
		],
		['module.exports = exports = a', [['default', 'a', undefined, undefined]]],
	])('%s', (source, exports) => {
		expect(exportsOf(source)).toEqual(exports);
	});
});

describe('variables, assignments, exits and catches', () => {
	test('names that are taken out of a value keep their keys when they are renamed', () => {
		const {variables} = codeOf('const {data, error} = a; const {data: rows, user: {id}, ...rest} = b; const [x] = c; let y;');
		expect(variables.map(({names, pattern, keys}) => [names, pattern, keys])).toEqual([
			[['data', 'error'], 'object', undefined],
			[['rows', 'id', 'rest'], 'object', ['data', 'user.id', '...']],
			[['x'], 'list', undefined],
			[['y'], 'name', undefined],
		]);
	});

	test('assignments say what they set', () => {
		expect(codeOf("this.a = 1; b.c.d ||= e; sql += ' where ' + id").assignments.map(({to, value}) => [to, value])).toEqual([
			['this.a', {is: 'literal', value: 1}],
			['b.c.d', name('e')],
			['sql', {is: 'template', text: `${hole} where ${hole}`, holes: [name('sql'), name('id')]}],
		]);
	});

	test('exits are throws, returns with a value, and those without one under a condition', () => {
		const {exits} = codeOf(`function f(a) {
  if (!a) return;
  if (a.b) return 1;
  try { go(); } catch (error) { throw new Error('x'); }
}
const g = b => b;`);
		expect(exits.map(({how, in: place, line, when, inCatch}) => [how, place, line, when, inCatch])).toEqual([
			['return', 0, 2, ['a'], false],
			['return', 0, 3, ['a.b'], false],
			['throw', 0, 4, [], true],
			['return', 1, 6, [], false],
		]);
	});

	test('catches say whether they do anything', () => {
		const {catches} = codeOf(
			'try { a() } catch { /* fine */ }\ntry { a() } catch (e) { if (x) throw e; }\ntry { a() } catch (e) { log(() => { throw e }) }',
		);
		expect(catches.map(({isEmpty, rethrows, binding}) => [isEmpty, rethrows, binding])).toEqual([
			[true, false, undefined],
			[false, true, 'e'],
			[false, false, 'e'],
		]);
	});
});

describe('what cannot be parsed', () => {
	test('says the line and why', () => {
		expect(parse('const a = 1;\nconst = 2;\n')).toEqual({because: expect.stringMatching(/^line 2: \S/u)});
	});

	test.each<readonly [string, string, string]>([
		['a script that uses a reserved word', 'a.js', 'var await = 1; with (a) { b() }'],
		['a script that returns at the top', 'a.js', 'if (a) return; const b = require("b");'],
		['a CommonJS module', 'a.cjs', 'return; var let = 1'],
		['types in JavaScript', 'a.js', "import type {A} from 'a';\nexport function f(a: A): string {}"],
		['elements in JavaScript', 'a.js', 'const a = <b>c</b>'],
		['a byte order mark', 'a.js', '\uFEFFconst a = 1;'],
		['an assertion in angle brackets', 'a.ts', 'const a = <b>c;'],
	])('is not %s', (_what, path, source) => {
		expect(parse(source, path, path.endsWith('.ts') ? 'ts' : 'js')).toHaveProperty('code');
	});

	test('places are counted in characters, behind what is not ASCII too', () => {
		const {calls} = codeOf('\uFEFF// grüße 🎈\n"ä🎈"; go();\n');
		expect(calls[0]).toMatchObject({line: 2, text: '"ä🎈"; go();'});
	});
});

test('both ways of getting the tree give the same code', () => {
	const sources = [
		'export default class A<T> extends B { @C() d: E = `x§{y}`; async *[z]() { for await (const q of r) yield* q; } }',
		"const {a = 1, ...b} = await import('./x'); label: for (;;) { if (a) continue label; else throw new Error(/ü/u.source + 10n); }",
		'const x = <A.B {...p} c="ü" d={<></>}>{...e}text</A.B>; enum F { G = 1 } namespace H { export const i = 1 }',
		"module.exports = {a, 'b-c': function () { return new.target }, get d() { return super.x } };",
	];
	for (const source of sources) expect(raw.code('a.tsx', 'ts', written(source))).toEqual(parse(source));
});
