import type {Place} from '../../safe-text.ts';
import {type Call, type Catch, firstOf, lastOf} from '../code/code.ts';
import type {Facts} from '../facts.ts';
import {type LogCall, logCallsOf} from './log-calls.ts';

/** A line of a log that holds an error which says more than what went wrong. */
export type TellingError = Place & {readonly holds: 'the request that failed, with its headers' | 'the number that a message was to go to'};

/** Errors that are logged as they come: one of axios holds the whole request, one of Twilio the number of a person. */
export const tellingErrors = (facts: Facts): readonly TellingError[] =>
	logCallsOf(facts).flatMap((log): readonly TellingError[] => {
		const held = heldBy(log);
		if (held === undefined) return [];
		const {calls = []} = log.file.code ?? {};
		const tried = calls.filter(one => one.inTry && one.in === held.from.in && one.line >= held.from.from && one.line < held.from.line);
		const place = {path: log.path, line: log.line, text: log.text};
		if (held.from.types.some(type => lastOf(type) === 'TwilioRestException') || tried.some(sendsText))
			return [{...place, holds: 'the number that a message was to go to'}];
		return held.whole && firstOf(log.call.to) === 'console' && tried.some(asksByAxios)
			? [{...place, holds: 'the request that failed, with its headers'}]
			: [];
	});

/** The error that a line of a log holds, and whether it holds all of it. */
function heldBy({call, file, logged}: LogCall): {readonly from: Catch; readonly whole: boolean} | undefined {
	const from = (file.code?.catches ?? []).find(one => one.in === call.in && call.line >= one.line && call.line <= one.end);
	if (from?.binding === undefined) return undefined;
	const {binding} = from;
	const named = logged.filter(({value}) => value.is === 'name' && (value.name === binding || value.name === `${binding}.message`));
	if (named.length === 0) return undefined;
	return {from, whole: named.some(({value, inText}) => value.is === 'name' && value.name === binding && !inText)};
}

/** `client.messages.create({to})`, as Twilio is told to send. */
const sendsText = ({to, args, named}: Call): boolean =>
	to.endsWith('messages.create') &&
	(named.some(({key}) => key === 'to') ||
		args.some(arg => arg.is === 'object' && arg.entries.some(({key}) => key === 'to') && arg.entries.some(({key}) => key === 'from')));

/** A request by axios that carries more than an address which stands in the code. */
const asksByAxios = ({to, args}: Call): boolean =>
	firstOf(to) === 'axios' && (args.length > 1 || (args[0] !== undefined && args[0].is !== 'text'));
