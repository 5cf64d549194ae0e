import {type Call, entryOf, textOf, type Value} from '../../code/code.ts';
import type {Facts} from '../../facts.ts';

/** The option that switches the signature's check off: the literal, or a constant or a setting that is false when nobody sets it. */
function isOff(value: Value | undefined, path: string, at: number, facts: Facts): boolean {
	if (value?.is === 'literal') return value.value === false;
	if (value?.is !== 'name') return false;
	const found = facts.program.scopes.modules.definitionOf(path, value.name, at);
	const given = found.is === 'variable' ? found.value.value : undefined;
	return given?.is === 'literal' && (given.value === false || given.value === null);
}

/** The call says that signatures are not to be checked. */
export function switchedOff(call: Call, path: string, facts: Facts): boolean {
	const options = call.named.find(({key}) => key === 'options')?.value ?? call.args[3];
	if (isOff(entryOf(options, 'verify_signature'), path, call.in, facts)) return true;
	if (call.named.some(({key, value}) => key === 'verify' && isOff(value, path, call.in, facts))) return true;
	const allowed = [...call.args, ...call.named.map(({value}) => value)].flatMap(arg => [entryOf(arg, 'algorithms'), arg]);
	return allowed.some(list => list?.is === 'list' && list.items.some(item => textOf(item)?.toLowerCase() === 'none'));
}
