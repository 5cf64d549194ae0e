import type {Place} from '../../safe-text.ts';
import {type Written, writtenIn} from '../addresses/values.ts';
import {type Call, firstOf, lastOf, type Value} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {serverFiles} from '../sinks/sink.ts';
import {errorsAt} from './errors.ts';
import {isGated, isTyped} from './expected.ts';

const noting =
	/^(?:log|logs|logger|logging|console|print|warn|warning|error|debug|info|exception|fatal|traceback|sentry|capture\w*|report\w*|record\w*|set_error|setStatus|next|reject|raise|append|push|add|update|set|includes?|test|match|startsWith|Error|Exception)$/iu;
/** What sends piece after piece: a stream, an event, a socket. */
const sending = /^(?:write|enqueue|emit|send_text|send_json|sendEvent|writeSSE|sse|publish)$/u;
const asText = /^(?:str|repr|String|format)$/u;
const telling = /\.(?:message|stack)$/u;

/** Where the text of an error that nobody expected is streamed to whoever asked, or handed to a function of the project's own that writes it down. */
export const passedOnIn = (facts: Facts): readonly Place[] =>
	serverFiles(facts).flatMap(({scope}) => {
		if (scope.code.catches.length === 0 && !scope.code.functions.some(({parameters}) => parameters.length >= 4)) return [];
		const written = writtenIn(scope.code);
		const used = new Set(written.flatMap(({value}) => (value.is === 'call' ? [value.call] : [])));
		const broad = (name: string, at: number, line: number): boolean => {
			const [error] = errorsAt(scope, at, line);
			return (
				error?.name === name &&
				error.from !== 'result' &&
				(error.types.length === 0 || error.types.some(type => /^(?:Base)?Exception$/u.test(lastOf(type))))
			);
		};
		const calls = scope.code.calls.flatMap((call, index): readonly Place[] => {
			const {in: at, line, text, when} = call;
			if (isGated(when) || isTyped(when)) return [];
			const given = call.args.find((arg): arg is Value & {readonly is: 'name'} => arg.is === 'name' && broad(arg.name, at, line));
			if (given === undefined) return [];
			const isStreamed =
				scope.path.endsWith('.py') && asText.test(call.to) && (call.result === 'given' || call.result === 'returned') && !used.has(index);
			return isStreamed || writesDown(call, given, scope, facts) ? [{path: scope.path, line, text}] : [];
		});
		const names = written.flatMap(({value, givenTo, line, text, in: at, when}): readonly Place[] => {
			if (value.is !== 'name' || !telling.test(value.name) || isGated(when) || isTyped(when)) return [];
			const call = givenTo === undefined ? undefined : scope.code.calls[givenTo.call];
			if (call === undefined || !isSent(call, written, scope) || !broad(firstOf(value.name), at, line)) return [];
			return [{path: scope.path, line, text}];
		});
		return [...calls, ...names];
	});

/** It sends, or makes text of what is sent: `stream.write(JSON.stringify({error: error.message}))`. */
function isSent(call: Call, written: readonly Written[], scope: FileScope): boolean {
	const {code} = scope;
	if (sending.test(lastOf(call.to))) return true;
	if (!/^(?:JSON\.stringify|.{0,40}encode)$/u.test(call.to)) return false;
	const index = code.calls.indexOf(call);
	return written.some(({value, givenTo}) => {
		const outer = value.is === 'call' && value.call === index && givenTo !== undefined ? code.calls[givenTo.call] : undefined;
		return outer !== undefined && outer !== call && (sending.test(lastOf(outer.to)) || isSent(outer, written, scope));
	});
}

/** A function of the project's own that puts the message of what it is given into something. */
function writesDown(call: Call, given: Value & {readonly is: 'name'}, scope: FileScope, facts: Facts): boolean {
	if (call.result === 'dropped' || call.to.split('.').some(part => part !== lastOf(call.to) && noting.test(part))) return false;
	const target = facts.program.calleeOf(call, scope.path);
	const inner = target.is === 'function' ? facts.program.scopes.at(target.path) : undefined;
	if (target.is !== 'function' || inner === undefined) return false;
	const parameter = inner.code.functions[target.function]?.parameters[call.args.indexOf(given)]?.name;
	if (parameter === undefined) return false;
	const own = new Set(inner.bodyOf(target.function));
	return writtenIn(inner.code).some(({value, in: at, givenTo, when}) => {
		// What is only given back was followed already to what is answered with it.
		if (value.is !== 'name' || !own.has(at) || value.name !== `${parameter}.message` || givenTo === undefined) return false;
		const to = inner.code.calls[givenTo.call]?.to ?? '';
		const isNoted = !/^[A-Z]/u.test(lastOf(to)) && to.split('.').some(part => noting.test(part));
		return !isNoted && !isGated(when) && !isTyped(when);
	});
}
