import type {MarkRule} from '../marks.ts';

/** The paths that a description of an interface names. */
export const routeFileMarks: readonly MarkRule[] = [
	{
		kind: 'route.openapi',
		languages: ['yaml', 'json'],
		literals: ['openapi', 'swagger'],
		pattern: /^ {0,4}['"]?(?<value>\/[\w/{}.-]{0,120})['"]?\s*:\s*\{?\s*$/gmu,
		on: 'code',
		roles: ['app', 'config'],
	},
];
