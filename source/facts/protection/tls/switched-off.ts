import {type Code, lastOf, textOf, type Value} from '../../code/code.ts';
import type {Given} from '../given.ts';

const offWhenFalse: ReadonlySet<string> = new Set([
	'rejectUnauthorized',
	'strictSSL',
	'verify_ssl',
	'ssl_verify',
	'check_hostname',
	'verify_certs',
	'validate_certs',
	'ssl_verify_cert',
]);
const offWhenTrue: ReadonlySet<string> = new Set([
	'trustServerCertificate',
	'tlsAllowInvalidCertificates',
	'tlsInsecure',
	'insecureSkipVerify',
	'tlsAllowInvalidHostnames',
	'ignoreHTTPSErrors',
	'acceptInvalidCerts',
	'allowInsecure',
]);

const fetchers = /(?:^|\.)(?:get|post|put|patch|delete|head|options|request|Client|AsyncClient|Session|urlopen|stream|send)$/u;

const isFalse = (value: Value): boolean => value.is === 'literal' && (value.value === false || value.value === 0);

/** A value that is plainly true. */
export const isTrue = (value: Value): boolean => value.is === 'literal' && value.value === true;

const isNone = (value: Value): boolean => value.is === 'name' && lastOf(value.name) === 'CERT_NONE';

/** What is written without a value switches the check off only by being false. */
export const isCheck = (name: string): boolean => offWhenFalse.has(name);

/** The option switches the check of the other end off. */
export function isOff({name, value, call}: Given, code: Code): boolean {
	if (offWhenFalse.has(name)) return isFalse(value);
	if (offWhenTrue.has(name)) return isTrue(value);
	if (name === 'ssl_cert_reqs' || name === 'cert_reqs' || name === 'verify_mode') return isNone(value) || textOf(value) === 'none';
	const owner = call === undefined ? undefined : code.calls[call];
	if (name === 'verify') return isFalse(value) && (owner === undefined ? false : fetchers.test(owner.to));
	if (name === 'ssl') return isFalse(value) && owner !== undefined && /(?:TCPConnector|\.(?:get|post|put|request))$/u.test(owner.to);
	if (name === 'NODE_TLS_REJECT_UNAUTHORIZED') return isFalse(value) || textOf(value) === '0';
	return false;
}
