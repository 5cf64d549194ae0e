import type {Place} from '../safe-text.ts';
import type {CiCheck, CiChecks} from './ci-checks.ts';
import {waitsForChecks} from './ci-checks.ts';
import {simplesIn} from './commands/simple.ts';
import {stageOf} from './commands/stage.ts';
import {expanded} from './commands.ts';
import type {Facts} from './facts.ts';
import {marksOf} from './files.ts';

/** A way around the checks: where it is written, what it lets through, and how bad that is. */
export type Hole = Place & {readonly because: string; readonly severity: 'high' | 'medium'};

/** Every way around the checks: flags, failures that are thrown away, deploys that do not wait. */
export const holesOf = (ci: CiChecks, gating: readonly CiCheck[], facts: Facts): readonly Hole[] => [
	...buildFlags(facts, gating),
	...masked(gating, facts),
	...silenced(facts),
	...focused(facts, gating),
	...unguarded(ci, gating, facts),
	...untested(ci, gating, facts),
];

const placeOf = ({path, line, text}: Place): Place => ({path, line, text});
const typeCheck = /\b(?:tsc|tsgo|vue-tsc|type-?check|check-types|next build|next typegen)\b|\btypes?\b/u;
const linter = /\b(?:eslint|next lint|biome|oxlint|lint)\b/u;

/** `next build` that ignores its own checks, unless a check of CI does the same work. */
function buildFlags(facts: Facts, gating: readonly CiCheck[]): readonly Hole[] {
	const does = (pattern: RegExp): boolean =>
		gating.some(check => check.kind === 'lint' && check.ignoredAt === undefined && pattern.test(check.command));
	const roles = ['app', 'config'] as const;
	return [
		...(does(typeCheck)
			? []
			: marksOf(facts, 'gate.ignoresTypes', roles).map(mark => ({
					...placeOf(mark),
					because: 'the build goes on when types are wrong (ignoreBuildErrors), and nothing else checks them',
					severity: 'high' as const,
				}))),
		...(does(linter)
			? []
			: marksOf(facts, 'gate.ignoresLint', roles).map(mark => ({
					...placeOf(mark),
					because: 'the build goes on when the linter finds errors (ignoreDuringBuilds), and nothing else runs it',
					severity: 'medium' as const,
				}))),
		...switchedOff(facts),
	];
}

const offSwitch = /(?:^|[\s;&"'])(?:CI=(?:false|0|''|""|(?=\s))|DISABLE_ESLINT_PLUGIN=true|TSC_COMPILE_ON_ERROR=true)/u;

/** `CI=false` and its like before a build. */
const switchedOff = (facts: Facts): readonly Hole[] =>
	facts.commands
		.filter(
			({command, where, role, name}) =>
				where !== 'shell' &&
				role !== 'test' &&
				role !== 'example' &&
				offSwitch.test(command) &&
				(stageOf(command) === 'build' || /build/u.test(name ?? '')) &&
				stageOf(command) !== 'start' &&
				!/^(?:dev|start)/u.test(name ?? ''),
		)
		.map(command => ({...placeOf(command), because: 'the build switches its own checks off (CI=false or its like)', severity: 'medium'}));

/** Failing checks that CI lets through. */
const masked = (gating: readonly CiCheck[], facts: Facts): readonly Hole[] =>
	gating.flatMap((check): readonly Hole[] => {
		if (check.advisory) return [];
		if (check.ignoredAt !== undefined) {
			const enforced = gating.some(
				other => other.ignoredAt === undefined && !other.advisory && programOf(other.command) === programOf(check.command),
			);
			return enforced
				? []
				: [
						{
							...check.ignoredAt,
							because: `a failing ${check.kind === 'test' ? 'test' : 'static check'} does not stop the pipeline`,
							severity: 'high',
						},
					];
		}
		if (/--pass-?[wW]ith-?[nN]o-?[tT]ests/u.test(check.command) && facts.testFiles.length === 0)
			return [{...placeOf(check.written), because: 'the test step passes although there is no test', severity: 'high'}];
		return [];
	});

const programOf = (command: string): string =>
	/\b(?:vitest|jest|mocha|pytest|playwright|cypress|eslint|tsc|biome|prettier|ruff|mypy|flake8|pylint|black|go test|go vet)\b/u.exec(
		command,
	)?.[0] ?? command;

const checkScript = /^(?:test|tests|lint|typecheck|type-check|check|check-types|types|validate|verify|build)(?::(?:ci|all|unit|e2e))?$/u;

/** Scripts that throw the failure of their own check away. */
const silenced = (facts: Facts): readonly Hole[] =>
	facts.commands
		.filter(({where, name}) => where === 'script' && checkScript.test(name ?? ''))
		.flatMap(script =>
			simplesIn(script.command)
				.filter(({text, ignored}) => ignored && (stageOf(text) === 'test' || stageOf(text) === 'lint'))
				.slice(0, 1)
				.map(() => ({
					...placeOf(script),
					because: `the script ${script.name ?? ''} succeeds when its check fails`,
					severity: 'high' as const,
				})),
		);

/** `.only` in a committed test leaves all others out. Vitest refuses it in CI by itself, and so does a runner that forbids it. */
function focused(facts: Facts, gating: readonly CiCheck[]): readonly Hole[] {
	if (!gating.some(({kind}) => kind === 'test')) return [];
	if (
		facts.files.some(({marks}) => marks.some(({kind}) => kind === 'test.forbidsOnly')) ||
		facts.commands.some(({command}) => command.includes('forbid-only'))
	)
		return [];
	const vitest = facts.packages.some(({dependencies}) => dependencies.some(({name}) => name === 'vitest'));
	if (vitest) return [];
	return marksOf(facts, 'test.only', ['test']).map(mark => ({
		...placeOf(mark),
		because: 'a committed .only leaves all other tests of its file out',
		severity: 'medium',
	}));
}

/** Deploys on a push that start beside the checks, not after them. */
const unguarded = (ci: CiChecks, gating: readonly CiCheck[], facts: Facts): readonly Hole[] => {
	if (gating.length === 0) return [];
	const proposed = gating.some(({workflow}) => workflow.triggers.pullRequest);
	return ci.deploys
		.filter(deploy => !waitsForChecks(deploy, gating, facts.workflows))
		.map(deploy => ({
			...placeOf(deploy),
			because: `the pipeline ${deploy.workflow.name ?? deploy.workflow.path} releases each push without waiting for the checks`,
			severity: proposed ? 'medium' : 'high',
		}));
};

/** A command that may well run tests. */
const mayTest =
	/^(?:make|just|task|inv|ant|nix|earthly|dagger|docker|bash|sh|\.\/|python3? \S+\.py|node \S)|\b(?:tests?|spec|check|verify|validate|quality)\b/u;

/** Tests that exist and that no pipeline runs. Only said when every command of the pipelines is known. */
function untested(ci: CiChecks, gating: readonly CiCheck[], facts: Facts): readonly Hole[] {
	const [test] = facts.testFiles.filter(({sample, hollow, reaches}) => !sample && !hollow && reaches !== undefined);
	const [check] = gating;
	if (test === undefined || check === undefined || ci.unread.length > 0 || gating.some(({kind}) => kind === 'test')) return [];
	const unclear = facts.commands.some(
		({where, command}) =>
			where === 'ci' &&
			expanded({command, folder: '.', path: '', line: 1, text: ''}, facts.commands).some(
				run => run.stage === 'other' && mayTest.test(run.command),
			),
	);
	return unclear
		? []
		: [
				{
					...placeOf(check),
					because: `the pipelines run no test, although there are ${facts.testFiles.length} files of them`,
					severity: 'medium',
				},
			];
}
