import type {MarkRule} from '../marks.ts';

/** Signs that others are given keys to call the API with. */
export const publicApiMarks: readonly MarkRule[] = [
	{
		kind: 'api.keys.issued',
		languages: ['prisma', 'py', 'ts', 'js'],
		literals: ['ApiKey', 'APIKey', 'ApiToken', 'APIToken', 'PersonalAccessToken', 'api_keys', 'apiKeys', 'api_tokens'],
		pattern:
			/^[ \t]*(?:model|class|export class)[ \t]+(?:User|Team|Project|Org\w*)?(?:A[Pp][Ii](?:Key|Token)|PersonalAccessToken)s?\b|\b\w*[tT]able\(\s*['"](?:\w+_)?(?:api_?(?:keys?|tokens?)|personal_access_tokens?)['"]/gmu,
		on: 'code',
		roles: ['app'],
	},
	{
		kind: 'api.keys.issued',
		languages: ['sql', 'go'],
		literals: ['api_key', 'api_token', 'personal_access_token', 'API_KEY'],
		pattern: /create\s+table\s+(?:if\s+not\s+exists\s+)?["`\w.]*\b(?:\w+_)?(?:api_?(?:keys?|tokens?)|personal_access_tokens?)\b/giu,
		on: 'code',
		roles: ['app', 'script'],
	},
	{
		kind: 'api.keys.issued',
		languages: ['prisma', 'py'],
		literals: ['api_key', 'apiKey', 'api_token', 'apiToken'],
		pattern:
			/^[ \t]+api_?(?:key|token)(?:_\w+)?[ \t]*(?:=[ \t]*[\w.]+\([^\n]*(?:db_index|unique|index)[ \t]*=[ \t]*True|[ \t]String[^\n]*@unique)/gimu,
		on: 'code',
		roles: ['app'],
	},
];
