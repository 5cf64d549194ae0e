import {type Call, type Code, firstOf, lastOf, textOf, type Value} from '../../code/code.ts';
import {packageOf} from '../imported.ts';

const fastAlgorithm = /^(?:md[245]|sha-?(?:1|224|256|384|512)?|ripemd160|blake2[bs]?(?:\d+)?)$/iu;
const fastFunction = /^(?:md5|sha1|sha224|sha256|sha384|sha512|MD5|SHA1|SHA224|SHA256|SHA3|SHA384|SHA512|blake2b|blake2s)$/u;
const fastPackages: ReadonlySet<string> = new Set([
	'md5',
	'blueimp-md5',
	'sha1',
	'js-md5',
	'js-sha1',
	'js-sha256',
	'js-sha512',
	'sha256',
	'crypto-js',
	'ts-md5',
	'hash.js',
	'hashlib',
	'object-hash',
	'@noble/hashes',
]);

const entryText = (value: Value | undefined): string =>
	value?.is === 'object' ? (textOf(value.entries.find(({key}) => key === 'name')?.value) ?? '') : '';

/** What a call hashes fast: `createHash('md5').update(x)`, `hashlib.sha256(x)`, `CryptoJS.MD5(x)`, `subtle.digest('SHA-256', x)`. */
export function isFastHash(call: Call, code: Code): boolean {
	const last = lastOf(call.to);
	if (last === 'update') {
		const maker = call.on === undefined ? undefined : code.calls[call.on];
		return maker !== undefined && lastOf(maker.to) === 'createHash' && fastAlgorithm.test(textOf(maker.args[0]) ?? '');
	}
	if (last === 'digest') return call.args.length === 2 && fastAlgorithm.test(textOf(call.args[0]) ?? entryText(call.args[0]));
	const from = packageOf(call, code);
	if (last === 'new') return from === 'hashlib' && fastAlgorithm.test(textOf(call.args[0]) ?? '');
	if (fastFunction.test(last)) return fastPackages.has(from) || from === 'crypto' || /^(?:CryptoJS|hashlib)$/u.test(firstOf(call.to));
	return call.to === firstOf(call.to) && fastPackages.has(from) && from !== 'crypto-js' && from !== 'hashlib';
}
