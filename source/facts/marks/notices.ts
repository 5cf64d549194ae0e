import type {MarkRule} from '../marks.ts';

/** Words by which pages and files about personal data are named, in the languages met most. */
export const noticePath =
	/privac(?:y|idad)|datenschutz|dsgvo|rgpd|confidentialit|vie[-_]?privee|integritetspolicy|personvern|privatliv|gizlilik|kvkk|prywatno|tietosuoja/iu;

/** Signs around notices of every kind: where their text comes from, and who would have to give them. */
export const noticeMarks: readonly MarkRule[] = [
	{
		kind: 'notice.text-elsewhere',
		languages: 'any',
		literals: [
			't(',
			'Trans',
			'ranslat',
			'formatMessage',
			'.md',
			'iframe',
			'fetch',
			'redirect',
			'dangerouslySetInnerHTML',
			'getEntry',
			'trans',
			'useQuery',
			'v-html',
			'{@html',
			'include',
		],
		pattern:
			/(?<![\w.])\$?t\(\s*['"`]|<Trans\b|\buse(?:Translations?|Intl|Query|SWR)\b|\bgetTranslations?\b|\bformatMessage\(|\|\s*translate\b|from\s+['"][^'"\n]+\.(?:mdx?|json|txt|html)['"]|<iframe\b|\bfetch\(|\bredirect\(|dangerouslySetInnerHTML|\bgetEntry\(|\{%-?\s*(?:trans|blocktrans|include)\b|v-html|\{@html|readFile(?:Sync)?\(/gu,
		on: 'code',
		path: noticePath,
	},
	{
		kind: 'notice.address-configured',
		languages: 'any',
		literals: ['rivacy', 'RIVACY'],
		pattern:
			/(?:PRIVACY|(?<![a-z])[pP]rivacy)_?(?:POLICY|policy|Policy|NOTICE|notice|Notice)?_?(?:URL|url|Url|LINK|link|Link|HREF|href|Href)\b/gu,
		on: 'code',
		roles: ['app', 'config'],
	},
	{
		kind: 'product.self-hosted',
		languages: ['md'],
		literals: ['elf-host', 'elf host', 'elf-Host', 'elf Host', 'elfhost', 'own server', 'own instance', 'own copy'],
		pattern:
			/\bself[- ]?host(?:ing|able)?\b|\bself[- ]?hosted\b(?! (?:deploy|runner|font))|\b(?:host|run|install|deploy)\b[^\n.]{0,60}\b(?:your|their) own (?:server|instance|copy)\b/giu,
		on: 'text',
		path: /^(?:README[\w.-]*|docs\/[\w/.-]+)\.mdx?$/iu,
	},
	{
		kind: 'breach.clock',
		languages: ['md'],
		literals: ['72', 'hours', 'Hours', 'Stunden', 'horas', 'heures'],
		pattern:
			/\b(?:72|24|48)[\s-]?(?:h\b|hours?|hrs|Stunden|horas|heures)|\bwithin\s+(?:\w+\s+)?(?:\d+|one|two|three|seventy-two)\s+(?:hours?|days?)\b/giu,
		on: 'text',
	},
];
