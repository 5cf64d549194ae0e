import type {Call} from '../code/code.ts';
import {firstOf} from '../code/code.ts';
import type {Effect} from '../entry-points/entry-point.ts';
import type {FileScope} from '../entry-points/scope.ts';
import {type Facts, holds} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';
import {namedIn} from './named.ts';

const privileged = /service_?role|service_?key|secret_?key|sb_secret|service-role/iu;
const saysPrivileged = (name: string): boolean => {
	const said = wordsOf(name);
	return said.includes('admin') || said.includes('service') || said.includes('privileged') || privileged.test(name);
};
const byTable = /(?:^|\.)(?:from|rpc|schema)(?:\(\)|$)/u;

/** The call is put to Supabase with the caller's own rights, so that row security decides. A client whose making cannot be seen is taken for one. */
export function leftToDatabase(effect: Effect, facts: Facts): boolean {
	if (!holds(facts, 'baas.supabase')) return false;
	const scope = facts.program.scopes.at(effect.path);
	const call = scope?.code.calls.find(({line, text, to}) => line === effect.line && text === effect.text && byTable.test(to));
	return scope !== undefined && call !== undefined && !isPrivileged(call, scope, facts);
}

/** The client of a call was made with the key that row security does not bind. */
function isPrivileged(call: Call, scope: FileScope, facts: Facts): boolean {
	const client = firstOf(call.to);
	if (saysPrivileged(client)) return true;
	const binding = scope.binding(client, call.in, call.line);
	const chosen = binding?.is === 'variable' && binding.variable.value.is === 'either' ? binding.variable.value.of : [];
	if (chosen.some(one => one.is === 'name' && saysPrivileged(one.name))) return true;
	const made = makerOf(client, scope, call, facts);
	if (made === undefined) return false;
	if (saysPrivileged(made.call.to)) return true;
	return made.names.some(name => saysPrivileged(name));
}

/** The call that makes a client, and what is named where it is made. */
function makerOf(
	client: string,
	scope: FileScope,
	call: Call,
	{program}: Facts,
): {readonly call: Call; readonly names: readonly string[]} | undefined {
	const binding = scope.binding(client, call.in, call.line);
	const local = binding?.is === 'variable' ? {value: binding.variable.value, scope} : undefined;
	const defined = local ?? definedElsewhere(client, scope, call, program);
	if (defined === undefined || defined.value.is !== 'call') return undefined;
	const maker = defined.scope.code.calls[defined.value.call];
	if (maker === undefined) return undefined;
	const own = maker.args.flatMap(arg => namesOf(arg, defined.scope, maker));
	const target = program.calleeOf(maker, defined.scope.path);
	if (target.is !== 'function') return {call: maker, names: own};
	const inner = program.scopes.at(target.path);
	if (inner === undefined) return {call: maker, names: own};
	const {names, texts} = namedIn(inner, target.function);
	return {call: maker, names: [...own, ...names, ...texts]};
}

function definedElsewhere(client: string, scope: FileScope, call: Call, {scopes}: Facts['program']) {
	const definition = scopes.modules.definitionOf(scope.path, client, call.in);
	if (definition.is !== 'variable') return undefined;
	const there = scopes.at(definition.path);
	return there === undefined ? undefined : {value: definition.value.value, scope: there};
}

/** What an argument names; a variable is looked up once. */
function namesOf(value: Call['args'][number], scope: FileScope, call: Call): readonly string[] {
	if (value.is === 'either') return value.of.flatMap(one => namesOf(one, scope, call));
	if (value.is === 'call') return (scope.code.calls[value.call]?.args ?? []).flatMap(arg => (arg.is === 'text' ? [arg.text] : []));
	if (value.is !== 'name') return [];
	const binding = scope.binding(value.name, call.in, call.line);
	const given = binding?.is === 'variable' ? binding.variable.value : undefined;
	const inner = given === undefined || given.is === 'name' ? [] : namesOf(given, scope, call);
	return [value.name, ...(given?.is === 'name' ? [given.name] : []), ...inner];
}
