import {isDefault, isPlaceholder} from './placeholder.ts';

/** A user and a password inside an address, and what they open. */
export type AddressSecret = {readonly index: number; readonly secret: string; readonly weight: 'live' | 'default'};

const address =
	/\b(?<scheme>postgres(?:ql)?(?:\+\w{2,12})?|mysql(?:\+\w{2,12})?|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|smtps?|s?ftp|https?|clickhouse|mssql(?:\+\w{2,12})?|cockroachdb|libsql):\/\/(?<user>[^\s:/@'"`<>{}]{0,100}):(?<secret>[^\s/@'"`<>]{1,200})@(?<host>[\w.-]{1,200}|\[::1\])(?::\d{1,5})?(?:\/(?<database>[\w-]{1,80}))?/gu;
const ownMachine =
	/^(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1\]|host\.docker\.internal|192\.0\.2\.\d+|198\.51\.100\.\d+|203\.0\.113\.\d+)$|\.(?:localhost|local|test|example|invalid)$|(?:^|\.)example\.(?:com|org|net)$/iu;
const privateNetwork = /^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\./u;
const pretendHost =
	/^(?:host|hostname|server|domain|ip|your.*|my-?(?:host|server|db)|xxx.*)$|(?:^|\.)(?:yourdomain|domain|host)\.\w+$|(?:example|your-|cluster0\.xxxxx|placeholder)/iu;

/** Credentials inside the addresses of a text. A machine of one's own is no place that a stranger reaches. */
export function addressSecrets(text: string): readonly AddressSecret[] {
	if (!text.includes('://')) return [];
	return [...text.matchAll(address)].flatMap(match => {
		const {user = '', secret = '', host = '', database} = match.groups ?? {};
		if (isPlaceholder(secret) || /[{}$%()]|^(?:\.\.\.|\*+|#+)$/u.test(secret) || ownMachine.test(host) || pretendHost.test(host)) return [];
		if (/[$%{]|^(?:user|username)$/iu.test(user) && isDefault(secret, user)) return [];
		const weight = isDefault(secret, user, database, host) && (!host.includes('.') || privateNetwork.test(host)) ? 'default' : 'live';
		return [{index: match.index + match[0].indexOf(`:${secret}@`) + 1, secret, weight}];
	});
}
