import {describe, expect, test} from 'vitest';
import {caughtIn} from '../../source/facts/last-resort/caught.ts';
import {inMemory} from '../../source/repository/repository.ts';
import {factsOf} from '../support/facts.ts';

const manifest = '{"dependencies": {"express": "4.19.2"}}';
const start = "const express = require('express');\nconst app = express();\napp.get('/orders', list);\n";
const caught = (files: Record<string, string>) =>
	caughtIn(factsOf(inMemory({'package.json': manifest, ...files}))).map(
		({outcome, places}) => `${outcome} ${places[0]?.path}:${places[0]?.line}`,
	);

describe('the error middleware of Express', () => {
	test.each([
		[
			'is caught where it is written in place',
			{'app.js': `${start}app.use('/api', (problem, q, s, go) => s.status(500).end());`},
			'caught app.js:4',
		],
		[
			'is caught by its name, and behind a path',
			{'app.js': `${start}function answerErrors(err, req, res, next) {}\napp.use('/api', answerErrors);`},
			'caught app.js:5',
		],
		[
			'is caught by the name of what makes it',
			{
				'app.js': `${start}app.use(handleErrors());`,
				'errors.js': 'exports.handleErrors = () => (err, req, res, next) => res.status(500).end();',
			},
			'caught app.js:4',
		],
		[
			'is known by its type',
			{'app.ts': `${start}const onFailure: express.ErrorRequestHandler = (...all) => {};\napp.use(onFailure);`},
			'caught app.ts:5',
		],
		['is not sure when nothing registers it', {'app.js': `${start}function last(err, req, res, next) {}`}, 'unsure app.js:4'],
		['is not sure when only its name is seen', {'app.js': `${start}app.use(require('./x').errorHandler);`}, 'unsure app.js:4'],
		[
			'ends the process when a named one exits',
			{'app.js': `${start}function last(err, req, res, next) {\n\tlog(err);\n\tprocess.exit(1);\n}\napp.use(last);`},
			'open app.js:4',
		],
		[
			'does not end it when that is only one case',
			{'app.js': `${start}function last(err, req, res, next) {\n\tif (err.fatal) process.exit(1);\n}\napp.use(last);`},
			'caught app.js:7',
		],
		['is no function of four other things', {'app.js': `${start}function sum(a, b, c, d) {}\napp.use(sum);`}, 'open app.js:2'],
	])('%s', (_name, files, expected) => expect(caught(files)).toEqual([expected]));
});

const served = `${start}app.use((err, req, res, next) => res.end());\n`;

describe('an error that nobody caught', () => {
	test.each([
		['ends the process', `process.on('uncaughtException', error => { log(error); process.exit(1); });`, []],
		['is thrown again', `process.on('uncaughtException', error => { throw error; });`, []],
		['ends it in a callback', `process.on('uncaughtException', error => { flush(() => server.close()); });`, []],
		['is given to something that cannot be looked into', `process.on('uncaughtException', stopAll);`, []],
		['is only logged', `process.on('uncaughtException', error => { log(error); });`, ['open app.js:5']],
	])('%s', (_name, text, expected) => expect(caught({'app.js': served + text}).slice(1)).toEqual(expected));
});
