import {expect, test} from 'vitest';
import {readBase} from '../../../source/facts/deploy/base-image.ts';
import type {Deploy} from '../../../source/facts/deploy/deploy.ts';
import {endedIn} from '../../../source/facts/deploy/end-of-life.ts';
import {baseOf, lineageOf, nameAndTag, shippedSteps} from '../../../source/facts/deploy/image.ts';
import {assignedIn, stagesIn} from '../../../source/facts/deploy/image-file.ts';
import {isLeftOut} from '../../../source/facts/deploy/left-out.ts';
import {shippedImages, shippedStage} from '../../../source/facts/deploy/shipped.ts';
import {hears} from '../../../source/facts/deploy/signals.ts';
import {startsOf} from '../../../source/facts/deploy/start.ts';
import {settingsTakenIn, wholeFolderIn} from '../../../source/facts/deploy/taken-in.ts';
import {inMemory} from '../../../source/repository/repository.ts';
import {factsOf} from '../../support/facts.ts';

const deployIn = (files: Readonly<Record<string, string>>): Deploy => factsOf(inMemory(files)).deploy;

test('stages know what they start from, with the defaults of arguments put in', () => {
	const stages = stagesIn(
		'Dockerfile',
		'ARG NODE=22\nFROM node:$NODE-slim AS base\nFROM base AS build\nRUN a \\\n  && b\nFROM base\nCOPY --from=build /app /app\nCMD ["node", "a.js"]\n',
	);
	expect(stages.map(({base, name, from}) => [base, name, from])).toEqual([
		['node:22-slim', 'base', undefined],
		['base', 'build', 0],
		['base', undefined, 0],
	]);
	expect(stages[1]?.instructions[0]).toMatchObject({word: 'RUN', rest: 'a  && b', line: 4});
	expect(stages[2]?.instructions[0]).toMatchObject({word: 'COPY', flags: {from: 'build'}});
	expect(stages[2]?.instructions[1]?.exec).toEqual(['node', 'a.js']);
	expect(baseOf({stages})?.base).toBe('node:22-slim');
	expect(lineageOf({stages}).length).toBe(2);
	expect(shippedSteps({stages}).map(({word}) => word)).toEqual(['COPY', 'CMD']);
});

test('a here-document is part of its step, and a stage that starts from itself ends', () => {
	const stages = stagesIn('Dockerfile', 'FROM alpine\nRUN <<EOF\napk add curl\nUSER root\nEOF\nUSER app\n');
	expect(stages[0]?.instructions.map(({word}) => word)).toEqual(['RUN', 'USER']);
	expect(lineageOf({stages: stagesIn('Dockerfile', 'FROM a AS a\nFROM a AS a\n')}).length).toBe(2);
});

test('what ENV and ARG set is read in both forms', () => {
	expect(assignedIn({word: 'ENV', rest: 'A=1 B="two words" C=\'x\''})).toEqual([
		{name: 'A', value: '1'},
		{name: 'B', value: 'two words'},
		{name: 'C', value: 'x'},
	]);
	expect(assignedIn({word: 'ENV', rest: 'KEY some words'})).toEqual([{name: 'KEY', value: 'some words'}]);
	expect(assignedIn({word: 'ARG', rest: 'TOKEN'})).toEqual([{name: 'TOKEN'}]);
});

test.each([
	['node', 'node', ''],
	['docker.io/library/node:22@sha256:ab', 'node', '22'],
	['localhost:5000/shop/web', 'localhost:5000/shop/web', ''],
	['ghcr.io/a/b:1.2', 'ghcr.io/a/b', '1.2'],
])('%s is named %s with the tag %s', (image, name, tag) => {
	expect(nameAndTag(image)).toMatchObject({name, tag});
});

test.each([
	['node:alpine', true],
	['node', true],
	['node:lts-alpine', true],
	['node:22-alpine', false],
	['node:22.11.0-bookworm-slim', false],
	['python:3', true],
	['python:slim', true],
	['python:3.12-slim', false],
	['gcr.io/distroless/nodejs22-debian12', false],
	['oven/bun:1', false],
	['shop/base:latest', false],
	['alpine:latest', true],
	['nginx:1.27-alpine', false],
	['scratch', false],
	['node:$VERSION', false],
	['node@sha256:abcd', false],
])('%s: the next build may get another version: %s', (image, floats) => {
	expect(readBase(image).floats).toBe(floats);
});

test.each([
	['node', '18', 'April 2025'],
	['node', '^18.1', 'April 2025'],
	['node', '>=18', undefined],
	['node', '22', undefined],
	['node', '18 || 20', undefined],
	['node', 'lts/*', undefined],
	['python', '3.9.10', 'October 2025'],
	['python', '39', 'October 2025'],
	['python', '>=3.9,<4', undefined],
	['python', '^3.9', undefined],
	['python', '3.13', undefined],
] as const)('%s %s got its last security fix in %s', (runtime, version, month) => {
	expect(endedIn({runtime, version})).toBe(month);
});

test.each([
	['.env', ['.env'], true],
	['.env', ['.env*', '!.env.example'], true],
	['.env.example', ['.env*', '!.env.example'], false],
	['docker/.env', ['.env'], false],
	['docker/.env', ['**/.env'], true],
	['docker/.env', ['docker'], true],
	['.env', ['*', '!dist'], true],
	['a/b/.env', ['**/.env*'], true],
	['.env', ['[', '('], false],
] as const)('%s is kept out of the build by %j: %s', (path, patterns, out) => {
	expect(isLeftOut(path, {patterns})).toBe(out);
});

test('a build starts where a pipeline, a compose file or what it copies says', () => {
	const {images} = deployIn({
		'docker/Dockerfile': 'FROM node:22\nCOPY package.json src ./\n',
		'package.json': '{}',
		'src/a.ts': 'export {};',
		'api/Dockerfile': 'FROM node:22\nCOPY . .\n',
		'api/.dockerignore': '.env\n',
		'web/Dockerfile': 'FROM node:22\nCOPY . .\n',
		'compose.yml': 'services:\n  web:\n    build:\n      context: .\n      dockerfile: web/Dockerfile\n',
	});
	expect(images.map(({path, context, ignores, named}) => [path, context, ignores?.path, named])).toEqual([
		['api/Dockerfile', 'api', 'api/.dockerignore', undefined],
		['docker/Dockerfile', '.', undefined, undefined],
		['web/Dockerfile', '.', undefined, 'elsewhere'],
	]);
});

test('images for development and variants that nothing names are not shipped', () => {
	const facts = factsOf(
		inMemory({
			Dockerfile: 'FROM node:22 AS app\nFROM app AS dev\n',
			'Dockerfile.bun': 'FROM oven/bun:1\n',
			'Dockerfile.dev': 'FROM node:22\n',
			'.devcontainer/Dockerfile': 'FROM node:22\n',
			'packaging/debian/Dockerfile': 'FROM debian:12\n',
		}),
	);
	const images = shippedImages(facts);
	expect(images.map(({path}) => path)).toEqual(['Dockerfile']);
	expect(images.map(shippedStage)).toEqual(['app']);
});

test('the whole folder is taken in directly, or through the stage that it was copied to', () => {
	const [image] = deployIn({
		Dockerfile: 'FROM node:22 AS build\nWORKDIR /src\nCOPY . .\nFROM node:22\nCOPY --from=build /src ./\n',
		'.env.example': 'A=\n',
	}).images;
	if (image === undefined) throw new Error('no image');
	expect(wholeFolderIn(image, undefined).map(({line}) => line)).toEqual([3]);
	expect(settingsTakenIn(image, ['.env.example'])).toBe('.env');
	const [later] = deployIn({
		Dockerfile: 'FROM node:22 AS build\nWORKDIR /src\nCOPY . .\nWORKDIR /dist\nFROM node:22\nCOPY --from=build /dist ./\n',
	}).images;
	expect(later === undefined ? [later] : wholeFolderIn(later, undefined)).toEqual([]);
	const [part] = deployIn({
		Dockerfile: 'FROM node:22 AS build\nWORKDIR /src\nCOPY . .\nFROM node:22\nCOPY --from=build /src/dist ./\n',
	}).images;
	expect(part === undefined ? [] : wholeFolderIn(part, undefined)).toEqual([]);
});

test('services, workloads and blocks are read with their places; templates are not', () => {
	const {services, workloads, blocks, unread} = deployIn({
		'docker-compose.yml':
			'services:\n  web:\n    build: ./api\n    privileged: true\n    cap_add: [SYS_ADMIN]\n    command: ["node", "a.js"]\n    environment:\n      - A=1\n    deploy:\n      replicas: 2\n',
		'k8s/web.yaml':
			'apiVersion: v1\nkind: Service\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: 3\n  template:\n    spec:\n      securityContext: {runAsNonRoot: true}\n      containers:\n        - name: web\n          image: shop:1\n          args: [serve]\n',
		'k8s/job.yaml':
			'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: digest}\nspec:\n  schedule: "0 9 * * *"\n  concurrencyPolicy: Forbid\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          containers: [{name: a, image: shop:1, securityContext: {privileged: true}}]\n',
		'chart/templates/web.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ .Values.name }}\n',
		'main.tf':
			'resource "aws_db_instance" "main" {\n  engine = "postgres" # the database\n  restore {\n    at = "now"\n  }\n  tags = {\n    a = "b"\n  }\n}\n',
	});
	expect(services[0]).toMatchObject({
		name: 'web',
		line: 2,
		build: {context: 'api', file: 'api/Dockerfile'},
		privileged: {line: 4},
		capabilities: [{name: 'SYS_ADMIN'}],
		command: {words: 'node a.js', exec: true},
		environment: [{name: 'A', value: '1'}],
		replicas: 2,
	});
	expect(workloads.map(({kind, line, replicas, concurrency}) => [kind, line, replicas, concurrency])).toEqual([
		['CronJob', 2, undefined, 'Forbid'],
		['Deployment', 5, 3, undefined],
	]);
	expect(workloads.flatMap(({containers}) => containers.map(({privileged, nonRoot, args}) => [privileged, nonRoot, args]))).toEqual([
		[true, undefined, []],
		[false, true, ['serve']],
	]);
	expect(blocks[0]).toMatchObject({kind: 'resource', labels: ['aws_db_instance', 'main'], line: 1});
	expect(blocks[0]?.values.map(({name, value}) => `${name}=${value}`)).toEqual(['engine=postgres', 'restore.at=now', 'tags={', 'a=b']);
	expect(unread.map(({path}) => path)).toEqual(['chart/templates/web.yaml']);
});

test.each<[string, Readonly<Record<string, string>>, string]>([
	['CMD ["node", "a.js"]', {}, 'hears'],
	['CMD ["tini", "--", "npm", "start"]', {}, 'hears'],
	['CMD ["npm", "start"]', {}, 'unsure'],
	['CMD ["npm", "start"]', {'package.json': '{"scripts": {"start": "npm-run-all a b"}}'}, 'lost'],
	['CMD ["sh", "-c", "a && exec node a.js"]', {}, 'hears'],
	['CMD ["sh", "-c", "a && node a.js"]', {}, 'unsure'],
	['CMD ["./start.sh"]', {'start.sh': 'a\nnode a.js\n'}, 'lost'],
	['CMD ["./start.sh"]', {'start.sh': 'a\nexec node a.js\n'}, 'hears'],
	['CMD ["./start.sh"]', {}, 'unsure'],
])('a signal to %s with %j: %s', (last, files, expected) => {
	const facts = factsOf(inMemory({Dockerfile: `FROM node:22\n${last}\n`, ...files}));
	const [start] = startsOf(facts);
	expect(start === undefined ? undefined : hears(start, facts.commands)).toBe(expected);
});
