import {expect, test} from 'vitest';
import {inMemory} from '../../../source/repository/repository.ts';
import {factsOf} from '../../support/facts.ts';

test.each<[string, string, string]>([
	['.nvmrc', 'v22\n', 'node v22 file'],
	['netlify.toml', '[build.environment]\nNODE_VERSION = "22"\n', 'node 22 platform'],
	['render.yaml', 'services:\n  - envVars:\n      - key: PYTHON_VERSION\n        value: 3.12.1\n', 'python 3.12.1 platform'],
	['serverless.yml', 'provider:\n  runtime: nodejs22.x\n', 'node 22 platform'],
	['mise.toml', '[tools]\nnode = "22"\n', 'node 22 file'],
	['package.json', '{"packageManager": "bun@1.2.0"}', 'node 1.2.0 file'],
	['environment.yml', 'dependencies:\n  - python=3.11\n', 'python 3.11 file'],
	['.replit', 'modules = ["python-3.11"]\n', 'python 3.11 platform'],
	['main.tf', 'resource "aws_lambda_function" "a" {\n  runtime = "nodejs22.x"\n}\n', 'node 22 platform'],
	[
		'.github/workflows/ci.yml',
		'on: push\njobs:\n  a:\n    steps:\n      - uses: actions/setup-node@v4\n        with: {node-version: 22}\n',
		'node 22 ci',
	],
])('%s names a version', (path, text, expected) => {
	const {deploy} = factsOf(inMemory({'a.ts': 'export {};', 'package.json': '{"name": "a"}', [path]: text}));
	expect(deploy.runtimes.map(({runtime, version, by}) => `${runtime} ${version.replace(/\.$/u, '')} ${by}`)).toEqual([expected]);
});

test('a dependency called bun is no runtime', () => {
	expect(factsOf(inMemory({'package.json': '{"dependencies": {"bun": "1.0.0"}}'})).deploy.runtimes).toEqual([]);
});
