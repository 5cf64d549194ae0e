import * as v from 'valibot';
import {parseDocument} from 'yaml';
import {stepProblem, stepSchema, word} from './workflow.ts';

const names = v.pipe(v.array(word), v.minLength(1));
const jobSchema = v.strictObject({
	name: word,
	needs: v.optional(names),
	if: v.optional(word),
	'runs-on': v.literal('ubuntu-24.04'),
	'timeout-minutes': v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60)),
	permissions: v.strictObject({
		contents: v.optional(v.literal('read')),
		actions: v.optional(v.literal('read')),
		packages: v.optional(v.literal('write')),
	}),
	environment: v.optional(v.union([word, v.strictObject({name: word, url: word})])),
	concurrency: v.optional(v.strictObject({group: word, 'cancel-in-progress': v.boolean()})),
	outputs: v.optional(v.record(v.string(), word)),
	defaults: v.optional(v.strictObject({run: v.strictObject({'working-directory': word})})),
	env: v.optional(v.record(v.string(), v.string())),
	steps: v.pipe(v.array(stepSchema), v.minLength(1)),
});
const inputSchema = v.strictObject({
	description: word,
	type: v.picklist(['choice', 'string']),
	required: v.optional(v.boolean()),
	default: v.string(),
	options: v.optional(names),
});
const deploySchema = v.strictObject({
	name: word,
	on: v.strictObject({
		workflow_run: v.strictObject({workflows: names, types: v.tuple([v.literal('completed')]), branches: names}),
		workflow_dispatch: v.strictObject({inputs: v.record(v.string(), inputSchema)}),
	}),
	permissions: v.strictObject({}),
	defaults: v.strictObject({run: v.strictObject({shell: v.literal('bash')})}),
	jobs: v.record(v.pipe(v.string(), v.regex(/^[a-z][a-z-]*$/u)), jobSchema),
});
type Jobs = v.InferOutput<typeof deploySchema>['jobs'];

const gate = 'passed';
/** What a run of the checks must be before anything follows it: a push, that passed, where this was switched on. */
const gateTerms = [
	"github.event.workflow_run.event == 'push'",
	"github.event.workflow_run.conclusion == 'success'",
	"vars.DEPLOY_AFTER_CHECKS == 'yes'",
];
const byHand = "github.event_name == 'workflow_dispatch' && inputs.what != 'deploy'";

function jobProblem(id: string, jobs: Jobs): string | undefined {
	const job = jobs[id];
	if (job === undefined) return undefined;
	const lost = job.needs?.find(other => !Object.hasOwn(jobs, other));
	if (lost !== undefined) return `it needs ${lost}, which is not there`;
	if (id === gate) {
		const term = gateTerms.find(one => job.if?.includes(one) !== true);
		if (term !== undefined) return `its condition does not ask whether ${term}`;
	} else if (job.if === undefined ? job.needs?.includes(gate) !== true : job.if !== byHand) return 'it waits for no checks';
	const environment = typeof job.environment === 'string' ? job.environment : job.environment?.name;
	if (environment !== undefined && job.concurrency === undefined) return 'two runs of it may meet (concurrency)';
	const reaches = job.steps.some(({env}) => Object.values(env ?? {}).some(text => text.includes('secrets.')));
	if (reaches && environment === undefined) return 'it is given secrets of no environment';
	return job.steps.map(step => stepProblem(step, '.', {})).find(found => found !== undefined);
}

/** What is wrong with a generated workflow that puts something live, or undefined: a job that waits for no checks, two releases at once, secrets of no environment. */
export function deployWorkflowProblem(text: string): string | undefined {
	const document = parseDocument(text, {uniqueKeys: true});
	const broken = document.errors[0] ?? document.warnings[0];
	if (broken) return broken.message;
	const parsed = v.safeParse(deploySchema, document.toJS({maxAliasCount: 0}));
	if (!parsed.success) return parsed.issues.map(issue => `${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`).join('; ');
	const {jobs} = parsed.output;
	if (!Object.hasOwn(jobs, gate) || !Object.hasOwn(jobs, 'production')) return 'nothing is put live, or nothing asks whether it may be';
	return Object.keys(jobs)
		.map(id => {
			const problem = jobProblem(id, jobs);
			return problem && `job ${id}: ${problem}`;
		})
		.find(problem => problem !== undefined);
}
