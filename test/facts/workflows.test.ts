import {expect, test} from 'vitest';
import {runsOnMain, runsOnPush, type Workflow, workflowsOf} from '../../source/facts/workflows.ts';
import {inMemory} from '../../source/repository/repository.ts';

const read = (path: string, text: string): Workflow | undefined => workflowsOf(inMemory({[path]: text}))[0];
const github = (text: string): Workflow | undefined => read('.github/workflows/ci.yml', text);

test('a GitHub workflow gives its triggers, jobs and steps with their lines', () => {
	const workflow = github(
		[
			'name: CI',
			'on:',
			'  push: {branches: [main, "release/*"]}',
			'  pull_request:',
			'permissions: {contents: read}',
			'defaults: {run: {working-directory: api}}',
			'jobs:',
			'  lint:',
			'    steps:',
			'      - uses: actions/checkout@v4',
			'  test:',
			'    needs: lint',
			'    continue-on-error: true',
			'    steps:',
			'      - name: Tests',
			'        id: tests',
			'        run: |',
			'          npm ci',
			'          npm test',
			'        continue-on-error: true',
		].join('\n'),
	);
	expect(workflow).toMatchObject({provider: 'github', name: 'CI', line: 1, permissions: 'contents: read'});
	expect(workflow?.triggers).toMatchObject({push: {branches: ['main', 'release/*'], tags: []}, pullRequest: true, schedule: false});
	expect(workflow?.jobs.map(({id, line, needs, continueOnError}) => ({id, line, needs, continueOnError}))).toEqual([
		{id: 'lint', line: 8, needs: [], continueOnError: false},
		{id: 'test', line: 11, needs: ['lint'], continueOnError: true},
	]);
	expect(workflow?.jobs[1]?.steps[0]).toMatchObject({
		id: 'tests',
		name: 'Tests',
		line: 15,
		runLine: 18,
		run: 'npm ci\nnpm test\n',
		continueOnError: true,
		continueLine: 20,
		workingDirectory: 'api',
	});
});

test.each([
	['on: push', true, true],
	['on: [push, pull_request]', true, true],
	['on: {push: {branches: [gh-docs]}}', true, false],
	['on: {push: {tags: ["v*"]}}', false, false],
	['on: {schedule: [{cron: "0 3 * * *"}]}', false, false],
	['on: {push: {branches: [main], tags: ["v*"]}}', true, true],
])('%s starts on a push: %s, to main: %s', (on, push, main) => {
	const triggers = github(`${on}\njobs: {}`)?.triggers;
	expect([triggers && runsOnPush(triggers), triggers && runsOnMain(triggers)]).toEqual([push, main]);
});

test('a file that does not parse is a fact with its line, and has no jobs', () => {
	const workflow = github('on: push\njobs:\n  ci: [\n');
	expect(workflow?.broken?.because).toBeTruthy();
	expect(workflow).toMatchObject({line: 3, text: 'ci: [', jobs: []});
});

test('a file that unfolds without end is refused, quickly', () => {
	const lines = [
		'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
		...[1, 2, 3, 4, 5, 6, 7, 8].map(n => `a${n}: &a${n} [${Array.from({length: 10}, () => `*a${n - 1}`).join(', ')}]`),
	];
	expect(github(lines.join('\n'))?.broken?.because).toContain('too many');
});

test('GitLab jobs inherit what they extend, and need the stages before', () => {
	const workflow = read(
		'.gitlab-ci.yml',
		'stages: [check, ship]\n.node:\n  before_script: [npm ci]\n  allow_failure: true\ntest:\n  extends: .node\n  stage: check\n  script:\n    - npm test\nship:\n  stage: ship\n  script: ./ship.sh\n  rules: [{if: $CI_PIPELINE_SOURCE == "merge_request_event"}]\n',
	);
	expect(workflow?.triggers.pullRequest).toBe(true);
	expect(workflow?.jobs.map(({id, needs, continueOnError}) => ({id, needs, continueOnError}))).toEqual([
		{id: 'test', needs: [], continueOnError: true},
		{id: 'ship', needs: ['test'], continueOnError: false},
	]);
	expect(workflow?.jobs[0]?.steps.map(({run, line}) => `${line} ${run ?? ''}`)).toEqual(['3 npm ci', '9 npm test']);
});

test.each<[string, string, string, readonly (string | undefined)[]]>([
	[
		'circle',
		'.circleci/config.yml',
		'commands: {go: {steps: [{run: npm ci}]}}\njobs:\n  test:\n    steps:\n      - checkout\n      - go\n      - run: {name: t, command: npm test}\nworkflows: {all: {jobs: [test, node/test]}}',
		['checkout', 'npm ci', 'npm test', 'node/test'],
	],
	[
		'azure',
		'azure-pipelines.yml',
		'trigger: [main]\nsteps:\n  - script: npm test\n    continueOnError: true\n  - task: Npm@1\n    inputs: {command: custom, customCommand: run lint}',
		['npm test', 'npm run lint'],
	],
	[
		'bitbucket',
		'bitbucket-pipelines.yml',
		'pipelines:\n  default:\n    - step: {name: Test, script: [npm ci, npm test]}\n    - parallel: [{step: {script: [npm run lint]}}]',
		['npm ci', 'npm test', 'npm run lint'],
	],
	['travis', '.travis.yml', 'language: node_js\ninstall: npm ci', ['npm ci', 'npm test']],
	['jenkins', 'Jenkinsfile', "pipeline { stages { stage('t') { steps { sh 'npm test' } } } }", ['npm test']],
	['gitea', '.gitea/workflows/ci.yml', 'on: push\njobs: {a: {steps: [{run: make}]}}', ['make']],
	['woodpecker', '.woodpecker.yml', 'steps:\n  test: {image: node, commands: [npm test]}', ['npm test']],
])('%s steps are read', (provider, path, text, wanted) => {
	const workflow = read(path, text);
	expect(workflow?.provider).toBe(provider);
	expect(workflow?.jobs.flatMap(({steps}) => steps.map(({run, uses}) => run ?? uses))).toEqual(wanted);
});

test('a sample beside the workflows is no workflow', () => {
	expect(workflowsOf(inMemory({'.github/workflows/pages.yml.sample': 'on: push'}))).toEqual([]);
});
