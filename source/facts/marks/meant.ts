import type {MarkRule} from '../marks.ts';

const code = ['ts', 'js', 'vue', 'svelte', 'astro', 'py'] as const;

/** Where authors say that a failure is meant to be let go, and where a start script refuses a value that everybody knows. */
export const meantMarks: readonly MarkRule[] = [
	{
		kind: 'failure.meant',
		languages: code,
		literals: ['effort', 'critical', 'fatal', 'cosmetic', 'Cosmetic', 'ntentional', 'eliberate', 'on-blocking', 'onblocking'],
		pattern:
			/(?:^|[ \t])(?:\/\/|#|\{?\/?\*{1,2})[^\n]{0,100}?\b(?<value>best[- ]effort|non-?(?:critical|fatal|blocking)|not (?:critical|fatal)|cosmetic|intentional(?:ly)?|deliberate(?:ly)?)\b/gimu,
		on: 'text',
		roles: ['app'],
	},
	{
		kind: 'failure.another-way',
		languages: code,
		literals: ['fall ', 'Fall ', 'fallback', 'Fallback', 'falls ', 'falling ', 'Falling '],
		pattern: /(?:^|[ \t])(?:\/\/|#|\{?\/?\*{1,2})[^\n]{0,100}?\b(?<value>fall(?:s|ing)?[ -]?(?:through|back))\b/gimu,
		on: 'text',
		roles: ['app'],
	},
	{
		/** `if [ "$NAME" = "literal" ]; then … exit 1`; the value is name and literal. */
		kind: 'secret.refused',
		languages: ['sh'],
		literals: ['exit 1'],
		beside: ['= "', "= '", '=="', '== "'],
		pattern:
			/"?\$\{?(?<value>[A-Z][A-Z0-9_]{2,60}\}?"?[ \t]{1,3}={1,2}[ \t]{1,3}["'][^"'\n]{0,80})["'](?=[\s\S]{0,500}?\n[ \t]*exit [1-9])/gu,
		on: 'code',
	},
];
