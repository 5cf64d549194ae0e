import type {Place} from '../safe-text.ts';
import type {Facts} from './facts.ts';
import type {CiJob, CiStep, Workflow} from './workflows.ts';

/** A way for strangers into a pipeline. */
export type CiRisk = Place & {
	readonly kind: 'strangers code' | 'untrusted text' | 'unpinned with secrets' | 'unpinned' | 'wide permissions';
	readonly said: string;
};

/** Words of an event that a stranger writes. */
const untrusted =
	/\$\{\{[^}]*\bgithub\.(?:event\.(?:issue|pull_request|discussion|comment|review|review_comment|head_commit|workflow_run|commits)\b[^}]{0,60}\.?(?:title|body|message|head_branch|head\.ref|head\.label|author\.(?:name|email)|head_repository\.\w+|page_name|default_branch)|head_ref)\b[^}]*\}\}/u;
const guarded = /(?:toJSON|contains|startsWith|endsWith|hashFiles)\(|==|!=/u;
const proposedHead =
	/github\.event\.(?:pull_request\.head\.(?:sha|ref|repo)|workflow_run\.head_(?:sha|branch|commit))|github\.head_ref|refs\/pull\//u;
const secretUse = /\$\{\{\s*secrets\.(?!GITHUB_TOKEN\b)\w+/u;
const fullHash = /@(?:[0-9a-f]{40}|sha256:[0-9a-f]{64})$/iu;
const firstParty = /^(?:actions|github)\//u;
const runsCode = /\b(?:npm|pnpm|yarn|bun|pip|uv|poetry|make|cargo|go|python3?|node|bash|sh|docker|npx)\b/u;

const textsOf = (step: CiStep): readonly string[] => [step.run ?? '', ...Object.values(step.env), ...Object.values(step.with)];
const usesSecrets = (job: CiJob): boolean => job.steps.some(step => textsOf(step).some(text => secretUse.test(text)));
const placeOf = ({path, line, text}: Place): Place => ({path, line, text});

/** The workflows of GitHub Actions and its like that are in use. */
export const hardenable = (facts: Pick<Facts, 'workflows'>): readonly Workflow[] =>
	facts.workflows.filter(
		({provider, path}) => (provider === 'github' || provider === 'gitea') && /^\.(?:github|gitea|forgejo)\/workflows\//u.test(path),
	);

/** Every way for strangers into the pipelines, the worst first. */
export function ciRisksIn(facts: Pick<Facts, 'workflows'>): readonly CiRisk[] {
	const all = hardenable(facts).flatMap(workflow => [
		...workflow.jobs.flatMap(job => jobRisks(job, workflow, facts.workflows)),
		...permissionRisks(workflow),
	]);
	const order: Readonly<Record<CiRisk['kind'], number>> = {
		'strangers code': 0,
		'untrusted text': 1,
		'unpinned with secrets': 2,
		unpinned: 3,
		'wide permissions': 4,
	};
	return all.toSorted((one, other) => order[one.kind] - order[other.kind]);
}

/** It runs with the base branch's rights for a change that anyone may propose. */
const isPrivileged = ({triggers}: Workflow, all: readonly Workflow[]): boolean =>
	triggers.pullRequestTarget ||
	triggers.after.some(name => {
		const before = all.filter(one => one.name === name);
		return before.length === 0 || before.some(one => one.triggers.pullRequest);
	});

function jobRisks(job: CiJob, workflow: Workflow, all: readonly Workflow[]): readonly CiRisk[] {
	const privileged = isPrivileged(workflow, all);
	const checkout = job.steps.find(
		step =>
			/^actions\/checkout@/u.test(step.uses ?? '') && [step.with.ref, step.with.repository].some(text => proposedHead.test(text ?? '')),
	);
	const runs = job.steps.some(step => runsCode.test(step.run ?? '') || (step.uses ?? '').startsWith('./'));
	const secret = usesSecrets(job);
	return [
		...(privileged && checkout !== undefined && runs && isForStrangers(job)
			? [
					{
						...placeOf(checkout),
						kind: 'strangers code' as const,
						said: "a stranger's change is checked out and run with the rights and secrets of your own branch",
					},
				]
			: []),
		...job.steps.flatMap((step): readonly CiRisk[] => {
			const match = untrusted.exec(step.run ?? step.with.script ?? '');
			return match !== null && !guarded.test(match[0]) && startedByStrangers(workflow) && isStrangersText(match[0], job)
				? [{...placeOf(step), kind: 'untrusted text', said: "words that a stranger writes become part of a pipeline's command"}]
				: [];
		}),
		...[...job.steps, ...(job.uses === undefined ? [] : [{...job, uses: job.uses}])].flatMap((step): readonly CiRisk[] => {
			const uses = step.uses ?? '';
			if (!/^[\w.-]+\/[^@\s]+@/u.test(uses) || firstParty.test(uses) || fullHash.test(uses)) return [];
			return [
				{
					...placeOf(step),
					kind: secret ? 'unpinned with secrets' : 'unpinned',
					said: secret
						? `${nameOf(uses)} may change overnight and runs beside your secrets, as it is not pinned to a commit`
						: `${nameOf(uses)} may change overnight, as it is not pinned to a commit`,
				},
			];
		}),
	];
}

const nameOf = (uses: string): string => uses.slice(0, uses.indexOf('@'));

/** A term of a condition that holds only for one's own repository, or for a named author. */
const ownTerm =
	/head\.repo\.full_name\s*==|author_association|github\.actor\s*==|(?:user|sender)\.login\s*==|(?:event|event_name)\s*==\s*['"](?:push|schedule|workflow_dispatch|release)['"]/u;
/** The branch has one name only, so that its name is no stranger's text; a stranger's branch may bear the same name. */
const namedBranch = /head_(?:branch|ref)\s*==\s*['"]/u;
/** What runs after another workflow is told nothing of a proposal's words. */
const afterAnother = /event_name\s*==\s*['"]workflow_run['"]/u;
const deepestCondition = 6;

/** No condition keeps the job to one's own branches or people: every way through it asks for one. */
const isForStrangers = ({if: condition = '', environment}: CiJob): boolean =>
	environment === undefined && !alwaysAsks(condition, term => ownTerm.test(term));

/** Whether every way through a condition asks for what `is` says. */
function alwaysAsks(condition: string, is: (term: string) => boolean, left = deepestCondition): boolean {
	const bare = withoutParentheses(condition);
	if (left === 0) return false;
	const ways = splitAt(bare, '||');
	if (ways.length > 1) return ways.every(way => alwaysAsks(way, is, left - 1));
	const terms = splitAt(bare, '&&');
	return terms.length > 1 ? terms.some(term => alwaysAsks(term, is, left - 1)) : is(bare);
}

/** The parts of a condition between an operator that stands in no parentheses. */
function splitAt(condition: string, operator: '||' | '&&'): readonly string[] {
	const parts: string[] = [];
	let depth = 0;
	let from = 0;
	for (let at = 0; at < condition.length; at++) {
		if (condition[at] === '(') depth++;
		if (condition[at] === ')') depth--;
		if (depth !== 0 || !condition.startsWith(operator, at)) continue;
		parts.push(condition.slice(from, at));
		from = at + operator.length;
		at++;
	}
	return [...parts, condition.slice(from)];
}

/** A condition without what encloses it as a whole. */
function withoutParentheses(condition: string, left = deepestCondition): string {
	const bare = condition
		.trim()
		.replace(/^\$\{\{/u, '')
		.replace(/\}\}$/u, '')
		.trim();
	if (left === 0 || !bare.startsWith('(') || !bare.endsWith(')')) return bare;
	let depth = 0;
	for (let at = 0; at < bare.length - 1; at++) {
		if (bare[at] === '(') depth++;
		if (bare[at] === ')') depth--;
		if (depth === 0) return bare;
	}
	return withoutParentheses(bare.slice(1, -1), left - 1);
}

/** What becomes part of a command is written by a stranger as far as the job's condition tells. */
const isStrangersText = (said: string, {if: condition = ''}: CiJob): boolean =>
	!alwaysAsks(
		condition,
		term =>
			ownTerm.test(term) ||
			(/event\.(?:pull_request|issue|comment|review|discussion)\b/u.test(said) && afterAnother.test(term)) ||
			(/head_(?:branch|ref)/u.test(said) && namedBranch.test(term)),
	);

const startedByStrangers = ({triggers}: Workflow): boolean =>
	triggers.pullRequest ||
	triggers.pullRequestTarget ||
	triggers.after.length > 0 ||
	triggers.other.some(event =>
		/^(?:issues|issue_comment|discussion|discussion_comment|pull_request_review|pull_request_review_comment|fork|watch)$/u.test(event),
	);

/** A workflow that does not say what its token may do, or lets it do everything. */
function permissionRisks(workflow: Workflow): readonly CiRisk[] {
	if (workflow.jobs.length === 0) return [];
	if (workflow.permissions === 'write-all')
		return [{...placeOf(workflow), kind: 'wide permissions', said: "the pipeline's token may change everything in the repository"}];
	if (workflow.permissions !== undefined || workflow.jobs.every(({permissions}) => permissions !== undefined)) return [];
	return [
		{
			...placeOf(workflow),
			kind: 'wide permissions',
			said: "the workflow does not say what its token may do, so the repository's setting decides",
		},
	];
}
