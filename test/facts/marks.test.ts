import {expect, test} from 'vitest';
import {marksOf} from '../../source/facts/files.ts';
import {inMemory} from '../../source/repository/repository.ts';
import {factsOf} from '../support/facts.ts';

const kinds = (text: string, kind: string) => marksOf(factsOf(inMemory({'src/app.ts': text})), kind).map(({line}) => line);

test.each([
	['const calls = /Deno.serve(x)/u;\n', []],
	['const rule = {\n\tpattern: /[a-z]{2}Deno.serve(x)/giu,\n};\n', []],
	['Deno.serve(/x/u);\n', [1]],
	["const home = '/'; Deno.serve(() => new Response('/'));\n", [1]],
	['const half = total / 2; Deno.serve(port / 2);\n', [1]],
] as const)('What a pattern looks for is not done: %s', (text, lines) => expect(kinds(text, 'server.http')).toEqual(lines));

test('A function of its own that is called like a framework starts none', () => {
	expect(kinds('export function fastify(facts: string) {}\n', 'server.fastify')).toEqual([]);
	expect(kinds('const app = fastify({logger: true});\n', 'server.fastify')).toEqual([1]);
});
