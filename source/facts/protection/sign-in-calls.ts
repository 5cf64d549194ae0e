import type {Place} from '../../safe-text.ts';
import {lastOf} from '../code/code.ts';
import {mayName} from '../code/lazy.ts';
import type {Facts} from '../facts.ts';
import {distinct} from '../places.ts';
import {runningFiles} from './running.ts';

const clients: readonly string[] =
	'createClient createBrowserClient createServerClient createClientComponentClient getAuth initializeAuth ClerkProvider NextAuth betterAuth Auth0Provider AuthkitProvider KindeProvider Lucia createAuthClient'.split(
		' ',
	);
const signingIn: readonly string[] =
	'signInWithPassword signUp sign_up sign_in_with_password signInWithEmailAndPassword createUserWithEmailAndPassword signInWithPopup signInWithOAuth signInWithOtp signIn ClerkProvider NextAuth betterAuth Auth0Provider Lucia'.split(
		' ',
	);

const callsOf = (facts: Facts, names: readonly string[]): readonly Place[] => {
	const known = new Set(names);
	return distinct(
		runningFiles(facts).flatMap(({path, code}) =>
			(mayName(code, names) ? code.calls : [])
				.filter(({to, text}) => text !== '' && known.has(lastOf(to)))
				.map(({line, text}): Place => ({path, line, text})),
		),
	);
};

/** Where the library of a sign-in service is set up, which then keeps the session itself. */
export const sessionKeepersIn = (facts: Facts): readonly Place[] => callsOf(facts, clients);

/** Where a password is handed to a sign-in service, or its library is set up to take it. */
export const handedPasswordsIn = (facts: Facts): readonly Place[] => callsOf(facts, signingIn);
