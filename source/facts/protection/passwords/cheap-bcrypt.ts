import {type Call, type Code, firstOf, lastOf, type Value} from '../../code/code.ts';
import type {Facts} from '../../facts.ts';
import {packageOf} from '../imported.ts';
import type {RunningFile} from '../running.ts';
import type {WeakPassword} from './weak-password.ts';

const leastCost = 10;

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

/** Where bcrypt runs with a cost that is too low. */
export const cheapIn = ({path, code}: RunningFile, facts: Facts): readonly WeakPassword[] =>
	code.calls.flatMap((call): readonly WeakPassword[] => {
		const cost = costOf(call, path, code, facts);
		return cost !== undefined && cost < leastCost && cost > 0
			? [{path, line: call.line, text: call.text, how: 'cheap', said: `bcrypt runs with a cost of ${cost}, below ${leastCost}`}]
			: [];
	});
