import {ciChecksOf} from '../../../facts/ci-checks.ts';
import type {PlainFacts} from '../../../facts/facts.ts';
import {runsOnMain, type Workflow} from '../../../facts/workflows.ts';

/** The workflow that a release waits for. */
export type Checks = {
	/** As another workflow calls it. */
	readonly name: string;
	/** Its file, without the folder. */
	readonly file: string;
	/** The branch that is put live. */
	readonly branch: string;
	/** Other workflows that check a push as well, and that nothing waits for. */
	readonly besides: readonly string[];
};

const plainName = /^[\w .,:/&()+-]+$/u;
const plainBranch = /^(?:main|master|trunk|production|prod)$/u;
const fileOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The workflow of GitHub that checks each push to the main branch, the one with tests first; undefined when there is none. */
export function checksOf(facts: PlainFacts): Checks | undefined {
	const {checks} = ciChecksOf(facts.workflows, facts.commands);
	const gating = checks.filter(
		({workflow, ignoredAt}) =>
			ignoredAt === undefined && workflow.provider === 'github' && runsOnMain(workflow.triggers) && plainName.test(nameOf(workflow)),
	);
	const first = gating.find(({kind}) => kind === 'test') ?? gating[0];
	if (first === undefined) return undefined;
	const others = gating.map(({workflow}) => workflow.path).filter(path => path !== first.workflow.path);
	const named = first.workflow.triggers.push?.branches.find(name => plainBranch.test(name));
	return {
		name: nameOf(first.workflow),
		file: fileOf(first.workflow.path),
		branch: facts.branch ?? named ?? 'main',
		besides: [...new Set(others)],
	};
}

/** One without a name is called by its path. */
const nameOf = ({name, path}: Workflow): string => name ?? path;
