import type {Place} from '../../safe-text.ts';
import type {Facts} from '../facts.ts';
import {distinct} from '../places.ts';
import {runningFiles} from './running.ts';

const clients =
	/(?:^|\.)(?:createClient|createBrowserClient|createServerClient|createClientComponentClient|getAuth|initializeAuth|ClerkProvider|NextAuth|betterAuth|Auth0Provider|AuthkitProvider|KindeProvider|Lucia|createAuthClient)$/u;
const signingIn =
	/(?:^|\.)(?:signInWithPassword|signUp|sign_up|sign_in_with_password|signInWithEmailAndPassword|createUserWithEmailAndPassword|signInWithPopup|signInWithOAuth|signInWithOtp|signIn|ClerkProvider|NextAuth|betterAuth|Auth0Provider|Lucia)$/u;

const callsOf = (facts: Facts, names: RegExp): readonly Place[] =>
	distinct(
		runningFiles(facts).flatMap(({path, code}) =>
			code.calls.filter(({to, text}) => text !== '' && names.test(to)).map(({line, text}): Place => ({path, line, text})),
		),
	);

/** Where the library of a sign-in service is set up, which then keeps the session itself. */
export const sessionKeepersIn = (facts: Facts): readonly Place[] => callsOf(facts, clients);

/** Where a password is handed to a sign-in service, or its library is set up to take it. */
export const handedPasswordsIn = (facts: Facts): readonly Place[] => callsOf(facts, signingIn);
