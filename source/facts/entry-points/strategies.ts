import type {Call} from '../code/code.ts';
import {entryOf, lastOf} from '../code/code.ts';
import type {GuardKind} from './entry-point.ts';

const signIns: ReadonlySet<string> = new Set(
	'local google google-oauth20 facebook github twitter linkedin apple discord microsoft auth0 oauth2 saml openidconnect oidc spotify gitlab ldapauth magiclink'.split(
		' ',
	),
);
const optional: ReadonlySet<string> = new Set([
	'optional',
	'silent',
	'credentialsRequired',
	'authRequired',
	'passthrough',
	'auto_error',
	'optional_auth',
]);

/** What a library's guard guards with these options; undefined when it lets everybody pass, or is the sign-in itself. */
export function strategyOf(call: Call, kind: GuardKind): GuardKind | undefined {
	const last = lastOf(call.to);
	const [first] = call.args;
	if (last === 'authenticate' || last === 'AuthGuard') {
		const names =
			first?.is === 'text'
				? [first.text]
				: first?.is === 'list'
					? first.items.flatMap(item => (item.is === 'text' ? [item.text] : []))
					: [];
		if (names.some(name => signIns.has(name.toLowerCase()))) return undefined;
		if (names.includes('anonymous')) return undefined;
	}
	const options = [...call.args.flatMap(arg => (arg.is === 'object' ? arg.entries : [])), ...call.named];
	for (const {key, value} of options) {
		if (!optional.has(key) || value.is !== 'literal') continue;
		const passesAll =
			key === 'credentialsRequired' || key === 'authRequired' || key === 'auto_error' ? value.value === false : value.value === true;
		if (passesAll) return undefined;
	}
	if (unverified(call)) return undefined;
	if (last === 'current_user' && options.some(({key, value}) => key === 'superuser' && value.is === 'literal' && value.value === true))
		return 'role';
	return kind;
}

/** `options={"verify_signature": False}`. */
const unverified = (call: Call): boolean => {
	const given = call.named.find(({key}) => key === 'options')?.value;
	const said = entryOf(given, 'verify_signature');
	return (
		(said?.is === 'literal' && said.value === false) ||
		call.named.some(({key, value}) => key === 'verify' && value.is === 'literal' && value.value === false)
	);
};
