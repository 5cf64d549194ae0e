import type {Call, Value, Variable} from './code.ts';

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
/** The lists of code, in the order in which their lengths are written before them. */
export const lists = ['functions', 'classes', 'calls', 'variables', 'assignments', 'exits', 'catches'] as const;
