import {type Call, type Code, firstOf} from '../../code/code.ts';

const passed = /^(?:exp|iat|nbf|expiresAt|expires|isExpired|expiry|header|kid)$/u;

/** What is read of the decoded token: its expiry alone, or who it speaks of. */
export function isOnlyExpiry(call: Call, code: Code): boolean {
	const line = code.variables.find(one => one.in === call.in && one.line === call.line);
	if (line === undefined) return /\.exp\b/u.test(call.text);
	const names = new Set(line.names);
	if (line.pattern === 'object') return line.names.every(name => passed.test(name));
	const read = [
		...code.calls
			.filter(({in: at}) => at === call.in)
			.flatMap(({args, when, to}) => [to, ...when, ...args.flatMap(arg => (arg.is === 'name' ? [arg.name] : []))]),
		...code.exits.filter(({in: at}) => at === call.in).flatMap(({value, when}) => [...when, ...(value?.is === 'name' ? [value.name] : [])]),
		...code.variables.filter(({in: at}) => at === call.in).flatMap(({value}) => (value.is === 'name' ? [value.name] : [])),
	].filter(name => names.has(firstOf(name)));
	return (
		read.length > 0 &&
		read.every(
			name =>
				name
					.split('.')
					.slice(1)
					.every(part => passed.test(part)) && name.includes('.'),
		)
	);
}
