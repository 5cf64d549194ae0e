import type {Command} from './command.ts';
import {joined} from './simple.ts';

/** What stands before the program itself: settings, runners, containers. */
export const wrapper =
	/^(?:(?:[A-Z_][A-Z0-9_]*=(?:"[^"]*"|'[^']*'|\S*)|env|exec|time|sudo|command|nice|cross-env(?:-shell)?|xvfb-run(?:\s+-a|\s+--auto-servernum)?|dotenv(?:\s+-e\s+\S+)?(?:\s+--)?|dotenvx run(?:\s+-f\s+\S+)?\s+--|infisical run\s+--|doppler run\s+--|npx(?:\s+--yes|\s+-y)?|pnpm (?:exec|dlx)|yarn dlx|bunx|uv run|poetry run|pipenv run|rye run|pdm run|docker[ -]compose(?:\s+-\S+(?:\s+\S+\.ya?ml)?)*\s+(?:exec|run)(?:\s+-\S+)*\s+\S+)\s+)+/u;
const builtIn = new Set([
	'install',
	'i',
	'ci',
	'add',
	'remove',
	'exec',
	'dlx',
	'audit',
	'publish',
	'version',
	'config',
	'cache',
	'create',
	'init',
	'link',
	'pack',
	'why',
	'up',
	'update',
	'dedupe',
	'store',
	'deploy',
	'import',
	'rebuild',
]);

/** The commands that a simple command calls by name; empty when it calls none that is known. */
export function calledBy(text: string, folder: string, commands: readonly Command[]): readonly Command[] {
	const words = text.replace(wrapper, '').split(/\s+/u);
	const [program = '', ...rest] = words;
	switch (program) {
		case 'npm':
		case 'pnpm':
		case 'yarn':
		case 'bun':
			return scriptsCalled(program, rest, folder, commands);
		case 'turbo':
		case 'lerna':
			return rest
				.filter(word => !word.startsWith('-') && word !== 'run')
				.flatMap(name => everywhere(name.split('#').at(-1) ?? name, commands));
		case 'nx':
			return nxTargets(rest).flatMap(name => everywhere(name, commands));
		case 'npm-run-all':
		case 'npm-run-all2':
		case 'run-s':
		case 'run-p':
			return rest
				.filter(word => !word.startsWith('-'))
				.flatMap(name => scriptsNamed(name.replaceAll(/^["']|["']$/gu, ''), folder, commands));
		case 'concurrently':
			return [...text.matchAll(/\bnpm(?: run |:)(?<name>[\w:.-]+)/gu)].flatMap(match =>
				scriptsNamed(match.groups?.name ?? '', folder, commands),
			);
		case 'make':
		case 'just':
		case 'task':
			return targetsCalled(program, rest, folder, commands);
		case 'bash':
		case 'sh':
		case 'source':
		case '.':
			return shellFile(rest.find(word => !word.startsWith('-')) ?? '', folder, commands);
		default:
			return program.includes('/') || program.endsWith('.sh') ? shellFile(program, folder, commands) : [];
	}
}

const taken = new Set(['--prefix', '-C', '--dir', '--cwd', '-w', '--workspace', '--filter', '-F']);

function scriptsCalled(program: string, words: readonly string[], folder: string, commands: readonly Command[]): readonly Command[] {
	const plain: string[] = [];
	let here = folder;
	let wide = false;
	for (let at = 0; at < words.length; at++) {
		const word = words[at] ?? '';
		if (word === '--') break;
		const [option = '', value] = word.startsWith('-') ? word.split('=') : [''];
		if (option === '-r' || option === '--recursive' || option === '--workspaces' || option === '-ws' || option === '--parallel')
			wide = true;
		if (taken.has(option)) {
			const given = value ?? words[++at] ?? '';
			if (option === '--prefix' || option === '-C' || option === '--dir' || option === '--cwd') here = joined(folder, given);
			else {
				const clean = given.replace(/^["'{.^/]+|["'}]+|\.\.\.$/gu, '').replace(/\.\.\.$/u, '');
				const target = commands.find(
					one =>
						one.where === 'script' &&
						one.folder !== '.' &&
						(one.folder === clean || one.folder.split('/').at(-1) === clean.split('/').at(-1)),
				);
				if (target === undefined) wide = true;
				else here = target.folder;
			}
			continue;
		}
		if (!word.startsWith('-')) plain.push(word);
	}
	const [first = '', second = '', third = ''] = plain;
	if (first === 'workspace') {
		const target = commands.find(one => one.where === 'script' && one.folder.split('/').at(-1) === second.split('/').at(-1));
		return target === undefined
			? everywhere(third === 'run' ? (plain[3] ?? '') : third, commands)
			: scriptsNamed(third === 'run' ? (plain[3] ?? '') : third, target.folder, commands);
	}
	if (first === 'workspaces') return everywhere(plain.at(-1) ?? '', commands);
	const runs = first === 'run' || first === 'run-script';
	const name = runs ? second : first === 't' || first === 'tst' ? 'test' : first;
	if (name === '' || (!runs && (builtIn.has(name) || (program === 'bun' && name === 'test')))) return [];
	if (program === 'npm' && !runs && name !== 'test' && name !== 'start' && name !== 'stop') return [];
	return wide ? everywhere(name, commands) : scriptsNamed(name, here, commands);
}

/** The script with the name (or the names, for `lint:*`) in a folder, with what runs before and after it. */
function scriptsNamed(name: string, folder: string, commands: readonly Command[]): readonly Command[] {
	const scripts = commands.filter(one => one.where === 'script' && one.folder === folder);
	if (name.endsWith('*')) return scripts.filter(one => one.name?.startsWith(name.replace(/\*+$/u, '')) === true);
	const found = scripts.filter(one => one.name === name);
	return found.length === 0 ? [] : scripts.filter(one => one.name === `pre${name}` || one.name === name || one.name === `post${name}`);
}

const everywhere = (name: string, commands: readonly Command[]): readonly Command[] =>
	commands.filter(one => one.where === 'script' && one.name === name && !/\b(?:turbo|nx|lerna)\b/u.test(one.command));

function nxTargets(words: readonly string[]): readonly string[] {
	const at = words.findIndex(word => word === '-t' || word === '--target' || word === '--targets');
	const given = words.find(word => /^--targets?=/u.test(word))?.split('=')[1];
	if (given !== undefined) return given.split(',');
	return at === -1
		? []
		: words
				.slice(at + 1)
				.filter(word => !word.startsWith('-'))
				.flatMap(word => word.split(','));
}

function targetsCalled(program: string, words: readonly string[], folder: string, commands: readonly Command[]): readonly Command[] {
	const at = words.indexOf('-C');
	const here = at === -1 ? folder : joined(folder, words[at + 1] ?? '.');
	const names = words.filter((word, index) => !word.startsWith('-') && !word.includes('=') && (at === -1 || index !== at + 1));
	const targets = commands.filter(one => one.where === 'make' && one.folder === here);
	const wanted = names.length > 0 ? names : program === 'make' ? [targets[0]?.name ?? ''] : ['default'];
	return targets.filter(one => wanted.includes(one.name ?? ''));
}

function shellFile(word: string, folder: string, commands: readonly Command[]): readonly Command[] {
	const path = joined(folder, word);
	return path === '.' ? [] : commands.filter(one => one.where === 'shell' && one.path === path);
}
