import type {Value} from '../../code/code.ts';
import type {Spot} from '../../entry-points/scope.ts';
import {isConnection, isProof, type Origin, settingOf, strongest} from '../origin.ts';
import {namesIdentity, namesRole, partsOf} from '../words.ts';
import {fromElsewhere} from './definition.ts';
import {ofParameter} from './parameter.ts';
import {failing, into, scan} from './path.ts';
import {memberOf} from './result.ts';
import type {Trace} from './trace.ts';

const receivers: ReadonlySet<string> = new Set('this self cls'.split(' '));

/** Where a name comes from, by what it is bound to where it stands. */
export function ofName(trace: Trace, name: string, spot: Spot, line: number, left: number): Origin {
	const setting = settingOf(name);
	if (setting !== undefined) return {is: setting === 'mode' ? 'none' : 'secret', name, direct: false};
	const parts = partsOf(name);
	const [root = '', ...rest] = receivers.has(parts[0] ?? '') ? parts.slice(1) : parts;
	const scope = trace.scopes.at(spot.path);
	if (scope === undefined || left === 0) return {is: 'unknown', name, direct: false};
	if (receivers.has(parts[0] ?? '')) return scan([root, ...rest], name);
	const binding = scope.binding(root, spot.in, line);
	if (binding?.is === 'parameter') return ofParameter(trace, binding, root, rest, spot.path, name, left);
	if (binding === undefined) return fromElsewhere(trace, root, rest, spot, name, left);
	const {value, pattern, names, keys, type} = binding.variable;
	if (isConnection(type)) return {is: 'none', name, direct: false};
	const here = {path: spot.path, in: binding.variable.in};
	const key = keys?.[names.indexOf(root)] ?? root;
	if (value.is === 'name' && value.name !== root)
		return trace.ofName([value.name, ...(pattern === 'object' ? [key] : []), ...rest].join('.'), here, binding.variable.line, left - 1);
	const part = pattern === 'object' && !failing.test(key) ? memberOf(trace, value, key, here, left - 1) : undefined;
	const origin = part ?? given(trace, root, value, here, spot, binding.variable.line, left - 1);
	const told = pattern === 'object' ? [...key.split('.'), ...rest] : rest;
	if (isProof(origin)) return into(origin, told, name);
	const said = [...(pattern === 'object' || value.is === 'other' ? [root] : []), ...rest];
	// A comparison says no more than the name that it is given.
	if (origin.is === 'unknown' && (value.is === 'call' || value.is === 'other') && said.some(namesIdentity))
		return {is: said.some(namesRole) ? 'role' : 'identity', name: origin.name === '' ? name : origin.name, direct: true};
	return origin;
}

/** What a variable is given, where it is made and afterwards. */
function given(trace: Trace, root: string, value: Value, here: Spot, spot: Spot, line: number, left: number): Origin {
	const first = trace.ofValue(value, here, line, left);
	if (isProof(first) || first.is === 'supplied' || left <= 0) return first;
	const scope = trace.scopes.at(spot.path);
	if (value.is === 'text' || value.is === 'literal') {
		// Where the last of several values is a mere constant, it is what there is without the others.
		const others = (scope?.variablesOf(root) ?? []).filter(one => one.in === here.in && one.value !== value && one.pattern === 'name');
		if (others.length > 0) return strongest(others.slice(-5).map(one => trace.ofValue(one.value, here, one.line, left - 1)));
	}
	const later = [...new Set([here.in, spot.in])]
		.flatMap(at => scope?.assignmentsIn(at) ?? [])
		.filter(one => one.to === root && one.value.is !== 'function');
	if (later.length === 0) return first;
	return strongest([first, ...later.slice(0, 5).map(one => trace.ofValue(one.value, {path: spot.path, in: one.in}, one.line, left - 1))]);
}
