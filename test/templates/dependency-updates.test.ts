import {describe, expect, it} from 'vitest';
import {parse} from 'yaml';
import {dependabotProblem} from '../../source/scaffold/validators/dependabot.ts';
import {groundFor} from './applied.ts';
import {planFor, repositories} from './repositories.ts';

const text = (files: Readonly<Record<string, string>>): string => planFor('dependency-updates', files).files[0]?.text ?? '';
const updatesIn = (files: Readonly<Record<string, string>>): readonly string[] => {
	const parsed: {readonly updates: readonly Readonly<Record<string, string>>[]} = parse(text(files));
	return parsed.updates.map(update => `${update['package-ecosystem']} ${update.directory}`);
};

describe('what is kept up to date', () => {
	it.each([
		['npm, express, postgres, stripe, fly', ['npm /']],
		['pnpm, next, supabase, vercel', ['npm /']],
		['bun, sqlite, no host', ['bun /']],
		['uv, fastapi, postgres, compose', ['uv /', 'docker-compose /']],
		['poetry without a lockfile, docker', ['pip /', 'docker /']],
		['both languages, each in its folder, firebase', ['pip /backend', 'npm /frontend']],
		['workspaces whose root script runs all of them, netlify', ['npm /']],
	])('%s: %j', (name, updates) => {
		expect(updatesIn(repositories[name] ?? {})).toEqual(updates);
	});

	it('holds the actions of the pipeline, images and infrastructure too', () => {
		expect(
			updatesIn({
				'go.mod': 'module shop\n',
				'main.go': 'package main\nfunc main() {}\n',
				'deploy/Dockerfile': 'FROM golang:1.24\n',
				'infra/main.tf': 'terraform {}\n',
				'.github/workflows/ci.yml': 'on: push\njobs: {}\n',
			}),
		).toEqual(['gomod /', 'github-actions /', 'docker /deploy', 'terraform /infra']);
	});

	it('is nothing where another bot proposes updates', () => {
		const plan = planFor('dependency-updates', {...repositories['npm, express, postgres, stripe, fly'], 'renovate.json': '{}'});
		expect(plan.files).toEqual([]);
		expect(plan.after.join(' ')).toContain('renovate.json has Renovate propose updates already');
	});
});

it.each(Object.keys(repositories))('is accepted by the checker for %s, closes nothing by itself, and goes away again', name => {
	const ground = groundFor(
		'dependency-updates',
		name === 'a hostile one'
			? {'package.json': '{"dependencies": {"a": "1"}}', 'apps/$(id)/requirements.txt': 'flask\n'}
			: (repositories[name] ?? {}),
	);
	const plan = ground.plan();
	expect(plan.validated.filter(({problem}) => problem !== undefined)).toEqual([]);
	expect(plan.closes).toEqual([]);
	expect(plan.prepares.map(({check}) => check)).toEqual(['sec-vulnerable-deps']);
	ground.write();
	expect(ground.plan().files.every(({action}) => action === 'same')).toBe(true);
	ground.undo();
});

describe('the checker rejects', () => {
	const good = text(repositories['uv, fastapi, postgres, compose'] ?? {});
	it.each([
		['an unknown kind', 'package-ecosystem: uv', 'package-ecosystem: pypi', 'package-ecosystem'],
		['an unknown key', 'open-pull-requests-limit', 'pull-requests-limit', 'pull-requests-limit'],
		['a pattern as a folder', 'directory: "/"', 'directory: "/*"', 'must be a folder'],
		['a folder twice', 'package-ecosystem: docker-compose', 'package-ecosystem: uv', 'named twice'],
		['an interval that there is none of', 'interval: weekly', 'interval: hourly', 'interval'],
		['another version of the form', 'version: 2', 'version: 1', 'version'],
		['a key twice', 'version: 2', 'version: 2\nversion: 2', 'unique'],
	])('%s', (_, from, to, problem) => {
		expect(dependabotProblem(good)).toBeUndefined();
		expect(good).toContain(from);
		expect(dependabotProblem(good.replace(from, to))).toContain(problem);
	});
});
