import {defineConfig} from 'vitest/config';
import {compiled} from './build-sources.mjs';

/** The same compiled data as in the bundle. */
const data = {
	name: 'compiled data',
	resolveId: (id: string) => (id in compiled ? `\0${id}` : undefined),
	load: (id: string) => {
		const make = compiled[id.slice(1)];
		return id.startsWith('\0shipworthy:') && make ? `export default ${JSON.stringify(make())};` : undefined;
	},
};

export default defineConfig({
	plugins: [data],
	define: {SHIPWORTHY_VERSION: JSON.stringify('0.0.0-test')},
	test: {
		include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
		testTimeout: 60_000,
		hookTimeout: 60_000,
		maxWorkers: 2,
		expect: {poll: {timeout: 20_000}},
	},
});
