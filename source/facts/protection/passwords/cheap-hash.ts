import {type Call, type Code, firstOf, lastOf, type Value} from '../../code/code.ts';
import type {Facts} from '../../facts.ts';
import {packageOf} from '../imported.ts';
import type {RunningFile} from '../running.ts';
import type {WeakPassword} from './weak-password.ts';

const leastCost = 10;
/** OWASP asks for 210,000 rounds with SHA-512 and for 600,000 with SHA-256; below this nobody argues. */
const leastRounds = 100_000;

/** The cost that a call of bcrypt is given, where it is a number. */
function costOf(call: Call, path: string, code: Code, facts: Facts): number | undefined {
	const last = lastOf(call.to);
	const from = packageOf(call, code);
	if (!/^(?:bcrypt|bcryptjs|bcrypt-ts|@node-rs\/bcrypt)(?:\/|$)/u.test(from) && !/^bcrypt(?:js)?$/iu.test(firstOf(call.to)))
		return undefined;
	const value = /^hash(?:Sync)?$/u.test(last)
		? call.args[1]
		: /^gen_?salt(?:Sync)?$/iu.test(last)
			? (call.args[0] ?? call.named.find(({key}) => key === 'rounds')?.value)
			: undefined;
	return numberOf(value, path, call.in, facts);
}

function numberOf(value: Value | undefined, path: string, at: number, facts: Facts): number | undefined {
	if (value?.is === 'literal') return typeof value.value === 'number' ? value.value : undefined;
	if (value?.is !== 'name') return undefined;
	const found = facts.program.scopes.modules.definitionOf(path, value.name, at);
	const given = found.is === 'variable' ? found.value.value : undefined;
	return given?.is === 'literal' && typeof given.value === 'number' ? given.value : undefined;
}

/** The rounds of PBKDF2 over a password, where they are a number. */
function roundsOf(call: Call, path: string, facts: Facts): number | undefined {
	const last = lastOf(call.to);
	if (last !== 'pbkdf2' && last !== 'pbkdf2Sync' && last !== 'pbkdf2_hmac') return undefined;
	const first = last === 'pbkdf2_hmac' ? 1 : 0;
	if (!namesIn(call.args[first], facts, path).some(name => /passw|pwd|passphrase/iu.test(name))) return undefined;
	return numberOf(call.args[first + 2] ?? call.named.find(({key}) => key === 'iterations')?.value, path, call.in, facts);
}

/** The names that a value is, or is made of by a call: `password.encode()`. */
function namesIn(value: Value | undefined, facts: Facts, path: string): readonly string[] {
	if (value?.is === 'name') return [value.name];
	const call = value?.is === 'call' ? facts.program.scopes.at(path)?.code.calls[value.call] : undefined;
	return call === undefined ? [] : [call.to, ...call.args.flatMap(arg => (arg.is === 'name' ? [arg.name] : []))];
}

/** Where a slow hash is told to be quick: bcrypt with a cost, PBKDF2 with a number of rounds, that is too low. */
export const cheapIn = ({path, code}: RunningFile, facts: Facts): readonly WeakPassword[] =>
	code.calls.flatMap((call): readonly WeakPassword[] => {
		const cost = costOf(call, path, code, facts);
		const rounds = roundsOf(call, path, facts);
		if (rounds !== undefined && rounds < leastRounds && rounds > 0)
			return [
				{
					path,
					line: call.line,
					text: call.text,
					how: 'cheap',
					said: `PBKDF2 runs ${rounds} rounds over a password, far below the 210,000 that are advised`,
				},
			];
		return cost !== undefined && cost < leastCost && cost > 0
			? [{path, line: call.line, text: call.text, how: 'cheap', said: `bcrypt runs with a cost of ${cost}, below ${leastCost}`}]
			: [];
	});
