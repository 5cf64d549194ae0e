import type {Call} from '../code/code.ts';
import {lastOf} from '../code/code.ts';
import type {Effect} from '../entry-points/entry-point.ts';
import {wordsOf} from '../guards/words.ts';
import type {RunCall} from './handled.ts';

const sending: ReadonlySet<string> = new Set(['send', 'notify', 'reply']);
const messages: ReadonlySet<string> = new Set(
	'whatsapp message messages text sms email mail dm notification notifications push slack telegram discord confirmation receipt'.split(' '),
);

/** A function that is named after sending somebody a message is waited for: `await sendWhatsAppText(…)`. */
export function isSaying(call: Call): boolean {
	const words = wordsOf(lastOf(call.to));
	return call.isAwaited && words.length > 1 && words.some(word => sending.has(word)) && words.some(word => messages.has(word));
}

/** The message that such a call sends, as an effect. */
export const effectOfSaying = ({call, scope}: RunCall): Effect => ({
	does: 'texts',
	what: lastOf(call.to),
	path: scope.path,
	line: call.line,
	text: call.text,
});
