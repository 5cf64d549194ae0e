import {expect, test} from 'vitest';
import type {Code} from '../../../source/facts/code/code.ts';
import {parsers} from '../../support/facts.ts';

function read(text: string): Code {
	const parsed = parsers.code('a.py', 'py', text);
	if (parsed === undefined || !('code' in parsed)) throw new Error(parsed?.because ?? 'not read');
	return parsed.code;
}
const why = (text: string): string | undefined => {
	const parsed = parsers.code('a.py', 'py', text);
	return parsed !== undefined && 'because' in parsed ? parsed.because : undefined;
};

test.each([
	['import a.b as c', {from: 'a.b', name: '*', local: 'c'}],
	['import a.b', {from: 'a.b', name: '*', local: 'a'}],
	['from ..x import y as z', {from: '..x', name: 'y', local: 'z'}],
	['from . import (\n  y,\n)', {from: '.', name: 'y', local: 'y'}],
	['from x import *', {from: 'x', name: '*'}],
	['if TYPE_CHECKING:\n    from x import y', {from: 'x', name: 'y', local: 'y', typeOnly: true}],
])('`%s` brings in a name.', (text, expected) => {
	expect(read(text).imports).toMatchObject([expected]);
});

test('A module offers its own names once, what `__all__` passes on, and stars.', () => {
	const {exports} = read(
		"from a import b, c\nfrom d import *\n__all__ = ['b']\nX = 1\nX = 2\ndef f(): y = 1\nclass K: z = 1\nm, n = f()\n",
	);
	expect(exports.map(one => (one.from === undefined ? one.name : `${one.from}:${one.name}`))).toEqual([
		'__all__',
		'X',
		'f',
		'K',
		'm',
		'n',
		'a:b',
		'd:*',
	]);
});

test('A function has its decorators, parameters, types and defaults.', () => {
	const {functions, calls} = read(
		'@router.get("/x")\n@plain\nasync def f(a, *args, u: Annotated[User, Depends(get)] = None, v: "User | None" = 3, **kw): ...\n',
	);
	expect(functions).toMatchObject([
		{
			name: 'f',
			line: 3,
			isAsync: true,
			in: -1,
			decorators: [
				{is: 'call', call: 0},
				{is: 'name', name: 'plain'},
			],
		},
	]);
	expect(functions[0]?.parameters.map(one => one.name)).toEqual(['a', '*args', 'u', 'v', '**kw']);
	expect(functions[0]?.parameters[2]?.type).toEqual({
		is: 'generic',
		name: 'Annotated',
		of: [
			{is: 'name', name: 'User'},
			{is: 'call', call: 1},
		],
	});
	expect(functions[0]?.parameters[3]?.default).toEqual({is: 'literal', value: 3});
	expect(calls.map(({to, args}) => [to, args])).toEqual([
		['router.get', [{is: 'text', text: '/x'}]],
		['Depends', [{is: 'name', name: 'get'}]],
	]);
});

test('A class has its bases, fields, methods and inner classes.', () => {
	const {classes, functions, assignments} = read(
		'class A(B, generics.C, metaclass=M):\n    x: int = 3\n    y: str\n    class Meta:\n        db = "t"\n    def __init__(self):\n        self.z = make()\n',
	);
	expect(classes).toMatchObject([
		{name: 'A', bases: [{name: 'B'}, {name: 'generics.C'}], methods: [0]},
		{name: 'A.Meta', fields: [{name: 'db'}]},
	]);
	expect(classes[0]?.fields.map(({name, value}) => [name, value?.is])).toEqual([
		['x', 'literal'],
		['y', undefined],
		['Meta', 'class'],
	]);
	expect(functions).toMatchObject([{name: 'A.__init__', class: 0}]);
	expect(assignments).toMatchObject([{to: 'self.z', value: {is: 'call'}, in: 0}]);
});

test.each([
	["f'a{b}c' 'd'", {is: 'template', text: `a$\{}cd`, holes: [{is: 'name', name: 'b'}]}],
	["'a' + b + 'c'", {is: 'template', text: `a$\{}c`, holes: [{is: 'name', name: 'b'}]}],
	["'a %s' % b", {is: 'template', text: `a $\{}`, holes: [{is: 'name', name: 'b'}]}],
	["r'\\n' '\\x41\\n'", {is: 'text', text: '\\nA\n'}],
	["'''a\n  b'''", {is: 'text', text: 'a\n  b'}],
	["os.environ['KEY']", {is: 'name', name: 'os.environ.KEY'}],
	['items[i].name', {is: 'name', name: 'items.[].name'}],
	[
		'a or b',
		{
			is: 'either',
			of: [
				{is: 'name', name: 'a'},
				{is: 'name', name: 'b'},
			],
		},
	],
	[
		'a if c else b',
		{
			is: 'either',
			of: [
				{is: 'name', name: 'a'},
				{is: 'name', name: 'b'},
			],
			when: ['c'],
		},
	],
	[
		"{'a': -1, **rest}",
		{
			is: 'object',
			entries: [
				{key: 'a', value: {is: 'literal', value: -1}, line: 1},
				{key: '...', value: {is: 'spread', of: {is: 'name', name: 'rest'}}, line: 1},
			],
		},
	],
	[
		'[1, *b] + c',
		{
			is: 'list',
			items: [
				{is: 'literal', value: 1},
				{is: 'spread', of: {is: 'name', name: 'b'}},
				{is: 'spread', of: {is: 'name', name: 'c'}},
			],
		},
	],
	['Mapped[list[int]]', {is: 'generic', name: 'Mapped', of: [{is: 'generic', name: 'list', of: [{is: 'name', name: 'int'}]}]}],
	['(None)', {is: 'literal', value: null}],
])('The value of `%s` is told.', (text, expected) => {
	expect(read(`x = (${text})`).variables[0]?.value).toEqual(expected);
});

test('A chain of calls is one after the other, each with what becomes of it.', () => {
	const {calls} = read('async def f():\n    x = (await db.query(M).first(a, key=1)).name\n    g(h())\n    return i()\n');
	expect(calls.map(({to, on, isAwaited, result, named}) => [to, on, isAwaited, result, named.map(({key}) => key).join()])).toEqual([
		['db.query', undefined, false, 'chained', ''],
		['db.query().first', 0, true, 'chained', 'key'],
		['h', undefined, false, 'given', ''],
		['g', undefined, false, 'dropped', ''],
		['i', undefined, false, 'returned', ''],
	]);
});

test('Loops, conditions and handlers around a call are known, inside its function only.', () => {
	const {calls, catches, exits, functions} = read(`
def f(user, items):
    if not user.is_admin or banned(user):
        raise Denied()
    elif user.id: one()
    else: two()
    for i in start(): three()
    [four(i) for i in five()]
    while go: six()
    try:
        seven()
    except (A, B) as e:
        pass
    except C:
        eight()
        raise
    match user.kind:
        case 'x': nine()
    map(lambda i: ten(i), items)
    if user:
        def inner(): eleven()
`);
	const of = (name: string) => calls.find(({to}) => to === name);
	expect(of('one')?.when).toEqual(['user.is_admin', 'banned()', 'user', 'user.id']);
	expect(of('two')?.when).toEqual(['user.is_admin', 'banned()', 'user', 'user.id']);
	expect(['start', 'three', 'four', 'five', 'six', 'ten'].map(name => of(name)?.inLoop)).toEqual([false, true, true, false, true, true]);
	expect([of('seven')?.inTry, of('eight')?.inTry]).toEqual([true, false]);
	expect(of('nine')?.when).toEqual(['user.kind']);
	expect(of('eleven')?.when).toEqual([]);
	expect(catches).toMatchObject([
		{types: ['A', 'B'], binding: 'e', isEmpty: true, rethrows: false},
		{types: ['C'], isEmpty: false, rethrows: true},
	]);
	expect(exits.map(({how, inCatch, when}) => [how, inCatch, when.length])).toEqual([
		['throw', false, 3],
		['throw', true, 0],
		['return', false, 0],
	]);
	expect(functions.map(({name, in: at}) => [name, at])).toEqual([
		['f', -1],
		['', 0],
		['inner', 0],
	]);
});

test('Names that are taken from outside are assigned, not made.', () => {
	const {variables, assignments} = read(
		'x = 1\nx += 2\ndef f():\n    global x\n    x = 3\n    if (n := g()): pass\n    with open(p) as q: pass\n',
	);
	expect(variables.map(({names, in: at}) => [names[0], at])).toEqual([
		['x', -1],
		['n', 0],
		['q', 0],
	]);
	expect(assignments.map(({to, in: at}) => [to, at])).toEqual([
		['x', -1],
		['x', 0],
	]);
});

test.each([
	["print 'x'", 'line 1: is Python 2'],
	['x = 1\ndef f(:\n  ))) y\n', 'line 2: cannot be read'],
	[`x = ${'('.repeat(4_000)}1${')'.repeat(4_000)}`, 'nested deeper than 1,000'],
	[`x = ${'not '.repeat(100_000)}1`, 'nested deeper than 1,000'],
	[`x = "${'\\N{'.repeat(100_000)}"`, 'too many characters are named and not ended'],
])('What cannot be read says why.', (text, because) => {
	expect(why(text)).toBe(because);
});

test('A nest that is just not too deep is read.', () => {
	expect(read(`x = ${'('.repeat(900)}f()${')'.repeat(900)}`).calls).toHaveLength(1);
	expect(read(`x = f${'.g()'.repeat(450)}`).calls).toHaveLength(450);
});

test('A call before brackets is noted once, and a key in brackets is part of a condition.', () => {
	const {calls} = read("x = f().y[0]\nz = f2().Y[int]\nif session['user']: g()\n");
	expect(calls.map(({to, when}) => [to, when.join()])).toEqual([
		['f', ''],
		['f2', ''],
		['g', 'session.user'],
	]);
});
