import type {PlainFacts} from '../../../facts/facts.ts';
import type {PackageFact} from '../../../facts/packages.ts';
import type {Data} from '../../template-language.ts';

const plainFolder = /^(?!-)[A-Za-z0-9._@/-]+$/u;
const mostAudits = 8;
const audit = 'pipx run --spec pip-audit==2.9.0 pip-audit';

type Step = {readonly name: string; readonly run: string};
type Audit = {readonly runtime: 'node' | 'python'; readonly corepack: boolean; readonly steps: readonly Step[]};

const ask = (run: string): Step => ({name: 'Ask for known holes in what runs in production', run});
const exported = `${audit} --no-deps --disable-pip -r requirements-audit.txt`;

/** How the dependencies of a package are asked about; undefined without a lockfile, as there is nothing to ask about then. */
function auditOf(one: PackageFact, berry: boolean): Audit | undefined {
	const has = (name: string): boolean => one.lockfiles.some(path => path.endsWith(name));
	const node = (run: string, corepack = false, before: readonly Step[] = []): Audit => ({
		runtime: 'node',
		corepack,
		steps: [...before, ask(run)],
	});
	const python = (...steps: readonly Step[]): Audit => ({runtime: 'python', corepack: false, steps});
	if (has('package-lock.json')) return node('npm audit --omit=dev --audit-level=high');
	if (has('pnpm-lock.yaml')) return node('pnpm audit --prod --audit-level=high', true);
	if (has('yarn.lock'))
		return berry
			? node('yarn npm audit --environment production --severity high', true)
			: node('yarn audit --groups dependencies --level high');
	if (has('bun.lock') || has('bun.lockb'))
		return node('bun audit --audit-level=high', false, [{name: 'Install Bun', run: 'npm install --global bun'}]);
	if (has('uv.lock'))
		return python(
			{name: 'Install uv', run: 'python -m pip install uv'},
			{
				name: 'Write down what the lockfile says',
				run: 'uv export --locked --no-dev --no-emit-project --no-hashes --format requirements-txt --output-file requirements-audit.txt',
			},
			ask(exported),
		);
	if (has('poetry.lock'))
		return python(
			{name: 'Install Poetry', run: 'python -m pip install poetry poetry-plugin-export'},
			{name: 'Write down what the lockfile says', run: 'poetry export --only main --without-hashes --output requirements-audit.txt'},
			ask(exported),
		);
	const requirements = one.manifests.map(({path}) => path).find(path => /(?:^|\/)requirements\.txt$/u.test(path));
	return requirements === undefined ? undefined : python(ask(`${audit} -r requirements.txt`));
}

/** One job for each package with a lockfile of its own. */
export function auditsOf(facts: PlainFacts): readonly Data[] {
	const found = facts.packages
		.filter(({path}) => plainFolder.test(path))
		.flatMap(one => {
			const berry = facts.files.some(({path}) => path === (one.path === '.' ? '.yarnrc.yml' : `${one.path}/.yarnrc.yml`));
			const made = auditOf(one, berry);
			return made === undefined ? [] : [{...made, folder: one.path}];
		})
		.slice(0, mostAudits);
	return found.map(({folder, runtime, corepack, steps}, index) => ({
		id: found.length === 1 ? 'known-holes' : `known-holes-${index + 1}`,
		folder,
		runtime,
		corepack,
		steps: steps.map(step => ({...step})),
	}));
}
