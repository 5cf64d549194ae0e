import {expect, test} from 'vitest';
import type {Assignment, Call, Catch, Class, Code, Exit, Field, Func, Parameter, Value, Variable} from '../../../source/facts/code/code.ts';
import {lazyCode, mayHold, mayName} from '../../../source/facts/code/lazy.ts';
import {packed} from '../../../source/facts/code/packed.ts';
import {lists} from '../../../source/facts/code/rows.ts';
import {unpacked} from '../../../source/facts/code/unpacked.ts';
import {endOfTexts} from '../../../source/facts/packing/packing.ts';
import {parsers} from '../../support/facts.ts';

const script = `'use client';
import {db} from './db';
export default class Parcels extends Base<Row> {
  @Inject() private readonly depot?: Depot = new Depot(1.5, -2, null, true, false);
  @Get(':id') async find(@Param('id') id: string, {page = 1}: Query): Promise<Row[]> {
    'use server';
    const {data: rows, ...rest} = await db.from(\`parcels_\${id}\`).select(...[id, {a: [1], ...rest}]);
    const [first] = sql\`select \${id}\`;
    for (const row of rows) if (!row.open && isAdmin(row.owner)) throw new Error('closed');
    try { send(first ?? rows); } catch (error) { if (error) throw error; }
    try { send(); } catch {}
    return rows.map(row => row?.id ?? (row.open ? 'open' : "the 'quoted' \\\\ one"));
  }
}
module.exports.of = function of() { return class {}; };
import('./late').then(late => late.run());
`;
const python = `from .models import Parcel
@app.get("/parcels/{id}", dependencies=[Depends(user)])
async def parcel(id: int, user: Annotated[User, Depends(current)] = None, *more, **rest):
    """A parcel."""
    if not user.is_admin:
        raise HTTPException(status_code=403)
    try:
        found = await db.get(Parcel, id=id, **rest)
    except (NotFound, ValueError) as error:
        pass
    return {"parcel": found, "of": [f"{id}-{user}"]}
class Depot(Base):
    name: str = Field(max_length=3)
`;

const codeOf = (path: string, text: string): Code => {
	const parsed = parsers.code(path, path.endsWith('.py') ? 'py' : 'ts', text);
	if (parsed === undefined || !('code' in parsed)) throw new Error(parsed?.because ?? 'not read');
	return parsed.code;
};

test.each([
	['a.ts', script],
	['a.py', python],
])('what was packed comes back as it was: %s', (path, text) => {
	const {imports: _imports, exports: _exports, directives: _directives, ways: _ways, ...body} = codeOf(path, text);
	expect(body.calls.length).toBeGreaterThan(2);
	expect(body.functions.length).toBeGreaterThan(0);
	expect(body.classes.length).toBeGreaterThan(0);
	expect(unpacked(packed(codeOf(path, text)))).toEqual(body);
});

const value: Value = {is: 'name', name: 'a.b'};
const placed = {line: 3, text: 'a line', in: 0};
const parameter: Required<Parameter> = {name: 'a', type: value, default: value, decorators: [value]};
const field: Required<Field> = {name: 'a', value, type: value, optional: true, decorators: [value], line: 4, text: 'a field'};
const whole: {
	readonly functions: readonly Required<Func>[];
	readonly classes: readonly Required<Class>[];
	readonly calls: readonly Required<Call>[];
	readonly variables: readonly Required<Variable>[];
	readonly assignments: readonly Required<Assignment>[];
	readonly exits: readonly Required<Exit>[];
	readonly catches: readonly Required<Catch>[];
} = {
	functions: [
		{
			...placed,
			name: 'a',
			end: 9,
			class: 0,
			isAsync: true,
			parameters: [parameter],
			decorators: [value],
			directives: ['use server'],
			ways: [{does: 'returns', under: [{is: 'name', name: 'a'}], value: {is: 'unknown'}, names: []}],
		},
	],
	classes: [{...placed, name: 'A', end: 8, bases: [value], decorators: [value], fields: [field], methods: [0]}],
	calls: [
		{
			...placed,
			to: 'a.b',
			end: 7,
			args: [value],
			named: [{key: 'k', value, line: 5}],
			on: 2,
			isNew: true,
			isAwaited: true,
			result: 'tested',
			inLoop: true,
			inTry: true,
			when: ['a'],
			inside: [0, 1],
			upTo: value,
		},
	],
	variables: [{...placed, names: ['a'], pattern: 'list', keys: ['b'], value, type: value}],
	assignments: [{...placed, to: 'a.b', value}],
	exits: [{...placed, how: 'throw', value, when: ['a'], inCatch: true, compared: ['a', 'b.c']}],
	catches: [{...placed, from: 2, end: 6, binding: 'error', types: ['A'], isEmpty: true, rethrows: true}],
};

test('whatever may be said of a function, a class, a call or a way out comes back', () => {
	expect(unpacked(packed(whole))).toEqual(whole);
});

test('a file with nothing in it is packed and comes back', () => {
	expect(unpacked(packed(codeOf('a.ts', '')))).toMatchObject({functions: [], calls: [], exits: []});
});

test('bytes that are cut off end, and are no endless list', () => {
	const bytes = packed(codeOf('a.ts', script));
	const end = endOfTexts(bytes);
	for (let length = end; length < bytes.length; length++) unpacked(bytes.subarray(0, length));
	const endless = Uint8Array.from([...bytes.subarray(0, end), 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 127]);
	expect(unpacked(endless).functions).toEqual([]);
});

test('a list that holds nothing is told without making the others', () => {
	const code = codeOf('a.ts', "'use client';\nconst a = 1;\nsend(a);");
	const bytes = packed(code);
	const lazy = lazyCode(code, bytes);
	bytes.fill(0, endOfTexts(bytes) + lists.length);
	expect([lazy.directives, lazy.classes, lazy.functions, lazy.catches]).toEqual([['use client'], [], [], []]);
	expect(lazy.calls).toEqual([]);
});

test('lists are made once, and as they were', () => {
	const code = codeOf('a.ts', script);
	const lazy = lazyCode(code, packed(code));
	expect(lazy).toEqual(code);
	expect(lazy.calls).toBe(lazy.calls);
});

test('names are told without making the lists: what stands there may be named, what does not stands nowhere', () => {
	const code = codeOf('a.ts', script);
	const lazy = lazyCode(code, packed(code));
	expect([mayName(lazy, ['select']), mayName(lazy, ['use server']), mayHold(lazy, /\.SELECT/iu)]).toEqual([true, true, true]);
	expect([mayName(lazy, ['createServer', 'sele', 'no']), mayHold(lazy, /router/iu)]).toEqual([false, false]);
	expect([mayName(lazy, ['id']), mayName(lazy, ['nothing', "quoted' \\\\ one"])]).toEqual([true, true]);
	expect(mayName(code, ['createServer'])).toBe(true);
});
