import * as v from 'valibot';
import {whenSchema} from '../checklists/checklist.ts';
import type {Sources} from './template-language.ts';

/** The validators that a template may name. */
const validatorIds = [
	'workflow',
	'deploy-workflow',
	'runbook',
	'runbook-index',
	'environment',
	'prometheus-rules',
	'alertmanager',
	'otel-collector',
	'grafana-dashboard',
	'document',
	'shell',
	'json',
	'dependabot',
	'dockerfile',
	'yaml',
	'none',
] as const;
export type ValidatorId = (typeof validatorIds)[number];

const text = v.pipe(v.string(), v.trim(), v.minLength(1));
const fileSchema = v.strictObject({
	from: text,
	validate: v.picklist(validatorIds),
	/** A condition of the template language; the file is left out when it does not hold. */
	when: v.optional(text),
	executable: v.optional(v.boolean(), false),
});

const templateSchema = v.strictObject({
	id: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]*$/u)),
	title: text,
	/** Raised whenever what it renders changes. */
	version: v.pipe(v.number(), v.integer(), v.minValue(1)),
	/** An example to practise on, never offered as a remedy. */
	practice: v.optional(v.boolean(), false),
	when: v.optional(whenSchema),
	closes: v.optional(v.array(v.string()), []),
	prepares: v.optional(v.array(v.strictObject({check: v.string(), owes: text})), []),
	/** What only a person can say, and the answers that it understands where they are few. A template renders without it. */
	needs: v.optional(
		v.array(v.strictObject({id: v.pipe(v.string(), v.regex(/^[a-z]+$/u)), ask: text, choices: v.optional(v.array(text))})),
		[],
	),
	after: v.optional(v.array(text), []),
	/** Destination, relative to the repository, to source beside template.yaml. A destination may hold placeholders. */
	files: v.record(v.string(), fileSchema),
});

export type TemplateFile = v.InferOutput<typeof fileSchema>;
/** What can be generated: its description and the texts beside it. */
export type Template = v.InferOutput<typeof templateSchema> & {readonly sources: Sources};

/** Checks what stands in a template.yaml. Throws with the place that is wrong: templates are ours, so that is a bug. */
export function readTemplate(id: string, description: unknown, sources: Sources): Template {
	const parsed = v.safeParse(templateSchema, description);
	if (!parsed.success) {
		const problems = parsed.issues.map(issue => `${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`);
		throw new Error(`templates/${id}/template.yaml is wrong; mend it: ${problems.join('; ')}`);
	}
	if (parsed.output.id !== id) throw new Error(`templates/${id}/template.yaml says id ${parsed.output.id}; make it ${id}`);
	const missing = Object.values(parsed.output.files).find(file => !Object.hasOwn(sources, file.from));
	if (missing)
		throw new Error(`templates/${id}/template.yaml names ${missing.from}, which is not beside it; add the file or mend the name`);
	return {...parsed.output, sources};
}
