import {describe, expect, test} from 'vitest';
import {trackerStarts} from '../../source/facts/trackers.ts';
import {inMemory} from '../../source/repository/repository.ts';
import {factsOf} from '../support/facts.ts';

const startsIn = (files: Record<string, string>) =>
	trackerStarts(factsOf(inMemory(files)).files).map(({tracker, line}) => ({tracker, line}));

describe('where error trackers are started', () => {
	test.each([
		['Sentry', 'src/a.ts', `import * as Sentry from '@sentry/node';\nSentry.init({});`, 2],
		['Sentry', 'src/a.ts', `import {\n\tinit,\n} from '@sentry/node';\ninit({});`, 4],
		['Rollbar', 'src/a.js', `const Rollbar = require('rollbar');\nconst rollbar = new Rollbar({});`, 2],
		['New Relic', 'src/a.js', `require('newrelic');`, 1],
		['Bugsnag', 'src/a.ts', `import Bugsnag from '@bugsnag/js';\nBugsnag.start({});`, 2],
		['Sentry', 'app/a.py', `import sentry_sdk\nsentry_sdk.init()`, 2],
		['Logfire', 'app/a.py', `import logfire\nlogfire.configure()`, 2],
		['OpenTelemetry', 'src/a.ts', `import {NodeSDK} from '@opentelemetry/sdk-node';\nnew NodeSDK({}).start();`, 2],
		['An error tracker', 'main.go', `package main\nfunc main() { sentry.Init(options) }`, 2],
		['An error tracker', 'index.html', `<script src="https://js.sentry-cdn.com/example.min.js"></script>`, 1],
	])('%s in %s', (tracker, path, text, line) => {
		expect(startsIn({[path]: text})).toEqual([{tracker, line}]);
	});

	test.each([
		[`import type {Event} from '@sentry/node';\ninit();`],
		[`import * as Sentry from '@sentry/node';\nSentry.captureException(error);\nserver.start();`],
		[`import posthog from 'posthog-js';\nposthog.init('phc_example');`],
		[`// import * as Sentry from '@sentry/node';\n// Sentry.init({});`],
	])('none in %s', text => expect(startsIn({'src/a.ts': text})).toEqual([]));
});
