import {describe, expect, test} from 'vitest';
import type {Source} from '../../../source/facts/inputs/input.ts';
import {inputsOf} from '../../../source/facts/inputs/inputs-of.ts';
import {inMemory} from '../../../source/repository/repository.ts';
import {factsOf} from '../../support/facts.ts';

/** What reaches the first argument of the first call of `sink` in a file. */
function reaching(path: string, files: Readonly<Record<string, string>>): Source | undefined {
	const facts = factsOf(inMemory(files, {untracked: []}));
	const call = facts.program.scopes.at(path)?.code.calls.find(({to}) => to === 'sink');
	const [first] = call?.args ?? [];
	return call === undefined || first === undefined ? undefined : inputsOf(facts).of(first, {path, in: call.in, line: call.line});
}

const express = (body: string): Readonly<Record<string, string>> => ({
	'package.json': '{"name": "a", "dependencies": {"express": "4.19.2", "zod": "3.0.0"}}',
	'server.js': `const express = require('express');
const {z} = require('zod');
const app = express();
app.post('/a/:id', async (req, res) => {
${body}
});
app.listen(3000);`,
});

describe('what reaches a value', () => {
	test('a field of a body is whatever the caller likes', () => {
		expect(reaching('server.js', express('const {name} = req.body; sink(name);'))?.inputs).toMatchObject([
			{by: 'caller', from: 'body', shape: 'any', name: 'req.body.name'},
		]);
	});
	test('text that is joined with a field is text', () => {
		expect(reaching('server.js', express("sink('a ' + req.query.q);"))?.inputs).toMatchObject([{from: 'query', shape: 'text'}]);
	});
	test('what is asked together with another name is not told', () => {
		const {inputs} = reaching('server.js', express('const {name, town} = req.body; if (!name || !town) return; sink(name);')) ?? {
			inputs: [],
		};
		expect(inputs).toMatchObject([{shape: 'checked', checks: [{is: 'looked at'}]}]);
	});
	test('rows that are put together field by field are not all of a body', () => {
		const {inputs} = reaching('server.js', express('const row = {name: req.body}; sink(row);')) ?? {inputs: []};
		expect(inputs.map(({whole}) => whole)).toEqual([undefined]);
	});
	test('fields that a list names are not all of a body', () => {
		const source = 'const kept = Object.fromEntries(Object.entries(req.body).filter(([key]) => fields.includes(key))); sink(kept);';
		expect(reaching('server.js', express(source))?.inputs.every(({whole}) => whole === undefined)).toBe(true);
	});
	test('a number made of it is harmless', () => {
		expect(reaching('server.js', express('sink(Number(req.query.page));'))?.inputs).toMatchObject([{shape: 'safe'}]);
	});
	test('one of several known words is harmless', () => {
		expect(
			reaching('server.js', express('if (!ALLOWED_SORTS.includes(req.query.sort)) return; sink(req.query.sort);'))?.inputs,
		).toMatchObject([{shape: 'safe'}]);
	});
	test('a schema tells what its fields may hold', () => {
		const parsed = (kind: string): Source | undefined =>
			reaching('server.js', express(`const S = z.object({a: ${kind}}); const body = S.parse(req.body); sink(body.a);`));
		expect(parsed('z.number()')?.inputs).toMatchObject([{shape: 'safe', checks: [{is: 'schema'}]}]);
		expect(parsed('z.string().max(3)')?.inputs).toMatchObject([{shape: 'text', checks: [{is: 'schema'}]}]);
	});
	test('a constant and a setting come from nobody', () => {
		expect(reaching('server.js', express("const a = 'x' + process.env.A; sink(a);"))).toEqual({inputs: [], unknown: []});
	});
	test('a parameter is followed to those who call the function', () => {
		const files = {
			...express("require('./store').save(req.body.text);"),
			'store.js': 'exports.save = function save(text) { sink(text); };',
		};
		expect(reaching('store.js', files)?.inputs).toMatchObject([{name: 'req.body.text', calls: 1}]);
	});
	test('types that FastAPI enforces are believed', () => {
		const files = {
			'requirements.txt': 'fastapi==0.110.0\n',
			'main.py': `from fastapi import FastAPI
app = FastAPI()

@app.get('/a')
def a(name: str, page: int):
    sink([name, page])
`,
		};
		expect(reaching('main.py', files)?.inputs).toMatchObject([{shape: 'text'}, {shape: 'safe'}]);
	});
	test('what a model answers is told apart from what a caller sends', () => {
		const body = 'const answer = await openai.chat.completions.create({}); sink(answer.choices[0].message.content);';
		expect(reaching('server.js', express(body))?.inputs).toMatchObject([{by: 'model', from: 'answer'}]);
	});
	test('a name that leads nowhere is unknown, not harmless', () => {
		expect(reaching('server.js', express('sink(somewhere(1));'))).toEqual({inputs: [], unknown: ['somewhere']});
	});
});
