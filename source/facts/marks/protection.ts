import type {MarkRule} from '../marks.ts';

const script = ['ts', 'js', 'vue', 'svelte', 'astro'] as const;
const settings = ['yaml', 'json', 'toml', 'sh', 'docker', 'other', 'hcl'] as const;

/** Where passwords are compared, certificates are not asked for, and secrets have a default, in what is not read as code. */
export const protectionMarks: readonly MarkRule[] = [
	{
		/** A stored password beside one that was typed in. */
		kind: 'crypto.compares-password',
		languages: [...script, 'py'],
		literals: ['assword', 'passwd', 'pwd', 'PASS'],
		pattern:
			/(?<![\w.$])(?<value>[A-Za-z_$][\w$.]{0,60}(?:[[(]['"]\w{1,30}['"][\])])?[ \t]*(?:===?|!==?)[ \t]*[A-Za-z_$][\w$.]{0,60}(?:[[(]['"]\w{1,30}['"][\])])?)(?![\w$.([])(?<=(?:password|passwd|pwd|Password|Passwd|Pwd|PASSWORD|PASS)(?:['"][\])])?(?:[ \t]*[!=]==?[^\n]*)?)/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		kind: 'tls.unchecked',
		languages: [...settings, ...script, 'py'],
		literals: ['NODE_TLS_REJECT_UNAUTHORIZED'],
		pattern: /NODE_TLS_REJECT_UNAUTHORIZED['"\]]{0,2}[ \t]{0,3}[=:,][ \t]{0,3}['"]?(?<value>0|false)\b/gu,
		on: 'code',
	},
	{
		/** An address of a database that is not asked who it is; the value is its host. */
		kind: 'tls.unchecked-database',
		languages: [...settings, ...script, 'py'],
		literals: ['sslmode=disable', 'sslmode=no-verify', 'sslaccept=accept_invalid_certs', 'tlsAllowInvalidCertificates=true'],
		pattern:
			/@(?<value>[\w.-]{1,200})(?::\d{1,5})?\/[\w-]{0,80}\?[^\s'"`]{0,200}(?:sslmode=(?:disable|no-verify)|sslaccept=accept_invalid_certs|tlsAllowInvalidCertificates=true)/gu,
		on: 'code',
	},
	{
		/** `${NAME:-default}`; the value is name and default. */
		kind: 'secret.default',
		languages: ['yaml', 'sh', 'docker', 'other'],
		literals: [':-', '}'],
		pattern: /\$\{(?<value>[A-Z][A-Z0-9_]{2,60}:?-[^}\s'"$]{1,200})\}/gu,
		on: 'code',
	},
];
