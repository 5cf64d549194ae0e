import compiled from 'shipworthy:checklists';
import * as v from 'valibot';
import {type CategoryId, type Checklist, categoryIds, checklistSchema} from './checklist.ts';
import {parts} from './parts.ts';

const prefixOf: Readonly<Record<CategoryId, string>> = {
	'error-handling': 'err-',
	'security-hardening': 'sec-',
	observability: 'obs-',
	'data-integrity': 'dat-',
	compliance: 'cmp-',
	integration: 'int-',
	scalability: 'scl-',
	'operational-readiness': 'ops-',
};

/** Turns parsed checklist files into checklists, in the order of the categories. Throws what is wrong, with file and field. */
export function checklistsFrom(files: unknown): readonly Checklist[] {
	const byName = v.parse(v.record(v.string(), v.unknown()), files);
	return categoryIds.map(id => {
		const parsed = v.safeParse(checklistSchema, byName[id]);
		if (!parsed.success)
			throw new Error(
				`checklists/${id}.yaml: ${parsed.issues.map(issue => `${v.getDotPath(issue) ?? 'file'}: ${issue.message}`).join('; ')}`,
			);
		const items = parsed.output.items.map(item => ({...item, category: id}));
		const stray = items.find(item => !item.id.startsWith(prefixOf[id]));
		if (stray) throw new Error(`checklists/${id}.yaml: ${stray.id} must start with ${prefixOf[id]}`);
		const apart = items.find(item => !parts[id].includes(item.part));
		if (apart) throw new Error(`checklists/${id}.yaml: ${apart.id}: "${apart.part}" is no part of it. Its parts: ${parts[id].join(', ')}`);
		return {id, title: parsed.output.title, question: parsed.output.question, items};
	});
}

let known: readonly Checklist[] | undefined;

/** All checklists, as compiled into the program. */
export function checklists(): readonly Checklist[] {
	known ??= checklistsFrom(compiled);
	return known;
}
