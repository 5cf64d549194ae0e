import type {MarkRule} from '../marks.ts';

const code = ['ts', 'js', 'vue', 'svelte', 'astro', 'py', 'go', 'rb', 'java', 'php'] as const;
/** Where a comment begins on its line, or the line of a longer one. */
const comment = '(?:^[ \\t]*(?:\\/\\/|\\/?\\*|#|\\{\\/\\*|<!--|["\']{3})|[ \\t](?:\\/\\/|#|\\{?\\/\\*)[ \\t]?)[^\\n]{0,160}?';
const confession = (words: string): RegExp => new RegExp(`${comment}(?<value>${words})`, 'gimu');

/** What the authors say themselves of code that is not finished. */
export const unfinishedMarks: readonly MarkRule[] = [
	{
		/** It says outright that this is not what a product would do. */
		kind: 'unfinished.confessed',
		languages: code,
		literals: [
			' real',
			' REAL',
			'eplace th',
			' actual',
			'roduction',
			'imulat',
			'IMULAT',
			'DISABLED',
			'mock',
			'Mock',
			'MOCK',
			'fake',
			'Fake',
			'dummy',
			'Dummy',
			'STUB',
			'Stub',
			'stub',
			'without ',
		],
		pattern: confession(
			[
				'\\bwithout (?:an? |the |any )?(?:signatures?|verification|verifying|authentication|authenticating|authorization|validation|encryption|encrypting)\\b[^\\n]{0,40}\\bfor (?:testing|now|the moment|the time being)\\b',
				'\\bin an? (?:real|actual|production)(?:[- ]world)? (?:app|application|implementation|environment|system|scenario|world|deployment|setup|project|product|service|backend|api|integration)\\b',
				'\\bin (?:the )?(?:real|actual) (?:app|application|implementation|system|project|backend)\\b',
				"\\bin (?:production|reality|real life),? (?:you|this|we|it|these)(?:'d| would| should| must| will)\\b",
				'\\bin production,? (?:use|switch to|replace (?:this|it) with|store (?:this|these|it|them) in|move (?:this|it) to) (?:an? |the |your )?(?:real|proper|secure|actual|database|db|mongodb|mongo|postgres\\w*|firestore|dynamodb|persistent|kms|vault|secrets? manager|oauth\\w*|bcrypt|argon2)\\b',
				'\\bthis (?:would|should) (?:be|call|use|send|come from|integrate|connect|query|fetch|save|store|verify)\\b[^\\n]{0,60}\\bin (?:a real|production)\\b',
				'\\bsimulat(?:e|es|ed|ing) (?:an? |the |a successful |successful )?(?:api|payment|processing|request|response|upload|network|server|backend|success|sending|delivery|saving|save|login|auth|registration|purchase|checkout|transaction|email|sms|order|charge|refund|gateway|card|capture|payout|webhook)\\b',
				'\\b(?:mock|fake|dummy|simulated) (?:implementation|payment|authentication|auth|login|verification|delivery|charge|checkout)\\b',
				'\\breplace (?:this |it |these )?(?:logic |code |mock |placeholder )?with (?:an? |the |your )?(?:real|actual|proper) (?:implementation|api|call|backend|logic|integration|payment|auth|database|data|service|endpoint|request)',
				'\\breplace (?:this|the) (?:url|link|address|host|domain|key|price|price id|id) (?:with|by)\\b',
				'\\b(?:auth|authentication|authorization|permission|signature|security|csrf|verification)(?: check)?s? (?:is |are )?(?:temporarily )?(?:disabled|bypassed|skipped|commented out)\\b',
				'\\bstub(?:bed)?\\s?(?:[:–—]|- )[^\\n]{0,80}',
				'\\b(?:this|it) is (?:just |only |currently |still )?(?:a stub|stubbed)\\b',
				'\\bstub(?:bed)? (?:implementation|payment|gateway|response|charge|auth|login|verification|delivery|provider|for now|out for now|until)\\b',
				'\\b(?:payment|gateway|provider|auth|email|sms|webhook) (?:is|are) (?:a )?stub(?:bed)?\\b',
				'\\b(?:actual|real) (?:payment|api|email|upload|delete|deletion|save|verification|authentication|integration|implementation)[^\\n]{0,30} (?:would|will|goes|happens|comes) (?:be|go|happen|here|later|come)\\b',
			].join('|'),
		),
		on: 'text',
		roles: ['app'],
	},
	{
		/** The same in Spanish and Portuguese. */
		kind: 'unfinished.confessed',
		languages: code,
		literals: ['encripta', 'cifra', 'criptogra', 'imula', 'roduc', 'roduç', ' real'],
		pattern: confession(
			[
				'\\b(?:sin|sem) (?:encriptar|cifrar|criptografar|criptografia|encriptaci[oó]n|cifrado)(?![a-z])',
				'\\bsimula(?:r|mos|ndo|ci[oó]n de|ç[aã]o de)? (?:el |la |un |una |o |um |uma |do |da |del |de la )?(?:pagos?|pagamento|cobro|cobrança|env[ií]o|login|autenticaci[oó]n|autenticaç[aã]o|guardado|compra|checkout|webhook|api|backend|servidor|pedido)\\b',
				'\\be[nm] (?:una? |uma? )?(?:producci[oó]n|produç[aã]o|(?:app|aplicaci[oó]n|aplicaç[aã]o|entorno|ambiente|sistema) (?:real|de producci[oó]n|de produç[aã]o)),? (?:esto |isto |isso |se |aqu[ií] |aqui )?(?:deber[ií]a|habr[ií]a|ser[ií]a|usar[ií]a|usar|deveria|deve|debe)',
			].join('|'),
		),
		on: 'text',
		roles: ['app'],
	},
	{
		kind: 'unfinished.noted',
		languages: code,
		literals: [
			'por ahora',
			'Por ahora',
			'por el momento',
			'Por el momento',
			'por enquanto',
			'Por enquanto',
			'rovis',
			'emporalmente',
			'emporariamente',
		],
		pattern: confession(
			'\\b(?:por ahora|por el momento|por enquanto|medida provisional|provisionalmente|provisori(?:o|a|amente)|temporalmente|temporariamente)\\b',
		),
		on: 'text',
		roles: ['app'],
	},
	{
		/** It is only written to the console. */
		kind: 'unfinished.confessed',
		languages: code,
		literals: ['console.', 'print('],
		beside: ['laceholder', 'imulat', 'Mock', 'TODO', 'STUB', 'Stub', 'ot implemented'],
		pattern:
			/\b(?:console\.(?:log|warn|info)|print)\(\s{0,3}['"`]\[?(?<value>(?:Placeholder for|Simulat(?:ed|ing)|Mock|TODO|STUB|Stub|Not implemented)\b[^'"`\n]{0,80})/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		/** A note for later, which may or may not matter. */
		kind: 'unfinished.noted',
		languages: code,
		literals: [
			'TODO',
			'FIXME',
			'for now',
			'or testing',
			'For now',
			'MVP',
			'emporar',
			'laceholder',
			'for beta',
			'mplemented',
			'구현',
			'实现',
			'実装',
		],
		pattern: confession(
			[
				'\\b(?:TODO|FIXME)\\b:?[^\\n]{0,60}\\b(?:implement|verify|validate|authenticate|authorize|authorise|encrypt|hash|integrate|send|persist|check permission|check auth|real)',
				"\\bfor (?:now|the mvp|mvp|the beta|beta|the demo|demo)\\b,? ?(?:we(?:'ll| will)? )?(?:just |only )?(?:return|simulate|mock|skip|accept|assume|always|hard-?code|log|fake|pretend|trust|use a|allow|ignore)",
				'\\bnot (?:yet )?implemented\\b',
				'\\b(?:TODO|FIXME)\\b\\W{0,4}(?:decrease|decrement|deduct|reduce|refund|charge|restore|release|restrict|protect|secure|replace)\\b',
				'미구현|구현되지 않|구현 예정|未实现|待实现|尚未实现|未実装',
				'\\bplaceholder (?:for|implementation|logic|until|that|value|function)\\b',
				'\\btemporar(?:y|ily) (?:disabled|bypass|skip|hard)',
				'\\b(?:skip|skips|skipping|bypass|bypasses|bypassing) (?:the |this |all )?(?:signature|auth|authentication|authorization|verification|permission|csrf|security)(?: checks?| validation| verification)? (?:for (?:testing|now|the moment)|temporarily)\\b',
				"\\bfor testing,? ?(?:we(?:'ll| will)? )?(?:just |only )?(?:skip|accept|always|trust|allow|bypass)",
				'\\bwill be (?:implemented|added|replaced|integrated) (?:later|soon|in)\\b',
			].join('|'),
		),
		on: 'text',
		roles: ['app'],
	},
	{
		/** Anything that is left for later, whatever it is about. */
		kind: 'unfinished.later',
		languages: code,
		literals: [
			'TODO',
			'FIXME',
			'HACK',
			'odo:',
			'or now',
			'ocked',
			'ock data',
			'ard-coded',
			'ardcoded',
			'oming soon',
			'laceholder',
			' here',
			'implified',
			'roduction',
			'in dev',
			'IN DEV',
			'for dev',
			'FOR DEV',
		],
		pattern: confession(
			[
				'\\b(?:TODO|FIXME|HACK)\\b',
				'\\bfor now\\b',
				'\\bmocked\\b',
				'\\bmock data\\b',
				'\\b(?:logic|code|implementation) (?:goes |will go |comes )?here\\b',
				'\\bsimplified\\b',
				'\\b(?:in |for )?production: (?:use|replace|switch|store|move|set|add)\\b',
				'\\b(?:in|for) production,? (?:use|replace|restrict|limit|change|set|add|verify|validate|encrypt|switch|store|move)\\b',
				'\\b(?:remove|change|restrict|replace|disable) (?:this |it |these )?(?:in|for|before) production\\b',
				'\\bonly (?:in|for) dev(?:elopment)?\\b',
				'\\bcoming soon\\b',
				'\\bhard-?coded (?:user|users|account|credentials?|passwords?|secrets?|keys?|tokens?|admin)\\b',
				'\\bplaceholder(?: -|:|,| until)',
			].join('|'),
		),
		on: 'text',
		roles: ['app'],
	},
	{
		/** The same confession in the lines of a docstring. */
		kind: 'unfinished.confessed',
		languages: ['py'],
		literals: ['real app', 'production', 'real-world', 'real implementation'],
		pattern:
			/^[ \t]*(?:["']{3})?(?<value>[^\n#="'(]{0,80}\bin (?:a real(?:[- ]world)? (?:app|application|implementation|system|environment)|production),? (?:you|this|we|it)(?:'d| would| should)\b)/gimu,
		on: 'text',
		roles: ['app'],
	},
];
