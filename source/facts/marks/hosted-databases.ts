import type {MarkRule} from '../marks.ts';

const blueprint = /(?:^|\/)render\.ya?ml$/u;

/** Databases that a platform blueprint orders, and on which plan. */
export const hostedDatabaseMarks: readonly MarkRule[] = [
	{kind: 'render.section', languages: ['yaml'], literals: [':'], pattern: /^(?<value>\w+):/gmu, on: 'code', path: blueprint},
	{
		kind: 'render.plan',
		languages: ['yaml'],
		literals: ['plan:'],
		pattern: /^[ \t]+-?[ \t]*plan:\s*['"]?(?<value>[\w-]+)/gmu,
		on: 'code',
		path: blueprint,
	},
];
