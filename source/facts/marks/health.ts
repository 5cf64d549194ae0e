import type {MarkRule} from '../marks.ts';

/** Who asks the service whether it works: the path that a container, a platform or a cluster calls. And what of an answer no parsed code says. */
export const healthMarks: readonly MarkRule[] = [
	{
		kind: 'health.compared',
		languages: ['ts', 'js'],
		literals: ["== '/", '== "/', '== `/', '.startsWith('],
		pattern: /\b(?:url|pathname|path)(?:\s?={2,3} |\.startsWith\()['"`](?<value>\/[^'"`\n]{1,100})['"`]/gu,
		on: 'code',
		roles: ['app'],
	},
	{kind: 'health.state', languages: ['ts', 'js'], literals: ['.readyState'], pattern: /\.readyState\b/gu, on: 'code', roles: ['app']},
	{
		kind: 'health.wired',
		languages: ['docker'],
		literals: ['HEALTHCHECK'],
		pattern: /^HEALTHCHECK\b(?:[^\n]|\\\n){0,300}?(?:https?:\/\/[^/\s'"]+(?<value>\/[\w./-]*)|\bCMD\b)/gmu,
		on: 'code',
	},
	{
		kind: 'health.wired',
		languages: ['yaml'],
		literals: ['healthCheckPath', 'healthcheckPath', 'HealthCheckPath'],
		pattern: /^[ \t]*(?:healthCheckPath|healthcheckPath|HealthCheckPath)\s*:\s*['"]?(?<value>\/[\w./-]*)/gmu,
		on: 'code',
	},
	{
		kind: 'health.wired',
		languages: ['yaml'],
		literals: ['curl', 'wget', 'urlopen'],
		pattern: /^[^\n]*(?:curl|wget|urlopen)[^\n]*?https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?::\S{1,12}?)?(?<value>\/[\w./-]*)/gmu,
		on: 'code',
		path: /(?:^|\/)(?!\.github\/)(?:[\w.-]+-)?compose[\w.-]*\.ya?ml$/u,
	},
	{
		kind: 'health.wired',
		languages: ['toml', 'json'],
		literals: ['path', 'healthcheck'],
		pattern: /^[ \t]*['"]?(?:path|healthcheckPath|healthCheckPath)['"]?\s*[:=]\s*['"](?<value>\/[\w./-]*)['"]/gmu,
		on: 'code',
		path: /(?:^|\/)(?:fly(?:\.[\w-]+)?\.toml|railway\.(?:json|toml))$/u,
	},
	{
		kind: 'health.wired',
		languages: ['yaml'],
		literals: ['httpGet'],
		pattern: /httpGet:\s*\n(?:\s*\w+:[^\n]*\n){0,2}?\s*path:\s*['"]?(?<value>\/[\w./-]*)/gmu,
		on: 'code',
	},
];
