import type {Place} from '../../safe-text.ts';

export type CiProvider =
	| 'github'
	| 'gitea'
	| 'gitlab'
	| 'circle'
	| 'azure'
	| 'bitbucket'
	| 'travis'
	| 'jenkins'
	| 'buildkite'
	| 'woodpecker';

/** What starts a workflow. */
export type Triggers = {
	/** Present when pushes start it. No branches and no tags: every push. Names are patterns as written. */
	readonly push?: {readonly branches: readonly string[]; readonly ignored: readonly string[]; readonly tags: readonly string[]};
	/** Changes that are proposed: pull or merge requests. */
	readonly pullRequest: boolean;
	/** `pull_request_target`: runs with the secrets of the base branch. */
	readonly pullRequestTarget: boolean;
	readonly schedule: boolean;
	readonly manual: boolean;
	/** Another workflow may call it. */
	readonly called: boolean;
	/** Names of workflows after which it runs. */
	readonly after: readonly string[];
	readonly release: boolean;
	/** Other events, as written. */
	readonly other: readonly string[];
};

/** One step. Its place is its first line. */
export type CiStep = Place & {
	readonly id?: string;
	readonly name?: string;
	/** What the shell runs, as written. */
	readonly run?: string;
	/** The line on which `run`'s first command stands. */
	readonly runLine: number;
	/** The action, orb, task or pipe that it uses. */
	readonly uses?: string;
	readonly with: Readonly<Record<string, string>>;
	readonly env: Readonly<Record<string, string>>;
	/** A failure of it is ignored: the literal `true` only. */
	readonly continueOnError: boolean;
	/** The line that says so, or the step's. */
	readonly continueLine: number;
	readonly if?: string;
	readonly workingDirectory?: string;
};

/** One job. Its place is its key. */
export type CiJob = Place & {
	readonly id: string;
	readonly name?: string;
	/** Ids of the jobs that must succeed before it. */
	readonly needs: readonly string[];
	readonly continueOnError: boolean;
	readonly continueLine: number;
	readonly if?: string;
	readonly environment?: string;
	/** The reusable workflow that it calls. */
	readonly uses?: string;
	/** `write-all`, `read-all`, `{}` or `contents: read, …`; undefined when it says nothing. */
	readonly permissions?: string;
	readonly steps: readonly CiStep[];
};

/** One pipeline of continuous integration. Its place is its first line. */
export type Workflow = Place & {
	readonly provider: CiProvider;
	readonly name?: string;
	readonly triggers: Triggers;
	readonly permissions?: string;
	readonly jobs: readonly CiJob[];
	/** It could not be parsed: the line and the parser's words. It has no jobs then. */
	readonly broken?: {readonly line: number; readonly because: string};
	/** Files that it includes and that are not read here. */
	readonly includes: readonly string[];
};

/** What a reader of one provider's file makes of it; places get their path afterwards. */
export type Read = Omit<Workflow, 'path' | 'line' | 'text' | 'provider' | 'jobs' | 'broken'> & {
	readonly line?: number;
	readonly jobs: readonly ReadJob[];
};
export type ReadJob = Omit<CiJob, 'path' | 'text' | 'steps'> & {readonly steps: readonly ReadStep[]};
export type ReadStep = Omit<CiStep, 'path' | 'text'>;

/** Started by nothing that is written in the file. */
export const noTriggers: Triggers = {
	pullRequest: false,
	pullRequestTarget: false,
	schedule: false,
	manual: false,
	called: false,
	after: [],
	release: false,
	other: [],
};
/** Every push to every branch. */
export const everyPush: NonNullable<Triggers['push']> = {branches: [], ignored: [], tags: []};

const branchPattern = /^(?:main|master|trunk|develop|production|prod|\*\*?)$/u;

/** Whether a push to a branch starts it; false when only tags do. */
export const runsOnPush = ({push}: Triggers): boolean => push !== undefined && (push.branches.length > 0 || push.tags.length === 0);
/** Whether a push to the branch that is released from starts it, as far as names tell. */
export const runsOnMain = (triggers: Triggers): boolean =>
	runsOnPush(triggers) && (triggers.push?.branches.length === 0 || (triggers.push?.branches ?? []).some(name => branchPattern.test(name)));
