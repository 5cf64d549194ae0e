import {expect, test} from 'vitest';
import {logCallsOf} from '../../../source/facts/logs/log-calls.ts';
import {inMemory} from '../../../source/repository/repository.ts';
import {factsOf} from '../../support/facts.ts';

const loggedIn = (body: string): readonly unknown[] =>
	logCallsOf(factsOf(inMemory({'src/server.js': `import express from 'express';\nexpress().listen(3000);\n${body}`}))).flatMap(({logged}) =>
		logged.map(({value, isDumped, inText}) => [value.is === 'name' ? value.name : value.is, isDumped, inText]),
	);

test('what a line is made of is taken apart', () => {
	expect(loggedIn('console.log(`a ${user.id}`, JSON.stringify(order), {token, at: 1});')).toEqual([
		['user.id', false, true],
		['order', true, false],
		['token', false, false],
	]);
});

test('a line that is put together first is followed', () => {
	expect(loggedIn('function f(order) { const line = `got ${JSON.stringify(order)}`; console.log(line); }')).toEqual([
		['order', true, false],
	]);
});

test('a value that is hidden shows nothing', () => {
	expect(loggedIn("console.log(password ? '[hidden]' : 'none');")).toEqual([]);
});

test('what is no log is none', () => {
	expect(loggedIn('dialog.error(message); Math.log(x);')).toEqual([]);
});
