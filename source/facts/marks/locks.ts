import type {MarkRule} from '../marks.ts';

/** What keeps a lockfile out of the repository. */
export const lockMarks: readonly MarkRule[] = [
	{
		kind: 'lock.ignored',
		languages: ['other'],
		literals: ['lock'],
		pattern:
			/^[ \t]*(?:\*\*\/|\/)?(?:[\w-]+\/)?(?<value>package-lock\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|poetry\.lock|uv\.lock|Pipfile\.lock|\*\.lock)[ \t\r]*$/gmu,
		on: 'text',
		path: /(?:^|\/)\.gitignore$/u,
	},
	{
		kind: 'lock.off',
		languages: ['other'],
		literals: ['package-lock'],
		pattern: /^[ \t]*package-lock[ \t]*=[ \t]*false/gmu,
		on: 'text',
		path: /(?:^|\/)\.npmrc$/u,
	},
];
