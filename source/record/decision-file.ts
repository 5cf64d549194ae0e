import * as v from 'valibot';
import {type Document, isNode, LineCounter, parseDocument, stringify} from 'yaml';
import {nestsTooDeep} from '../yaml-depth.ts';
import type {Decision} from './decision.ts';
import {toStored} from './evidence.ts';
import {schemas} from './schema.ts';

export type Kind = Decision['kind'];

/** A file of the record as parsed, or the first thing that is wrong with it. Lines count from 1. */
export type Parsed<K extends Kind> =
	| {readonly value: v.InferOutput<(typeof schemas)[K]>}
	| {readonly line: number; readonly problem: string};

const lineOf = (document: Document, counter: LineCounter, keys: readonly unknown[]): number => {
	for (let depth = keys.length; depth > 0; depth--) {
		const node = document.getIn(keys.slice(0, depth), true);
		if (isNode(node) && node.range) {
			return counter.linePos(node.range[0]).line;
		}
	}
	return 1;
};

/** Parses the text of a file of the record. Aliases, tags and second documents are refused. */
export function parseDecision<K extends Kind>(kind: K, text: string): Parsed<K> {
	const parsed = parseRecord(schemas[kind], text);
	return 'problem' in parsed ? parsed : {value: parsed.value};
}

/** Parses the text of any file of the record by what it must hold; `lineOf` tells the line on which a part of it stands. */
export function parseRecord<Schema extends v.GenericSchema>(
	schema: Schema,
	text: string,
):
	| {readonly value: v.InferOutput<Schema>; readonly lineOf: (keys: readonly unknown[]) => number}
	| {readonly line: number; readonly problem: string} {
	if (nestsTooDeep(text)) return {line: 1, problem: 'it nests too deep to be read'};
	const counter = new LineCounter();
	const document = parseDocument(text, {lineCounter: counter, prettyErrors: false});
	const wrong = document.errors[0] ?? document.warnings[0];
	if (wrong) {
		return {line: counter.linePos(wrong.pos[0]).line, problem: `it is not valid YAML: ${wrong.message}`};
	}
	let raw: unknown;
	try {
		raw = document.toJS({maxAliasCount: 0});
	} catch (error) {
		if (!(error instanceof ReferenceError)) {
			throw error;
		}
		return {line: 1, problem: 'it uses a YAML alias; write the value out'};
	}
	const result = v.safeParse(schema, raw);
	if (result.success) {
		return {value: result.output, lineOf: keys => lineOf(document, counter, keys)};
	}
	const issue = result.issues[0];
	const keys = issue.path?.map(part => part.key) ?? [];
	const name = keys.join('.');
	return {
		line: lineOf(document, counter, keys),
		problem:
			issue.received === 'undefined' && name !== ''
				? `\`${name}\` is missing`
				: name === ''
					? 'it must hold `key: value` lines'
					: `\`${name}\` ${issue.message}`,
	};
}

/** The text of the file that holds a decision. */
export function printDecision(decision: Decision): string {
	const {kind, ...fields} = decision;
	const stored = kind === 'answer' && decision.evidence !== undefined ? {...fields, evidence: toStored(decision.evidence)} : fields;
	return stringify(stored, {lineWidth: 0});
}
