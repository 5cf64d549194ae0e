import type {MarkRule} from '../marks.ts';

/** Load tests and their results, and where the state of infrastructure is kept. */
export const loadMarks: readonly MarkRule[] = [
	{
		kind: 'load.script',
		languages: ['ts', 'js', 'py', 'yaml'],
		literals: ['k6', 'locust', 'autocannon', 'artillery', 'loadtest', 'gatling', 'arrivalRate'],
		pattern:
			/from\s+['"]k6(?:\/http)?['"]|^[ \t]*(?:from locust import|import locust)\b|(?:from|require\()\s*['"](?:autocannon|loadtest|@gatling\.io\/\w+)['"]|^[ \t]*-?\s*arrivalRate:/gmu,
		on: 'code',
	},
	{
		kind: 'load.result',
		languages: ['md'],
		literals: ['p95', 'p99', 'P95', 'P99', 'percentile', 'req/s', 'requests/s', 'RPS', 'rps', 'concurrent', 'VUs'],
		pattern:
			/\b[pP]9[59]\b[^\n]{0,40}\d|\d[^\n]{0,20}(?:\breq(?:uests)?\/s(?:ec)?\b|\brps\b|\bRPS\b|\bVUs\b|\bconcurrent (?:users|connections|requests)\b)|\bpercentile\b[^\n]{0,40}\d/gu,
		on: 'text',
	},
	{
		kind: 'infra.state',
		languages: ['hcl'],
		literals: ['backend', 'cloud'],
		pattern: /^[ \t]*(?:backend\s+"(?<value>\w+)"|cloud)\s*\{/gmu,
		on: 'code',
	},
	{
		kind: 'infra.resource',
		languages: ['hcl'],
		literals: ['resource', 'module'],
		pattern: /^[ \t]*(?:resource\s+"(?<value>\w+)"|module)\s+"[^"\n]+"/gmu,
		on: 'code',
	},
];
