import type {Place} from '../../../safe-text.ts';
import {tablesOf} from '../../access/handed-out.ts';
import type {DataCall} from '../../data-calls/data-call.ts';
import {dataCallsOf} from '../../data-calls/data-calls.ts';
import type {Facts} from '../../facts.ts';
import type {Input} from '../../inputs/input.ts';
import {inputsOf} from '../../inputs/inputs-of.ts';

const kept = /^(?:(?:user|plain|hashed|encrypted)_?)?(?:password|passwd)(?:_?hash)?$/iu;
const hashed = /hash|crypt|argon|digest|derive|password/iu;
/** What is written past the object of a row runs none of the hooks that would hash. */
const byQuery = /(?:^|\.)(?:update|updateOne|updateMany|findByIdAndUpdate|findOneAndUpdate|update_one|update_many)$/u;

/** Updates that write what a caller sends as a password, or all that a caller sends over a row with one, and that no hash was seen to come before. */
export const unhashedUpdatesIn = (facts: Facts): readonly Place[] =>
	dataCallsOf(facts)
		.filter(one => one.operation === 'update' && writesSent(one, facts))
		.map(({path, line, text}) => ({path, line, text}));

function writesSent(one: DataCall, facts: Facts): boolean {
	const at = {path: one.path, in: one.in, line: one.line};
	const inputs = inputsOf(facts);
	const password = one.values.find(({key}) => kept.test(key));
	if (password !== undefined) return inputs.of(password.value, at).inputs.some(isPlain);
	const call = facts.program.scopes.at(one.path)?.code.calls[one.call];
	const row = call?.args[1];
	if (call === undefined || row?.is !== 'name' || one.values.length > 0 || !byQuery.test(call.to)) return false;
	if (!tablesOf(one, facts).some(({columns}) => columns.some(({name}) => kept.test(name)))) return false;
	return inputs.of(row, at).inputs.some(input => isPlain(input) && input.whole === true && input.shape === 'any');
}

const isPlain = ({by, checks}: Input): boolean => by === 'caller' && !checks.some(({is, name}) => is === 'converted' && hashed.test(name));
