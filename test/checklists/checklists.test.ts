import {expect, test} from 'vitest';
import {compiled} from '../../build-sources.mjs';
import {categoryIds} from '../../source/checklists/checklist.ts';
import {checklists, checklistsFrom} from '../../source/checklists/checklists.ts';
import {templateById} from '../../source/scaffold/templates.ts';

/** The 33 parts that the eight categories are made of. */
const parts: Readonly<Record<(typeof categoryIds)[number], readonly string[]>> = {
	'error-handling': ['unexpected inputs', 'services unavailable', 'inconsistent data'],
	'security-hardening': ['authentication', 'authorization', 'input validation', 'encryption', 'audit logging', 'vulnerability remediation'],
	observability: ['logging', 'monitoring', 'alerting', 'tracing', 'performance profiling'],
	'data-integrity': ['schema validation', 'migration strategies', 'backup and recovery', 'consistency guarantees'],
	compliance: ['regulatory requirements', 'data residency', 'privacy controls', 'audit trails'],
	integration: ['connecting with existing systems', 'API versioning', 'data synchronization'],
	scalability: ['load testing', 'performance optimization', 'caching strategies', 'infrastructure provisioning'],
	'operational-readiness': ['deployment pipelines', 'rollback procedures', 'incident response', 'documentation'],
};
const items = checklists().flatMap(({items}) => items);

test('eight categories, each with at least three checks, and no id twice', () => {
	expect(checklists().map(({id}) => id)).toEqual(categoryIds);
	for (const {id, items: own} of checklists()) expect([id, own.length >= 3]).toEqual([id, true]);
	expect(new Set(items.map(({id}) => id)).size).toBe(items.length);
});

test('every check names one of the parts of its category', () => {
	expect(items.filter(({category, part}) => !parts[category].includes(part)).map(({id, part}) => `${id}: ${part}`)).toEqual([]);
});

test('what a check unlocks exists or will, and what it names as its template closes or prepares it', () => {
	const named = items.flatMap(item => (item.template === undefined ? [] : [{item, template: templateById(item.template)}]));
	expect(named.length).toBeGreaterThan(0);
	for (const {item, template} of named)
		expect(
			[item.id, ...(template?.closes ?? []), ...(template?.prepares.map(({check}) => check) ?? [])].filter(id => id === item.id).length,
		).toBe(2);
});

test.each([
	['a missing file', (files: Record<string, unknown>) => ({...files, compliance: undefined}), /checklists\/compliance\.yaml/u],
	[
		'a field that is not known',
		(files: Record<string, unknown>) => ({...files, compliance: {...Object(files.compliance), colour: 'red'}}),
		/compliance\.yaml: colour/u,
	],
	[
		'an item of another category',
		(files: Record<string, unknown>) => ({...files, compliance: files.scalability}),
		/compliance\.yaml: scl-[\w-]+ must start with cmp-/u,
	],
	[
		'no items',
		(files: Record<string, unknown>) => ({...files, compliance: {...Object(files.compliance), items: []}}),
		/compliance\.yaml: items/u,
	],
])('%s is refused with its file', (_name, damage, said) => {
	const files = Object(compiled['shipworthy:checklists']?.());
	expect(() => checklistsFrom(files)).not.toThrow();
	expect(() => checklistsFrom(damage(files))).toThrow(said);
});
