import {expect, test} from 'vitest';
import {metricsIn} from '../../../source/facts/measuring/metrics.ts';
import {tracesIn} from '../../../source/facts/measuring/traces.ts';
import {inMemory} from '../../../source/repository/repository.ts';
import {factsOf} from '../../support/facts.ts';

const factsWith = (options: string) =>
	factsOf(
		inMemory({
			'package.json': '{"name": "orders", "dependencies": {"express": "4.19.2", "@sentry/node": "8.0.0"}}',
			'src/server.js': `const Sentry = require('@sentry/node');\nSentry.init(${options});\nrequire('express')().listen(3000);\n`,
		}),
	);
const told = (options: string): string => {
	const facts = factsWith(options);
	const {on, off, unsure} = tracesIn(facts.files, facts);
	return [on.length > 0 ? 'on' : '', off.length > 0 ? 'off' : '', unsure.length > 0 ? 'unsure' : ''].join('');
};

test('a share of requests is followed when it is above nothing', () => {
	expect(told('{tracesSampleRate: 0.1}')).toBe('on');
	expect(told('{tracesSampleRate: 0}')).toBe('off');
	expect(told('{dsn: process.env.DSN}')).toBe('off');
});

test('one of several shares that is above nothing suffices', () => {
	expect(told("{tracesSampleRate: process.env.NODE_ENV === 'production' ? 0.1 : 0}")).toBe('on');
});

test('what is set elsewhere cannot be told', () => {
	expect(told('{tracesSampleRate: share}')).toBe('unsure');
	expect(told('options')).toBe('unsure');
	expect(told('{...options}')).toBe('unsure');
});

test('counting in a file that nothing imports is told apart', () => {
	const facts = factsOf(
		inMemory({
			'package.json': '{"name": "orders", "dependencies": {"express": "4.19.2", "prom-client": "15.0.0"}}',
			'src/server.js': "require('express')().listen(3000);\n",
			'src/lib/count.js': "const {Counter} = require('prom-client');\nnew Counter({name: 'orders'});\n",
		}),
	);
	const {on, unreached} = metricsIn(facts.files, facts);
	expect(on).toEqual([]);
	expect(unreached.map(({path, line}) => `${path}:${line}`)).toEqual(['src/lib/count.js:2']);
});
