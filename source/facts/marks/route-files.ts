import type {MarkRule} from '../marks.ts';

const script = ['ts', 'js'] as const;

/** What makes a file an entry point without a router: loaders, actions, server actions. */
export const routeFileMarks: readonly MarkRule[] = [
	{
		kind: 'route.loader',
		languages: script,
		literals: ['loader', 'action'],
		pattern: /^export\s+(?:async\s+)?(?:function|const)\s+(?:loader|action)\b/gmu,
		on: 'code',
		roles: ['app'],
		path: /(?:^|\/)routes\//u,
	},
	{
		kind: 'route.action',
		languages: script,
		literals: ['use server'],
		pattern: /^[ \t]*['"]use server['"]/gmu,
		on: 'code',
		roles: ['app'],
	},
	{
		kind: 'route.openapi',
		languages: ['yaml', 'json'],
		literals: ['openapi', 'swagger'],
		pattern: /^ {0,4}['"]?(?<value>\/[\w/{}.-]{0,120})['"]?\s*:\s*\{?\s*$/gmu,
		on: 'code',
		roles: ['app', 'config'],
	},
];
