import type {Place} from '../../safe-text.ts';
import {simplesIn} from '../commands/simple.ts';
import type {Command} from '../commands.ts';

/** An install in CI, an image or a platform's build that may bring versions that nobody chose. */
export type LooseInstall = Place & {readonly how: 'unlocked' | 'lenient' | 'added'; readonly said: string};

const before = /^(?:(?:[A-Z_][A-Z0-9_]*=\S*|sudo|exec|time|RUN|--mount=\S+|env)\s+)+/u;
const ownMachine = /(?:^|[/._-])(?:dev|devcontainer|development|local|test|tests|e2e|playground)(?=[/._-]|$)/iu;
const releaseScripts = new Set(['heroku-postbuild', 'render-build', 'vercel-build', 'build', 'gcp-build', 'postinstall', 'deploy']);

/** Installs that do not hold on to a lockfile. `berry`: yarn's newer versions, which do so by themselves in CI; `managers`: whose lockfiles there are. */
export function looseInstalls(
	commands: readonly Command[],
	{berry, managers}: {readonly berry: boolean; readonly managers: ReadonlySet<string>},
): readonly LooseInstall[] {
	return commands
		.filter(one => one.role !== 'test' && one.role !== 'example' && one.role !== 'docs' && !ownMachine.test(one.path))
		.filter(
			({where, name}) =>
				where === 'ci' || where === 'image' || where === 'platform' || (where === 'script' && releaseScripts.has(name ?? '')),
		)
		.flatMap(command =>
			simplesIn(command.command.replaceAll(/\\\s*\n/gu, ' ')).flatMap(({text}) => {
				const plain = text.trim().replace(before, '').replace(/\s+/gu, ' ');
				const how = judged(plain, command.where, berry);
				const variant =
					command.where === 'image' && /\.\w+$/u.test(command.path) && managers.size > 0 && !managers.has(plain.split(' ')[0] ?? '');
				return how === undefined || variant
					? []
					: [{path: command.path, line: command.line, text: command.text, how, said: plain.slice(0, 80)}];
			}),
		);
}

function judged(text: string, where: Command['where'], berry: boolean): LooseInstall['how'] | undefined {
	const [program = '', ...rest] = text.split(' ');
	switch (program) {
		case 'npm':
			return npm(rest, where);
		case 'yarn':
			return yarn(rest, where, berry);
		case 'pnpm':
			return pnpm(rest, where);
		case 'bun':
			if (rest[0] !== 'install' && rest[0] !== 'i') return undefined;
			return rest.includes('--frozen-lockfile') ? undefined : added(rest.slice(1), where, 'unlocked');
		case 'uv':
			if (rest[0] !== 'sync') return undefined;
			return rest.some(word => word === '--frozen' || word === '--locked') ? undefined : 'lenient';
		case 'pip':
		case 'pip3':
			return pip(rest, where);
		case 'python':
		case 'python3':
			return rest[0] === '-m' && rest[1] === 'pip' ? pip(rest.slice(2), where) : undefined;
		case 'npx':
		case 'bunx':
			return where !== 'ci' && rest.some(word => /.@latest$/u.test(word)) ? 'added' : undefined;
		default:
			return undefined;
	}
}

const options = new Set([
	'--prefix',
	'-C',
	'--dir',
	'--cwd',
	'--filter',
	'-F',
	'--workspace',
	'-w',
	'--registry',
	'--cache',
	'--network-timeout',
	'--loglevel',
]);
const named = (words: readonly string[]): readonly string[] =>
	words.filter((word, index) => !word.startsWith('-') && !options.has(words[index - 1] ?? '') && !/^[.\d>]/u.test(word) && word !== '');
const pinned = (word: string): boolean =>
	/.@v?\d+\.\d+|.@\$|.@sha|^\$|^["']?\$\{?/u.test(word) || word.startsWith('./') || /\.tgz$/u.test(word);

/** Named packages are added beside the lockfile; without names the whole manifest is installed. */
function added(words: readonly string[], where: Command['where'], whole: LooseInstall['how']): LooseInstall['how'] | undefined {
	const names = named(words);
	if (names.length === 0) return words.some(word => word === '-g' || word === '--global') ? undefined : whole;
	return where !== 'ci' && names.some(word => !pinned(word)) ? 'added' : undefined;
}

function npm([verb = '', ...rest]: readonly string[], where: Command['where']): LooseInstall['how'] | undefined {
	if (verb !== 'install' && verb !== 'i' && verb !== 'add') return undefined;
	if (rest.includes('--package-lock-only') || named(rest).some(word => word.startsWith('npm@'))) return undefined;
	return added(rest, where, 'unlocked');
}

function yarn(words: readonly string[], where: Command['where'], berry: boolean): LooseInstall['how'] | undefined {
	const [verb = ''] = words;
	if (verb === 'global' && words[1] === 'add') return added(words.slice(2), where, 'added');
	if (verb === 'add') return added(words.slice(1), where, 'added');
	if (verb !== '' && verb !== 'install' && !verb.startsWith('--')) return undefined;
	if (words.some(word => /^--(?:frozen-lockfile|immutable|pure-lockfile|version|help|check-cache)/u.test(word))) return undefined;
	return berry && where === 'ci' ? undefined : 'unlocked';
}

function pnpm(words: readonly string[], where: Command['where']): LooseInstall['how'] | undefined {
	const verb = words.find((word, index) => !word.startsWith('-') && !options.has(words[index - 1] ?? ''));
	if (words.includes('--no-frozen-lockfile')) return 'unlocked';
	if (verb === 'add')
		return added(
			words.filter(word => word !== 'add'),
			where,
			'added',
		);
	if (verb === 'dlx') return where !== 'ci' && words.some(word => /.@latest$/u.test(word)) ? 'added' : undefined;
	if (verb !== 'install' && verb !== 'i') return undefined;
	return where === 'image' && !words.includes('--frozen-lockfile') && !words.includes('--offline') ? 'lenient' : undefined;
}

const tools = /^["']?(?:pip|setuptools|wheel|uv|poetry|pipenv|build|virtualenv|hatch|pdm|tox|nox|twine)(?:[[=<>~!"'].*)?$/iu;

function pip([verb = '', ...rest]: readonly string[], where: Command['where']): LooseInstall['how'] | undefined {
	if (verb !== 'install' || rest.includes('--require-hashes')) return undefined;
	const own = rest.filter(
		(_word, index) =>
			![
				'-r',
				'-c',
				'-t',
				'-i',
				'--target',
				'--index-url',
				'--extra-index-url',
				'--requirement',
				'--constraint',
				'--trusted-host',
				'--prefix',
			].includes(rest[index - 1] ?? ''),
	);
	if (own.some(word => /^(?:\.|"\.|'\.)(?:\/|\[|"|'|$)/u.test(word)) && !own.includes('--no-deps')) return 'unlocked';
	const names = own.filter(word => /^["']?[A-Za-z][\w.-]*(?:[[=<>~!"'].*)?$/u.test(word) && !tools.test(word));
	return where !== 'ci' && names.some(word => !word.includes('==')) ? 'added' : undefined;
}
