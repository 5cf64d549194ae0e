import type {PlainFacts} from '../../../facts/facts.ts';
import type {Edit} from '../../wiring/edit.ts';
import {inFolder} from './recipe.ts';
import type {Versions} from './versions.ts';

/** What stays out of every image: settings, and the history of the repository. */
export const alwaysLeftOut = ['**/.env', '**/.env.local', '**/.env.*.local', '.git'];
const byHandUser =
	'In its last stage, above its CMD or ENTRYPOINT: a USER that is not root (USER node, or one that RUN useradd makes). Name the version of every FROM, and list .env and .git in .dockerignore.';

/** What is added to the Dockerfiles that are there. */
export function editsOf(facts: PlainFacts, paths: readonly string[], {node, python}: Versions): readonly Edit[] {
	const pins = [
		{image: 'node', version: node.version},
		{image: 'python', version: python.version},
	];
	return paths.flatMap((path): readonly Edit[] => {
		const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
		const own = facts.packages.some(one => one.path === folder);
		const runs = facts.commands.filter(one => one.where === 'image' && one.path === path).map(({command}) => command);
		const installs = runs.some(command => /\b(?:npm (?:ci|i|install)|pnpm (?:i|install)|yarn(?: install)?$|yarn install)\b/u.test(command));
		const add = [
			...alwaysLeftOut.filter(line => line !== '.git' || !runs.some(command => /\bgit\b/u.test(command))),
			...(installs ? ['**/node_modules'] : []),
		];
		return [
			{kind: 'image', path, pins, does: 'names the versions that it stands on, and runs without the rights of root', byHand: byHandUser},
			{
				kind: 'lines',
				path: inFolder(own ? folder : '.', '.dockerignore'),
				add,
				under: '# Stays out of every image: settings, history, what is installed inside.',
				does: 'keeps settings and history out of the image',
				byHand: `Add the lines ${add.join(', ')} to .dockerignore.`,
			},
		];
	});
}
