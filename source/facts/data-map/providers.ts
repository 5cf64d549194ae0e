import {type Call, entryOf, lastOf, textOf, type Value} from '../code/code.ts';
import type {FileFact} from '../files.ts';

/** What a call does to an account that somebody else keeps. */
export type ProviderCall =
	| 'deletes'
	| 'deletes a row'
	| 'deletes if signed in anew'
	| 'signs in anew'
	| 'makes'
	| 'offers deletion'
	| 'runs a procedure';

const deleting =
	/(?:^|\.)(?:auth\.admin\.deleteUser|auth\(\)\.deleteUser|users\.deleteUser|auth\.api\.deleteUser|authClient\.deleteUser|management\.users\.delete|admin\.deleteUser|auth\.delete_user|auth\.admin\.delete_user)$|^(?:AdminDeleteUserCommand|DeleteUserCommand)$/u;
const making =
	/(?:^|\.)(?:auth\.admin\.createUser|auth\(\)\.createUser|users\.createUser|createUserWithEmailAndPassword|auth\.signUp|auth\.create_user|auth\.admin\.create_user|auth\.api\.signUpEmail)$/u;
const byProvider = /^(?:firebase\/auth|firebase-admin(?:\/auth)?|@react-native-firebase\/auth|@firebase\/auth|@clerk\/.+|firebase)$/u;
const inBrowser = /^(?:firebase\/auth|@react-native-firebase\/auth|@firebase\/auth|firebase)$/u;
const ofUser = /(?:^|\.)(?:user|currentUser|current_user)\.(?:delete|remove|destroy|deleteOne)$/u;
const account = /(?:user|account|profile|me|self|myself)/u;
const leaving = /(?:delete|remove|erase|anonymi[sz]e|close)/u;

const isOn = (value: Value | undefined): boolean =>
	value?.is === 'object' && entryOf(value, 'enabled')?.is === 'literal' ? isTrue(entryOf(value, 'enabled')) : isTrue(value);
const isTrue = (value: Value | undefined): boolean => value?.is === 'literal' && value.value === true;

/** What a call does to an account that a provider of sign-in keeps; undefined when it does nothing to one. */
export function providerCall(call: Call, file: Pick<FileFact, 'imports' | 'side'>): ProviderCall | undefined {
	const {to} = call;
	const last = lastOf(to);
	const comes = (pattern: RegExp): boolean => file.imports.some(({source, typeOnly}) => !typeOnly && pattern.test(source));
	if (deleting.test(to)) return 'deletes';
	if (/^reauthenticate/u.test(last)) return 'signs in anew';
	if (last === 'deleteUser' || ofUser.test(to)) {
		if (comes(inBrowser)) return 'deletes if signed in anew';
		if (comes(byProvider)) return 'deletes';
		return ofUser.test(to) && file.side !== 'client' ? 'deletes a row' : undefined;
	}
	if (last === 'get_users_router' && comes(/^fastapi_users/u)) return 'deletes';
	if (making.test(to)) return 'makes';
	if (last === 'betterAuth') {
		const user = entryOf(call.args[0], 'user');
		return isOn(entryOf(user, 'deleteUser')) ? 'deletes' : undefined;
	}
	if ((last === 'UserProfile' || last === 'UserButton' || last === 'AccountSettings') && comes(/^@clerk\/|^@stackframe\/|^@daveyplate\//u))
		return 'offers deletion';
	if (last === 'rpc') {
		const name = textOf(call.args[0]) ?? '';
		return leaving.test(name) && account.test(name) ? 'runs a procedure' : undefined;
	}
	return last === 'include' && /^djoser\.urls/u.test(textOf(call.args[0]) ?? '') ? 'deletes' : undefined;
}

/** The endings by which it is told, without looking into a file, that none of its calls is one of these. */
export const providerEndings: readonly string[] = [
	'deleteUser',
	'delete_user',
	'.delete',
	'.remove',
	'.destroy',
	'.deleteOne',
	'reauthenticateWithCredential',
	'reauthenticateWithPopup',
	'reauthenticateWithRedirect',
	'reauthenticate',
	'DeleteUserCommand',
	'get_users_router',
	'createUser',
	'create_user',
	'signUp',
	'createUserWithEmailAndPassword',
	'signUpEmail',
	'betterAuth',
	'UserProfile',
	'UserButton',
	'AccountSettings',
	'rpc',
	'include',
];
