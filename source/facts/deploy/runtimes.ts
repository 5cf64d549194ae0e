import type {Place} from '../../safe-text.ts';
import type {PackageFact} from '../packages.ts';
import type {Workflow} from '../workflows.ts';
import type {Block, RuntimePin} from './deploy.ts';

type Row = {readonly path: RegExp; readonly pattern: RegExp; readonly runtime: RuntimePin['runtime']; readonly by: RuntimePin['by']};

const rows: readonly Row[] = [
	{path: /(?:^|\/)netlify\.toml$/u, pattern: /\bNODE_VERSION\s*=\s*["']?v?(?<version>[\w./*-]+)/gu, runtime: 'node', by: 'platform'},
	{path: /(?:^|\/)netlify\.toml$/u, pattern: /\bPYTHON_VERSION\s*=\s*["']?(?<version>[\d.]+)/gu, runtime: 'python', by: 'platform'},
	{
		path: /(?:^|\/)render\.ya?ml$/u,
		pattern: /\bkey:\s*NODE_VERSION\s*\n\s*value:\s*["']?v?(?<version>[\w.]+)/gu,
		runtime: 'node',
		by: 'platform',
	},
	{
		path: /(?:^|\/)render\.ya?ml$/u,
		pattern: /\bkey:\s*PYTHON_VERSION\s*\n\s*value:\s*["']?(?<version>[\d.]+)/gu,
		runtime: 'python',
		by: 'platform',
	},
	{
		path: /(?:^|\/)(?:app|serverless|template|sam|functions?)\.ya?ml$|(?:^|\/)firebase\.json$|(?:^|\/)serverless\.ts$/u,
		pattern: /\b[rR]untime["']?:\s*["']?nodejs(?<version>\d+)/gu,
		runtime: 'node',
		by: 'platform',
	},
	{
		path: /(?:^|\/)(?:app|serverless|template|sam|functions?)\.ya?ml$|(?:^|\/)firebase\.json$/u,
		pattern: /\b[rR]untime["']?:\s*["']?python(?<version>3\.?\d+)/gu,
		runtime: 'python',
		by: 'platform',
	},
	{path: /(?:^|\/)\.?mise(?:\.\w+)?\.toml$/u, pattern: /^\s*node(?:js)?\s*=\s*["'](?<version>[^"']+)/gmu, runtime: 'node', by: 'file'},
	{path: /(?:^|\/)\.?mise(?:\.\w+)?\.toml$/u, pattern: /^\s*python\s*=\s*["'](?<version>[^"']+)/gmu, runtime: 'python', by: 'file'},
	{
		path: /(?:^|\/)(?:\.?mise(?:\.\w+)?\.toml|\.tool-versions)$/u,
		pattern: /^\s*bun\s*[= ]\s*["']?(?<version>[\d.]+)/gmu,
		runtime: 'node',
		by: 'file',
	},
	{path: /(?:^|\/)\.bun-version$/u, pattern: /^v?(?<version>\d[\d.]*)/gu, runtime: 'node', by: 'file'},
	{path: /(?:^|\/)package\.json$/u, pattern: /"packageManager"\s*:\s*"bun@(?<version>[\d.]+)/gu, runtime: 'node', by: 'file'},
	{path: /(?:^|\/)package\.json$/u, pattern: /"engines"\s*:\s*\{[^}]{0,200}"bun"\s*:\s*"(?<version>[^"]+)"/gu, runtime: 'node', by: 'file'},
	{
		path: /(?:^|\/)package\.json$/u,
		pattern: /"devEngines"[\s\S]{0,80}"name"\s*:\s*"node"\s*,\s*"version"\s*:\s*"(?<version>[^"]+)"/gu,
		runtime: 'node',
		by: 'file',
	},
	{path: /(?:^|\/)\.npmrc$/u, pattern: /^use-node-version\s*=\s*(?<version>\S+)/gmu, runtime: 'node', by: 'file'},
	{
		path: /(?:^|\/)pnpm-workspace\.yaml$/u,
		pattern: /^(?:nodeVersion|useNodeVersion):\s*["']?(?<version>[\d.]+)/gmu,
		runtime: 'node',
		by: 'file',
	},
	{
		path: /(?:^|\/)environment[\w.-]*\.ya?ml$/u,
		pattern: /^\s*-\s*["']?python\s*[=<>~]{1,2}\s*(?<version>3[\d.]+)/gmu,
		runtime: 'python',
		by: 'file',
	},
	{
		path: /(?:^|\/)setup\.(?:py|cfg)$/u,
		pattern: /\bpython_requires\s*=\s*["']?(?<version>[<>=~!\d][^"'\n]*)/gu,
		runtime: 'python',
		by: 'file',
	},
	{path: /(?:^|\/)\.replit$/u, pattern: /\bnodejs-(?<version>\d+)/gu, runtime: 'node', by: 'platform'},
	{path: /(?:^|\/)\.replit$/u, pattern: /\bpython-(?<version>3\.\d+)/gu, runtime: 'python', by: 'platform'},
	{path: /\.nix$|(?:^|\/)nixpacks\.toml$/u, pattern: /\bnodejs[_-](?<version>\d+)/gu, runtime: 'node', by: 'file'},
	{path: /\.nix$|(?:^|\/)nixpacks\.toml$/u, pattern: /\bpython(?<version>3\d+)/gu, runtime: 'python', by: 'file'},
	{path: /(?:^|\/)nixpacks\.toml$/u, pattern: /NIXPACKS_NODE_VERSION\s*=\s*["']?(?<version>[\d.]+)/gu, runtime: 'node', by: 'platform'},
	{
		path: /(?:^|\/)wrangler\.(?:toml|jsonc?)$/u,
		pattern: /\bcompatibility_date["']?\s*[=:]\s*["'](?<version>[\d-]+)/gu,
		runtime: 'node',
		by: 'platform',
	},
];

/** Whether a file may name a runtime's version, by its path. */
export const mayPin = (path: string): boolean => rows.some(row => row.path.test(path));

/** The versions that one file names, with where that is. */
export const pinsIn = (path: string, text: string, folder: string, at: (line: number) => Place): readonly RuntimePin[] =>
	rows
		.filter(row => row.path.test(path))
		.flatMap(({pattern, runtime, by}) =>
			[...text.matchAll(pattern)].map(match => ({
				...at(text.slice(0, match.index).split('\n').length),
				runtime,
				by,
				folder,
				version: match.groups?.version ?? '',
			})),
		);

/** What manifests and version files name. */
export const pinsOfPackages = (packages: readonly PackageFact[]): readonly RuntimePin[] =>
	packages.flatMap(({path: folder, runtimes}) => runtimes.map(one => ({...one, by: 'file' as const, folder})));

const actions: readonly {readonly uses: RegExp; readonly keys: readonly string[]; readonly runtime: RuntimePin['runtime']}[] = [
	{uses: /^actions\/setup-node@/u, keys: ['node-version'], runtime: 'node'},
	{uses: /^oven-sh\/setup-bun@/u, keys: ['bun-version'], runtime: 'node'},
	{uses: /^actions\/setup-python@|^astral-sh\/setup-uv@/u, keys: ['python-version'], runtime: 'python'},
];

/** The versions that pipelines install. */
export const pinsOfWorkflows = (workflows: readonly Workflow[]): readonly RuntimePin[] =>
	workflows.flatMap(({jobs}) =>
		jobs.flatMap(({steps}) =>
			steps.flatMap(({path, line, text, uses, with: given}) =>
				actions
					.filter(action => action.uses.test(uses ?? ''))
					.flatMap(({keys, runtime}) => {
						const version = keys.map(key => given[key]).find(value => value !== undefined && /\d/u.test(value) && !value.includes('$'));
						return version === undefined ? [] : [{path, line, text, runtime, version, by: 'ci' as const, folder: '.'}];
					}),
			),
		),
	);

/** `runtime = "nodejs20.x"` of a function in Terraform. */
export const pinsOfBlocks = (blocks: readonly Block[]): readonly RuntimePin[] =>
	blocks.flatMap(({values}) =>
		values.flatMap(({path, line, text, name, value}): readonly RuntimePin[] => {
			const match = name === 'runtime' ? /^(?<runtime>nodejs|python)(?<version>[\d.]+)/u.exec(value)?.groups : undefined;
			return match === undefined
				? []
				: [
						{
							path,
							line,
							text,
							folder: '.',
							by: 'platform',
							runtime: match.runtime === 'python' ? 'python' : 'node',
							version: match.version ?? '',
						},
					];
		}),
	);
