import type {MarkRule} from '../marks.ts';

const script = ['ts', 'js', 'vue', 'svelte', 'astro'] as const;

/** Names of fields that hold something about a person; which of them suffice together is decided by the fact. */
const words =
	'(?:user_?|customer_?|contact_?|billing_?|owner_?)?e_?mail(?:_?address)?|(?:user_?|customer_?|contact_?)?(?:phone|mobile)(?:_?(?:number|no))?|telephone|telefone|first_?name|last_?name|full_?name|surname|given_?names?|family_?name|date_?of_?birth|birth_?(?:date|day)|dob|ssn|social_?security(?:_?(?:number|no))?|national_?id|tax_?id|nif|nhs_?number|passport(?:_?(?:number|no))?|iban|bank_?(?:account|acc)(?:_?(?:number|no))?|street(?:_?address)?|home_?address|shipping_?address|billing_?address|postal_?code|zip_?code|diagnos[ie]s|medications?|medical_?record(?:_?number)?|patient_?(?:name|id)|password(?:_?hash)?|hashed_?password|encrypted_?password|name|ip_?address';
const pattern = (source: string, flags = 'giu'): RegExp => new RegExp(source.replaceAll('WORD', `(?<value>${words})`), flags);

/** Fields of forms that ask for something about a person, and calls that open an account for one. */
export const personalMarks: readonly MarkRule[] = [
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
