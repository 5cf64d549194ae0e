// What other programs cost on the same files, for those that npm has; installed in a temporary folder, without their install scripts.
import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {cpu, median} from './measure.mjs';

const rules = categories => JSON.stringify({categories: Object.fromEntries(categories.map(name => [name, 'warn']))});

/** How each is asked to look at a folder; `only` is a number of rules where the figure names one. */
const peers = [
	{
		name: 'oxlint, its categories on',
		package: 'oxlint@1.94.0',
		bin: 'oxlint',
		files: {'oxlintrc.json': rules(['correctness', 'suspicious', 'perf'])},
		words: (folder, at) => ['-c', join(at, 'oxlintrc.json'), '--disable-nested-config', '--threads=2', '--silent', folder],
	},
	{name: 'biome lint', package: '@biomejs/biome@2.5.15', bin: 'biome', words: folder => ['lint', '--max-diagnostics=1', folder]},
	{
		name: 'ast-grep CLI, 5 rules',
		package: '@ast-grep/cli@0.51.1',
		bin: 'ast-grep',
		files: {
			'rules.yml': ['eval($A)', 'fetch($A)', 'new Function($$$A)', 'console.log($$$A)', 'JSON.parse($A)']
				.map((pattern, at) => `id: rule-${at}\nlanguage: TypeScript\nrule:\n  pattern: ${JSON.stringify(pattern)}\n`)
				.join('---\n'),
		},
		words: (folder, at) => ['scan', '--rule', join(at, 'rules.yml'), '--json=stream', folder],
	},
	{name: 'prodlint', package: 'prodlint', bin: 'prodlint', words: folder => [folder]},
	{name: 'ship-safe', package: 'ship-safe', bin: 'ship-safe', words: folder => ['scan', folder]},
	{name: 'fallow', package: 'fallow', bin: 'fallow', words: folder => ['--root', folder]},
];

/** One row for each peer: how many times the processor time of a cold scan it takes. */
export function against({work, folder, coldCost, rounds, say}) {
	for (const {name, package: wanted, bin, files = {}, words} of peers) {
		const at = join(work, 'peers', bin);
		mkdirSync(at, {recursive: true});
		for (const [file, text] of Object.entries(files)) writeFileSync(join(at, file), text);
		const installed = spawnSync('npm', ['install', '--silent', '--no-save', '--ignore-scripts', '--prefix', at, wanted], {stdio: 'ignore'});
		const program = join(at, 'node_modules/.bin', bin);
		if (installed.status !== 0 || !existsSync(program)) {
			say(`${name} / a cold scan`, 'not installed here', 'for comparison', undefined);
			continue;
		}
		const tried = spawnSync(program, words(folder, at), {stdio: 'ignore', timeout: 180_000});
		if (tried.error !== undefined || tried.status === null) {
			say(`${name} / a cold scan`, 'did not end within three minutes', 'for comparison', undefined);
			continue;
		}
		const cost = median(Array.from({length: Math.min(3, rounds)}, () => cpu(program, words(folder, at))));
		const isOxlint = bin === 'oxlint';
		say(
			`${name} / a cold scan`,
			`${(cost / coldCost).toFixed(2)} ×`,
			isOxlint ? '≥ 1.5' : 'for comparison',
			isOxlint ? cost / coldCost >= 1.5 : undefined,
		);
	}
}
