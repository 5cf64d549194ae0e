import type {Call} from '../code/code.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {Facts} from '../facts.ts';

/** Services that keep the accounts and count tries themselves. */
const hosted =
	/(?:^|\.)(?:auth\.(?:signIn\w*|signUp|resetPasswordForEmail|signInWithOtp|signInWithPassword|api\.\w+)|signInWithEmailAndPassword|createUserWithEmailAndPassword|initiateAuth|signInWithPopup)$|^(?:signIn|signUp)$/u;

/** A call that leaves a sign-in, a sign-up or a reset to a service which keeps the accounts. */
export const isHosted = ({to}: Call): boolean => hosted.test(to);

const ofVendors = /(?:^|\.)auth\.(?:signIn(?:With\w+)?|signUp|signOut|resetPasswordForEmail|updateUser|verifyOtp|exchangeCodeForSession)$/u;

/** All that an entry point changes is kept by a service that signs people in. */
export const asksHosted = (point: EntryPoint, facts: Facts): boolean =>
	facts.program.runBy(point).some(({path, function: at}) => {
		const scope = facts.program.scopes.at(path);
		return scope?.bodyOf(at).some(inner => scope.callsIn(inner).some(({to}) => ofVendors.test(to))) === true;
	});
