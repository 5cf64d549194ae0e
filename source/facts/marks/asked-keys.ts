import type {MarkRule} from '../marks.ts';

/** Where Python asks whether a key is there before it takes what lies under it: `if 'title' in data`. */
export const askedKeyMarks: readonly MarkRule[] = [
	{
		kind: 'key.asked',
		languages: ['py'],
		literals: ["' in ", '" in ', "' not in ", '" not in '],
		pattern: /(?<value>(?<quote>['"])\w+\k<quote>\s+(?:not\s+)?in\s+[a-z_][\w.]*)/gu,
		on: 'code',
		roles: ['app'],
	},
];
