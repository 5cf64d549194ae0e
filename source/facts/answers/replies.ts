import {type Call, lastOf} from '../code/code.ts';
import type {FileScope, Scopes} from '../entry-points/scope.ts';
import {ownErrorReply} from './own-errors.ts';
import {pythonReply} from './python-replies.ts';
import type {Replied} from './replied.ts';
import {scriptReply} from './script-replies.ts';
import {thrownReply} from './thrown-replies.ts';

/** What a call answers to whoever asked, in the words of its framework; undefined when it does not. */
export function repliedBy(call: Call, scope: FileScope, scopes: Scopes, isPython: boolean): Replied | undefined {
	const last = lastOf(call.to);
	const known = isPython ? pythonReply(call, last) : (scriptReply(call, last, scope, scopes) ?? thrownReply(call, last));
	return known ?? ownErrorReply(call, scope, scopes);
}
