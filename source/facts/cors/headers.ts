import type {Value} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {isText, isTrue, place, type Sharing} from './share.ts';

const allows = /^access-control-allow-origin$/iu;
const credentialHeader = /^access-control-allow-credentials$/iu;

/** Headers that are set by hand: the origin of whoever asks, together with leave to send a session. */
export function written(scope: FileScope, facts: Facts): readonly Sharing[] {
	const set = scope.code.calls.flatMap(call => {
		const [name, value] = call.args;
		return name?.is === 'text' && value !== undefined && /(?:^|\.|\))\.?(?:setHeader|set|header|append|writeHead)$/u.test(call.to)
			? [{name: name.text, value, call}]
			: [];
	});
	const objects = [
		...scope.code.variables.map(one => ({value: one.value, line: one.line, text: one.text, in: one.in})),
		...scope.code.calls.flatMap(call => call.args.map(value => ({value, line: call.line, text: call.text, in: call.in}))),
	];
	const listed = objects.flatMap(({value, line, text, in: at}) =>
		value.is !== 'object'
			? []
			: value.entries
					.filter(({key}) => allows.test(key))
					.map(entry => ({
						value: entry.value,
						credentials: value.entries.find(({key}) => credentialHeader.test(key))?.value,
						line: entry.line || line,
						text,
						in: at,
					})),
	);
	const allowing = set.find(({name}) => credentialHeader.test(name));
	const found = [
		...set
			.filter(({name}) => allows.test(name))
			.map(({value, call}) => ({value, credentials: allowing?.value, line: call.line, text: call.text, in: call.in})),
		...listed,
	];
	return found.map(({value, credentials, line, text, in: at}) => {
		const withSession = credentials !== undefined && (isText(credentials, 'true') || isTrue(credentials));
		const asks = reflects(value, scope, at, line, facts);
		return place(
			scope,
			{line, text},
			asks === 'yes' && withSession
				? 'everyone'
				: asks === 'unless empty' && withSession
					? 'unknown'
					: isText(value, '*') || asks !== 'no'
						? 'everyone without a session'
						: 'listed',
		);
	});
}

/** Whether the value is the origin of whoever asks; `unless empty` when the only thing that is asked before is itself, alone. */
function reflects(value: Value, scope: FileScope, at: number, line: number, facts: Facts): 'yes' | 'unless empty' | 'no' {
	if (value.is === 'either')
		return value.of.slice(1).every(one => one.is === 'text') ? reflects(value.of[0] ?? {is: 'other'}, scope, at, line, facts) : 'no';
	if (value.is === 'call') {
		const call = scope.code.calls[value.call];
		const isOrigin =
			call !== undefined &&
			/headers?\.get$|(?:^|\.)(?:get|header|getHeader|getRequestHeader)$/u.test(call.to) &&
			call.args.some(arg => arg.is === 'text' && arg.text.toLowerCase() === 'origin') &&
			call.when.length === 0;
		return isOrigin ? 'yes' : 'no';
	}
	if (value.is !== 'name') return 'no';
	if (/(?:^|\.)headers\.(?:origin|Origin)$/u.test(value.name)) return 'yes';
	const binding = value.name.includes('.') ? undefined : scope.binding(value.name, at, line);
	if (binding?.is !== 'variable' || binding.variable.in !== at) return 'no';
	const calls = scope.callsIn(at);
	const looked = calls.some(
		call =>
			(call.args.some(arg => arg.is === 'name' && arg.name === value.name) &&
				/(?:includes|has|test|some|indexOf|isAllowed\w*|match|endsWith|startsWith)$/u.test(call.to)) ||
			(call.when.includes(value.name) && call.when.length > 1),
	);
	const found = looked ? 'no' : reflects(binding.variable.value, scope, at, line, facts);
	return found === 'yes' && calls.some(({when}) => when.includes(value.name)) ? 'unless empty' : found;
}
