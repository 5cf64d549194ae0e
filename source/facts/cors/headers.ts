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
			asks && withSession ? 'everyone' : isText(value, '*') || asks ? 'everyone without a session' : 'listed',
		);
	});
}

/** The value is the origin of whoever asks, and nothing looks at it before. */
function reflects(value: Value, scope: FileScope, at: number, line: number, facts: Facts): boolean {
	if (value.is === 'either')
		return (
			value.of.length > 0 &&
			reflects(value.of[0] ?? {is: 'other'}, scope, at, line, facts) &&
			value.of.slice(1).every(one => one.is === 'text')
		);
	if (value.is === 'call') {
		const call = scope.code.calls[value.call];
		return (
			call !== undefined &&
			/headers?\.get$|(?:^|\.)(?:get|header|getHeader|getRequestHeader)$/u.test(call.to) &&
			call.args.some(arg => arg.is === 'text' && arg.text.toLowerCase() === 'origin') &&
			call.when.length === 0
		);
	}
	if (value.is !== 'name') return false;
	if (/(?:^|\.)headers\.(?:origin|Origin)$/u.test(value.name)) return true;
	const binding = value.name.includes('.') ? undefined : scope.binding(value.name, at, line);
	if (binding?.is !== 'variable' || binding.variable.in !== at) return false;
	const looked = scope
		.callsIn(at)
		.some(
			call =>
				(call.args.some(arg => arg.is === 'name' && arg.name === value.name) &&
					/(?:includes|has|test|some|indexOf|isAllowed\w*|match|endsWith|startsWith)$/u.test(call.to)) ||
				call.when.includes(value.name),
		);
	return !looked && reflects(binding.variable.value, scope, at, line, facts);
}
