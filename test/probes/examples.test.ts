import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import * as v from 'valibot';
import {describe, expect, test} from 'vitest';
import {parse} from 'yaml';
import {type Example, examplesSchema} from '../../source/checklists/checklist.ts';
import {checklists} from '../../source/checklists/checklists.ts';
import type {Facts} from '../../source/facts/facts.ts';
import {askOne} from '../../source/probes/ask.ts';
import {probeOf} from '../../source/probes/probe-of.ts';
import {inMemory} from '../../source/repository/repository.ts';
import {factsOf} from '../support/facts.ts';

const items = checklists().flatMap(({items}) => items);

function factsFor(example: Example): Facts {
	const facts = factsOf(inMemory(example.files, {untracked: example.untracked ?? []}));
	const given = (example.given ?? []).map(id => ({id, value: true, confidence: 'high' as const, package: '.', evidence: []}));
	return {...facts, stack: [...facts.stack, ...given]};
}

function moreExamples(category: string, id: string): readonly Example[] {
	const path = join(import.meta.dirname, category, `${id}.yaml`);
	return existsSync(path) ? v.parse(examplesSchema, parse(readFileSync(path, 'utf8'))) : [];
}

describe.each(items.map(item => [item.id, item] as const))('%s', (_id, item) => {
	const examples = [...item.examples, ...moreExamples(item.category, item.id)];

	test.each(examples.map(example => [example.name, example] as const))('%s', async (_name, example) => {
		const found = askOne(item, await probeOf(item), factsFor(example));
		const one = found.find(({package: path}) => path === (example.package ?? found[0]?.package));
		const finding = one?.finding;
		expect(finding?.broke, finding?.because).toBeUndefined();
		expect(finding?.outcome, finding?.because).toBe(example.expect);
		if (example.at !== undefined) expect(`${finding?.evidence[0]?.path}:${finding?.evidence[0]?.line}`).toBe(example.at);
		if (example.severity !== undefined) expect(finding?.severity ?? item.severity).toBe(example.severity);
		if (finding?.outcome === 'unknown') expect(finding.asks).toBeTruthy();
	});

	test('the card has a bad and a good example to show, or the check is a question', () => {
		const shown = item.examples.filter(({show}) => show === true).map(({expect}) => expect);
		if (item.kind !== 'question') expect(shown).toEqual(expect.arrayContaining(['gap', 'pass']));
		expect(examples.length).toBeGreaterThan(1);
	});
});

test('no probe and no file of examples stands without its item', () => {
	const known = new Set(items.map(({category, id}) => `${category}/${id}`));
	const probes = join(import.meta.dirname, '../../source/probes');
	for (const [folder, ending] of [
		[probes, '.ts'],
		[import.meta.dirname, '.yaml'],
	] as const) {
		const files = readdirSync(folder, {withFileTypes: true})
			.filter(entry => entry.isDirectory())
			.flatMap(({name}) => readdirSync(join(folder, name)).map(file => `${name}/${file}`));
		expect(
			files
				.filter(file => file.endsWith(ending))
				.map(file => file.slice(0, -ending.length))
				.filter(file => !known.has(file)),
		).toEqual([]);
	}
});
