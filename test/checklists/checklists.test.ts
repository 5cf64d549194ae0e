import {expect, test} from 'vitest';
import {compiled} from '../../build-sources.mjs';
import {categoryIds} from '../../source/checklists/checklist.ts';
import {checklists, checklistsFrom} from '../../source/checklists/checklists.ts';
import {parts} from '../../source/checklists/parts.ts';
import {templateById} from '../../source/scaffold/templates.ts';

const items = checklists().flatMap(({items}) => items);

test('eight categories, each with at least three checks, and no id twice', () => {
	expect(checklists().map(({id}) => id)).toEqual(categoryIds);
	for (const {id, items: own} of checklists()) expect([id, own.length >= 3]).toEqual([id, true]);
	expect(new Set(items.map(({id}) => id)).size).toBe(items.length);
});

test('each of the 33 parts has a check', () => {
	const named = Object.entries(parts).flatMap(([category, all]) => all.map(part => `${category}: ${part}`));
	const asked = new Set(items.map(({category, part}) => `${category}: ${part}`));
	expect(named).toHaveLength(33);
	expect(named.filter(part => !asked.has(part))).toEqual([]);
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
		'an item of a part that its category does not have',
		(files: Record<string, unknown>) => {
			const compliance = Object(files.compliance);
			return {...files, compliance: {...compliance, items: [{...compliance.items[0], part: 'load testing'}]}};
		},
		/compliance\.yaml: cmp-[\w-]+: "load testing" is no part of it/u,
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
