import type {MarkRule} from '../marks.ts';

/** What tells outsiders how to report a hole, and what keeps secrets out of the repository. */
export const disclosureMarks: readonly MarkRule[] = [
	{
		kind: 'gitignore.env',
		languages: ['other'],
		literals: ['env'],
		pattern: /^[ \t]*(?:\*\*\/|\/)?(?:\*?\.env\b|\*\.env|\.env)[^\n]{0,40}$/gmu,
		on: 'text',
		path: /(?:^|\/)\.gitignore$/u,
	},
	{
		kind: 'disclosure.contact',
		languages: 'any',
		literals: ['@', 'http', 'dvisor', 'ulnerabilit', '[at]', '(at)'],
		pattern:
			/[\w.+-]{1,60}@(?!(?:\w{1,40}\.)?example\.|your-?\w{0,30}\.|domain\.|company\.)[\w-]{1,60}\.[\w.-]{2,60}|[\w.+-]{1,60} ?[[(]at[\])] ?[\w-]{1,60}[.\w-]{2,60}|https?:\/\/git(?:hub|lab)\.com\/[\w.-]{1,60}\/[\w.-]{1,100}\/security\b|security advisor(?:y|ies)|private(?:ly)? (?:vulnerability )?report|report a vulnerability|https?:\/\/[^\s)>]{0,200}(?:security\/(?:advisories|policy)|vulnerabilit|hackerone|bugcrowd|intigriti|huntr|\/report|\/contact)[^\s)>]{0,100}/giu,
		on: 'text',
		path: /(?:^|\/)SECURITY(?:\.\w+)?$/iu,
	},
	{
		kind: 'disclosure.owners',
		languages: 'any',
		literals: ['rivate', 'nternal'],
		pattern:
			/\b(?:repo(?:sitory)?|project|codebase|software|application)\b[^\n]{0,30}\bis\b[^\n]{0,20}\b(?:private|internal|proprietary)\b|^[^\n]{0,40}\b(?:private|internal) (?:repo(?:sitory)?|project|codebase)\b/gimu,
		on: 'text',
		path: /(?:^|\/)SECURITY(?:\.\w+)?$/iu,
	},
	{
		kind: 'disclosure.channel',
		languages: 'any',
		literals: ['ontact', 'eport', 'otify', 'essage', 'mail', 'ell '],
		pattern:
			/\b(?:contact|report|notify|message|e-?mail|tell|reach)\b[^\n]{0,60}\b(?:owners?|maintainers?|security (?:team|lead|channel)|team|channel|slack|teams|cto)\b/giu,
		on: 'text',
		path: /(?:^|\/)SECURITY(?:\.\w+)?$/iu,
	},
	{
		kind: 'disclosure.deadline',
		languages: 'any',
		literals: ['day', 'hour', 'week', 'month'],
		pattern:
			/\b(?:fix(?:e[sd])?|patch(?:e[sd])?|resol(?:v|ution)\w*|remediat\w+|mitigat\w+)\b[^\n]{0,120}?\b(?:\d{1,3}|two|three|five|seven|ten|fourteen|thirty|sixty|ninety)[- ]{0,2}(?:business |working |calendar )?(?:day|hour|week|month)s?\b|\b\d{1,3}[- ]{0,2}(?:business |working |calendar )?(?:day|hour|week|month)s?\b[^\n]{0,60}?\b(?:to|we|be|is|are|until|before|for)[ \t][^\n]{0,20}?(?:fix(?:ed)?|patch(?:ed)?|resolv\w+|remediat\w+|mitigat\w+)\b|\b(?:critical|high|severe|moderate)\b(?![ \t]+(?:availability|quality|performance|path))[^\n]{0,60}?\b\d{1,3}[- ]{0,2}(?:business |working |calendar )?(?:day|hour|week)s?\b/giu,
		on: 'text',
		path: /(?:^|\/)SECURITY(?:\.\w+)?$/iu,
	},
	{
		kind: 'disclosure.untouched',
		languages: 'any',
		literals: ['Use this section to tell people'],
		pattern: /Use this section to tell people[^\n]{0,200}/gu,
		on: 'text',
		path: /(?:^|\/)SECURITY\.md$/iu,
	},
	{
		kind: 'disclosure.elsewhere',
		languages: ['md'],
		literals: ['ecurity', 'ulnerabilit'],
		pattern: /\bsecurity@[\w-]{2,60}\.\w{2,20}|\breport(?:ing)?\b(?<=^[^\n]{0,90})[^\n]{0,40}\bvulnerabilit/gimu,
		on: 'text',
		path: /(?:^|\/)(?:README|CONTRIBUTING)\.\w+$/iu,
	},
	{
		kind: 'disclosure.well-known',
		languages: 'any',
		literals: ['Contact:', 'contact:'],
		pattern: /^Contact:[ \t]*(?<value>\S{4,200})/gimu,
		on: 'text',
		path: /(?:^|\/)security\.txt$/u,
	},
	{
		kind: 'disclosure.expires',
		languages: 'any',
		literals: ['Expires:', 'expires:'],
		pattern: /^Expires:[ \t]*(?<value>\d{4}-\d{2}-\d{2})/gimu,
		on: 'text',
		path: /(?:^|\/)security\.txt$/u,
	},
	{
		kind: 'plan.dependency-down',
		languages: ['md'],
		literals: ['|'],
		pattern:
			/^\|[^\n]{0,200}\b(?:dependency|service|provider|vendor|system)\b[^\n]{0,200}\b(?:down|unavailable|outage|fails?|failure|degraded|fallback|behaviou?r|what (?:the )?(?:user|customer)s? sees?)\b[^\n]{0,200}\|[ \t]*\n\|[ \t:|-]{3,200}\n\|[^\n]{3,600}\|/gimu,
		on: 'text',
	},
];
