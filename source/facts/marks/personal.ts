import type {MarkRule} from '../marks.ts';

const script = ['ts', 'js', 'vue', 'svelte', 'astro'] as const;

/** Names of columns and fields that hold something about a person; which of them suffice together is decided by the fact. */
const words =
	'(?:user_?|customer_?|contact_?|billing_?|owner_?)?e_?mail(?:_?address)?|(?:user_?|customer_?|contact_?)?(?:phone|mobile)(?:_?(?:number|no))?|telephone|telefone|first_?name|last_?name|full_?name|surname|given_?names?|family_?name|date_?of_?birth|birth_?(?:date|day)|dob|ssn|social_?security(?:_?(?:number|no))?|national_?id|tax_?id|nif|nhs_?number|passport(?:_?(?:number|no))?|iban|bank_?(?:account|acc)(?:_?(?:number|no))?|street(?:_?address)?|home_?address|shipping_?address|billing_?address|postal_?code|zip_?code|diagnos[ie]s|medications?|medical_?record(?:_?number)?|patient_?(?:name|id)|password(?:_?hash)?|hashed_?password|encrypted_?password|name|ip_?address';
/** The same for script, where the case tells a constructor from a type. */
const scriptWords =
	'(?:user|customer|contact|billing)Email|email(?:_?[aA]ddress)?|(?:user|customer|contact)Phone|(?:phone|mobile)(?:_?[nN]umber)?|telephone|first_?[nN]ame|last_?[nN]ame|full_?[nN]ame|surname|family_?[nN]ame|given_?[nN]ame|date_?[oO]f_?[bB]irth|birth_?[dD](?:ate|ay)|dob|ssn|SSN|national_?[iI]d|passport_?[nN]umber|iban|street(?:_?[aA]ddress)?|(?:home|shipping|billing)_?[aA]ddress|postal_?[cC]ode|zip_?[cC]ode|diagnosis|medications?|patient_?(?:[nN]ame|[iI]d)|password(?:_?[hH]ash)?|hashed_?[pP]assword|name|username|userName|ip_?[aA]ddress';
const literals = [
	'mail',
	'hone',
	'obile',
	'ame',
	'irth',
	'dob',
	'ssn',
	'SSN',
	'ocial',
	'ational',
	'tax',
	'nif',
	'nhs',
	'assport',
	'iban',
	'ank',
	'treet',
	'ddress',
	'iagnos',
	'edic',
	'atient',
	'assword',
	'ostal',
	'elephone',
	'elefone',
] as const;
const pattern = (source: string, flags = 'giu'): RegExp =>
	new RegExp(source.replaceAll('WORD', `(?<value>${words})`).replaceAll('SCRIPT', `(?<value>${scriptWords})`), flags);

/** Columns of tables and fields of forms that hold something about a person, and calls that open an account for one. */
export const personalMarks: readonly MarkRule[] = [
	{
		kind: 'data.personal.schema',
		languages: ['prisma'],
		literals,
		pattern: pattern('^[ \\t]+WORD[ \\t]+(?:String|DateTime|Bytes|Int)\\b', 'gimu'),
		on: 'code',
	},
	{
		kind: 'data.personal.schema',
		languages: ['sql'],
		literals,
		pattern: pattern(
			'(?:^|[(,])[ \\t]*["`\\[]?WORD["`\\]]?[ \\t]+(?:text|(?:n?var)?char|character|citext|string|date|timestamp|inet|int|bigint|"?public"?\\.)',
			'gimu',
		),
		on: 'code',
	},
	{
		kind: 'data.personal.schema',
		languages: ['py'],
		literals,
		pattern: pattern(
			'^[ \\t]+WORD\\b[ \\t]*(?::[ \\t]*(?:Mapped\\[|EmailStr|str\\b|Optional\\[|date\\b|orm\\.Mapped\\[)|=[ \\t]*(?:db\\.|sa\\.|models\\.|fields\\.|me\\.|mapped_)?[Cc]olumn\\(|=[ \\t]*(?:models|fields|me)\\.\\w*Field\\(|=[ \\t]*(?:String|Email)Field\\()',
			'gimu',
		),
		on: 'code',
	},
	{
		kind: 'data.personal.schema',
		languages: ['ts', 'js'],
		literals,
		beside: [
			'text(',
			'varchar(',
			'citext(',
			'char(',
			'DataType',
			'equelize',
			'type: String',
			'type: Date',
			'type:String',
			': String',
			': Date',
			'chema',
			'v.string',
			'v.optional',
			'type: "',
			"type: '",
		],
		pattern: pattern(
			'(?<![\\w.])["\']?SCRIPT["\']?[ \\t]*:[ \\t]*(?:(?:t|p|pg|mysql|sqlite)?\\.?(?:text|varchar|citext|char)\\(|(?:DataTypes|Sequelize|DataType)\\.|\\{\\s*(?:allowNull|unique|required|trim)?[^{}\\n]{0,60}?\\s*type\\s*:\\s*(?:String|Date|DataTypes|Sequelize|Schema|[\'"](?:text|varchar|string|character varying)[\'"])|(?:String|Date)\\s*[,}\\n]|v\\.(?:string|optional)\\()',
			'gu',
		),
		on: 'code',
	},
	{
		kind: 'data.personal.schema',
		languages: ['ts', 'js'],
		literals: ['@Column(', '@Entity(', '@Prop('],
		pattern: pattern('^[ \\t]+(?:readonly[ \\t]+|public[ \\t]+|private[ \\t]+)?WORD[!?]?[ \\t]*:[ \\t]*(?:string|Date)\\b', 'gimu'),
		on: 'code',
	},
	{
		kind: 'data.personal.form',
		languages: [...script, 'html'],
		literals: ['name=', 'id=', 'formControlName', 'v-model', 'register('],
		pattern: pattern(
			'(?:\\b(?:name|id|formControlName|v-model)(?<![\\w-](?:name|id|formControlName|v-model))\\s*=\\s*\\{?\\s*|\\bregister\\(\\s*)["\']WORD["\']',
		),
		on: 'code',
		roles: ['app'],
	},
	{
		kind: 'data.personal.form',
		languages: [...script, 'html'],
		literals: ['type='],
		pattern: /(?<![\w-])type\s*=\s*\{?\s*["'](?<value>email|tel|password)["']/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		kind: 'data.personal.form',
		languages: ['ts', 'js'],
		literals: ['z.', 'yup.', 'Yup.', 'Joi.', 'joi.'],
		pattern: pattern('(?<![\\w.])WORD\\s*:\\s*(?:z|yup|joi)\\s*\\.', 'giu'),
		on: 'code',
		roles: ['app'],
	},
	{
		kind: 'data.personal.account',
		languages: [...script, 'py'],
		literals: [
			'AuthProvider.PROVIDER_ID',
			'signUp',
			'sign_up',
			'signInWithOtp',
			'createUserWithEmailAndPassword',
			'signInWithPhoneNumber',
			'signInWithEmailLink',
			'signInWithPassword',
			'sign_in_with_password',
			'signInWithOAuth',
			'signInWithPopup',
		],
		pattern:
			/\bauth\s*\.\s*(?:signUp|sign_up|signInWithOtp|signInWithPassword|sign_in_with_password|signInWithOAuth)\s*\(|\b(?:createUserWithEmailAndPassword|signInWithPhoneNumber|signInWithEmailLink|signInWithPopup)\s*\(|\b(?:Phone|Email|Google|Facebook|Github|GitHub)AuthProvider\.PROVIDER_ID\b/gu,
		on: 'code',
		roles: ['app'],
	},
];
