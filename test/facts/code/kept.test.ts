import {expect, test} from 'vitest';
import type {Code} from '../../../source/facts/code/code.ts';
import {kept} from '../../../source/facts/code/kept.ts';
import {loadParsers} from '../../../source/facts/syntax/parsers.ts';

const parsers = await loadParsers(new Set(['ts']));

const codeOf = (text: string): Code => {
	const parsed = parsers.code('a.tsx', 'ts', text);
	if (parsed === undefined || !('code' in parsed)) throw new Error(parsed?.because ?? 'not read');
	return parsed.code;
};

const page = `const page = <>
  <Card className={cn(look)} title="Parcels" onOpen={() => open(parcel)} footer={render()} />
  <Link href="/parcels">all</Link>
  <form action={send} className="wide" />
</>;
Depot({className: 'wide'});`;

test('of what a component is given, only that stays which leads, sends or renders', () => {
	const keys = Object.fromEntries(
		kept(codeOf(page)).calls.map(({to, args: [given]}) => [to, given?.is === 'object' ? given.entries.map(({key}) => key) : []]),
	);
	expect(keys).toMatchObject({Card: ['footer'], Link: ['href'], form: ['action', 'className'], Depot: ['className']});
});

test('no list gets shorter, so that places in it stay as they are', () => {
	const code = codeOf(page);
	const less = kept(code);
	for (const list of ['functions', 'classes', 'calls', 'variables', 'exits'] as const) expect(less[list]).toHaveLength(code[list].length);
});

test('a long SQL text is read whole and kept short', () => {
	const sql = `create table parcels (${'a int, '.repeat(200)})`;
	const code = codeOf(`const made = '${sql}';\nrun(made, \`${sql}\`);\nthis.sql = '${sql}';`);
	const texts = ({variables, calls, assignments}: Code) =>
		[variables[0]?.value, calls[0]?.args[1], assignments[0]?.value].map(value => (value?.is === 'text' ? value.text.length : 0));
	expect(texts(code)).toEqual([sql.length, sql.length, sql.length]);
	expect(texts(kept(code))).toEqual([300, 300, 300]);
});

test('a call that has nothing to lose is the same call', () => {
	const code = codeOf("app.get('/parcels', guard, list);");
	expect(kept(code).calls[0]).toBe(code.calls[0]);
});
