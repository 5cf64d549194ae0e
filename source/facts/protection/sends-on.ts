import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {Facts} from '../facts.ts';

const sending =
	/(?:^|\.)(?:telegram|bot|slack|discord|whatsapp|twilio|messenger|line|viber|chat|sms|mailer?)\w*(?:\(\))?(?:\.\w+)*\.(?:send|reply|push|post)\w*$|(?:^|\.)(?:send_?(?:telegram|slack|discord|whatsapp|chat|bot)?_?(?:message|reply|text|sms))$/iu;

/** What runs for an entry point sends a message to somebody. */
export const sendsOn = (point: EntryPoint, facts: Facts): boolean =>
	facts.program.runBy(point).some(({path, function: at}) => {
		const scope = facts.program.scopes.at(path);
		return scope?.bodyOf(at).some(inner => scope.callsIn(inner).some(({to}) => sending.test(to))) === true;
	});
