import {describe, expect, test} from 'vitest';
import {answersOf} from '../../source/facts/answers/answers-of.ts';
import {leaksOf} from '../../source/facts/answers/leaks.ts';
import {inMemory} from '../../source/repository/repository.ts';
import {factsOf} from '../support/facts.ts';

const shop = (handler: string) =>
	factsOf(
		inMemory({
			'package.json': '{"name": "shop", "dependencies": {"express": "5.1.0"}}',
			'server.js': `import express from 'express';\nconst app = express();\napp.get('/x', async (request, response) => {\n${handler}\n});\napp.listen(3000);`,
		}),
	);

describe('what is answered', () => {
	test('carries its status, and the error that is at hand', () => {
		const answers = answersOf(shop('try { await load(); } catch (problem) {\nresponse.status(503).json({id: 1}); }\nresponse.json({});'));
		expect(answers.map(({how, status, error}) => [how, status, error?.name])).toEqual([
			['answer', 503, 'problem'],
			['answer', 200, undefined],
		]);
	});
});

describe('what of an error is told', () => {
	test.each([
		['response.status(500).json({error: e.message});', ['message 500']],
		['response.status(500).json(e);', ['whole 500']],
		['response.status(500).send(`failed: ${e}`);', ['message 500']],
		['response.status(500).json({stack: e.stack});', ['stack 500']],
		["response.status(500).json({error: 'failed', code: e.code});", []],
		["response.status(500).json({error: config.isProduction ? 'failed' : e.message});", []],
		['if (e instanceof KnownError) response.status(500).json({error: e.message});', []],
		['const said = e.message ? e.message : e; response.status(500).json({said});', ['message 500']],
		["const said = e instanceof Error ? e.message : 'failed'; response.status(500).json({said});", ['message 500']],
	] as const)('%s', (answer, expected) => {
		expect(leaksOf(shop(`try { await load(); } catch (e) {\n${answer}\n}`)).map(({told, status}) => `${told} ${status}`)).toEqual(expected);
	});

	test('is not sure where the message was taken over under a condition', () => {
		const facts = shop(
			"try { await load(); } catch (e) {\nlet said = '';\nif (e instanceof Error) said = e.message;\nresponse.status(500).json({said});\n}",
		);
		expect(leaksOf(facts).map(({told, isSure}) => [told, isSure])).toEqual([['message', false]]);
	});
});
