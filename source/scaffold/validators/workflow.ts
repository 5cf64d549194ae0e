import * as v from 'valibot';
import {parseDocument} from 'yaml';
import {allowedActions} from '../actions.ts';
import type {Scripts} from '../view.ts';

/** A word that is not empty. */
export const word = v.pipe(v.string(), v.minLength(1));
/** One step of a generated workflow. */
export const stepSchema = v.strictObject({
	name: v.optional(word),
	uses: v.optional(word),
	run: v.optional(word),
	with: v.optional(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]))),
	env: v.optional(v.record(v.string(), v.string())),
	'working-directory': v.optional(word),
	id: v.optional(word),
});
/** Minute, hour, day, month and day of the week, as numbers, lists, ranges and steps. */
const fiveFields = /^[\d*/,-]+(?: [\d*/,-]+){4}$/u;
const jobSchema = v.strictObject({
	name: v.optional(word),
	/** Only for proposed changes: nothing else is generated as a condition. */
	if: v.optional(v.literal("github.event_name == 'pull_request'")),
	'runs-on': v.picklist(['ubuntu-latest', 'ubuntu-24.04', 'ubuntu-22.04']),
	'timeout-minutes': v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60)),
	permissions: v.strictObject({contents: v.literal('read')}),
	defaults: v.optional(v.strictObject({run: v.strictObject({'working-directory': word})})),
	env: v.optional(v.record(v.string(), v.string())),
	steps: v.pipe(v.array(stepSchema), v.minLength(2)),
});
const workflowSchema = v.strictObject({
	name: word,
	on: v.pipe(
		v.strictObject({
			pull_request: v.optional(v.nullable(v.strictObject({}))),
			push: v.optional(v.strictObject({branches: v.pipe(v.array(word), v.minLength(1))})),
			schedule: v.optional(
				v.pipe(v.array(v.strictObject({cron: v.pipe(v.string(), v.regex(fiveFields, 'is no time of cron'))})), v.minLength(1)),
			),
			workflow_dispatch: v.optional(v.nullable(v.strictObject({}))),
		}),
		v.check(
			on => ('pull_request' in on && 'push' in on) || (on.schedule !== undefined && 'workflow_dispatch' in on),
			'it must be started by pull_request and push, or by schedule and workflow_dispatch',
		),
	),
	permissions: v.strictObject({}),
	concurrency: v.strictObject({group: word, 'cancel-in-progress': v.union([word, v.boolean()])}),
	env: v.optional(v.record(v.string(), v.string())),
	jobs: v.pipe(
		v.record(v.pipe(v.string(), v.regex(/^[A-Za-z_][\w-]*$/u)), jobSchema),
		v.check(jobs => Object.keys(jobs).length > 0, 'there is no job'),
	),
});

type Job = v.InferOutput<typeof jobSchema>;
type Step = v.InferOutput<typeof stepSchema>;

const scriptCall = /\b(?:npm|pnpm|yarn|bun) run (?<script>[\w:.-]+)/gu;
/** Programs of dependencies that yarn and bun run by the same word. */
const programs = new Set(['tsc', 'prisma']);
const errorsHidden = /\|\|\s*true|\bset \+e\b|\bexit 0\b/u;

/** What is wrong with one step: an action at no known commit, an expression in a command, a failure that is hidden, a script that is not there. */
export function stepProblem(step: Step, folder: string, scripts: Scripts): string | undefined {
	if ((step.uses === undefined) === (step.run === undefined)) return 'a step needs either uses or run';
	if (step.uses !== undefined) {
		if (!allowedActions.has(step.uses)) return `${step.uses} is not an action at a known commit`;
		if (step.uses.startsWith('actions/checkout@') && step.with?.['persist-credentials'] !== false)
			return 'checkout leaves its credentials behind';
		return undefined;
	}
	const run = step.run ?? '';
	if (run.includes('${{')) return 'a run step must not hold an expression';
	if (errorsHidden.test(run)) return 'a run step hides its failure';
	const here = scripts[step['working-directory'] ?? folder] ?? [];
	const missing = [...run.matchAll(scriptCall)]
		.map(match => match.groups?.script ?? '')
		.find(script => !programs.has(script) && !here.includes(script));
	return missing === undefined ? undefined : `it runs the script ${missing}, which ${step['working-directory'] ?? folder} does not have`;
}

function jobProblem(name: string, job: Job, scripts: Scripts): string | undefined {
	const folder = job.defaults?.run['working-directory'] ?? '.';
	if (!job.steps[0]?.uses?.startsWith('actions/checkout@')) return `job ${name} does not check the code out first`;
	const problem = job.steps.map(step => stepProblem(step, folder, scripts)).find(found => found !== undefined);
	return problem && `job ${name}: ${problem}`;
}

/** What is wrong with a generated GitHub workflow, or undefined. Stricter than GitHub: what we do not generate is refused. */
export function workflowProblem(text: string, scripts: Scripts): string | undefined {
	const document = parseDocument(text, {uniqueKeys: true});
	const broken = document.errors[0] ?? document.warnings[0];
	if (broken) return broken.message;
	const parsed = v.safeParse(workflowSchema, document.toJS({maxAliasCount: 0}));
	if (!parsed.success) return parsed.issues.map(issue => `${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`).join('; ');
	return Object.entries(parsed.output.jobs)
		.map(([name, job]) => jobProblem(name, job, scripts))
		.find(problem => problem !== undefined);
}
