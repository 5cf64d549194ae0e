import {type LooseInstall, looseInstalls} from '../../facts/dependencies/installs.ts';
import type {PlainFacts} from '../../facts/facts.ts';
import type {Lock} from '../../facts/locks.ts';
import type {Given, View} from '../view.ts';
import type {Edit, Swap} from '../wiring/edit.ts';

type Rule = {readonly manager: Lock['manager']; readonly pattern: RegExp; readonly to: (berry: boolean) => string};

/** The plain install of each manager, and the one that holds on to the lockfile. An install that names packages is left to a person. */
const rules: readonly Rule[] = [
	{manager: 'npm', pattern: /\bnpm (?:install|i)(?=\s*(?:$|&&|;|["'\]]|#))/u, to: () => 'npm ci'},
	{
		manager: 'yarn',
		pattern: /\byarn(?: install)?(?=\s*(?:$|&&|;|["'\]]|#))/u,
		to: berry => (berry ? 'yarn install --immutable' : 'yarn install --frozen-lockfile'),
	},
	{manager: 'pnpm', pattern: /\bpnpm (?:install|i)(?=\s*(?:$|&&|;|["'\]]|#))/u, to: () => 'pnpm install --frozen-lockfile'},
	{manager: 'bun', pattern: /\bbun (?:install|i)(?=\s*(?:$|&&|;|["'\]]|#))/u, to: () => 'bun install --frozen-lockfile'},
	{manager: 'uv', pattern: /\buv sync(?=\s*(?:$|&&|;|["'\]]|#))/u, to: () => 'uv sync --locked'},
];

function swapFor({line, text}: LooseInstall, facts: PlainFacts, berry: boolean): Swap | undefined {
	const rule = rules.find(({manager, pattern}) => pattern.test(text) && facts.locks.some(lock => lock.manager === manager));
	return rule && {line, pattern: rule.pattern, to: rule.to(berry)};
}

/** Which installs are told to hold on to the lockfile. */
export function lockedInstallsView(facts: PlainFacts, _given: Given): View {
	const berry = facts.locks.some(lock => lock.manager === 'yarn' && lock.descriptors === undefined);
	const loose = looseInstalls(facts.commands, {berry, managers: new Set(facts.locks.map(({manager}) => manager))});
	const found = loose.map(install => ({install, swap: swapFor(install, facts, berry)}));
	const paths = [...new Set(found.flatMap(({install, swap}) => (swap === undefined ? [] : [install.path])))];
	const left = found.filter(({swap}) => swap === undefined).map(({install}) => install);
	return {
		data: {},
		edits: paths.map(
			(path): Edit => ({
				kind: 'swap',
				path,
				does: 'installs what the lockfile says',
				byHand: 'Write the install that holds on to the lockfile (npm ci, or --frozen-lockfile).',
				swaps: found.flatMap(({install, swap}) => (install.path === path && swap !== undefined ? [swap] : [])),
			}),
		),
		after: left.map(
			({path, line, said}) => `${path}:${line} still says ${said}: give it the version that you have tried, or let the lockfile bring it.`,
		),
		owes: left.length > 0 || paths.length === 0 ? [{check: 'sec-dependency-integrity', owes: 'pin what no lockfile holds'}] : [],
		scripts: {},
	};
}
