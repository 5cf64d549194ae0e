import type {Call, Value, Variable} from './code.ts';
import type {Way} from './ways.ts';

/** Code as it crosses processes and is kept: every text once, and numbers; the ways of the few functions that have them, each with its place. */
export type Rows = readonly [
	texts: readonly string[],
	numbers: readonly number[],
	ways?: readonly (readonly [at: number, ways: readonly Way[]])[],
];

/** The variants of a value; each is written as its place here, and nothing at all as 0. */
export const variants: readonly Value['is'][] = [
	'other',
	'name',
	'text',
	'call',
	'function',
	'object',
	'literal',
	'template',
	'list',
	'either',
	'spread',
	'generic',
	'class',
];
export const firstOfVariants = 1;
export const patterns: readonly Variable['pattern'][] = ['name', 'object', 'list'];
export const resultsOfCalls: readonly Call['result'][] = ['dropped', 'kept', 'returned', 'given', 'chained', 'tested'];
