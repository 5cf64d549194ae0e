import type {Place} from '../../safe-text.ts';
import {lastOf, type Value} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {isReached} from '../reached.ts';

const role = /^(?:role|user_?role|isAdmin|is_admin|isSuperuser|is_superuser)$/iu;
const body = /^(?:req|request|ctx\.request)\.body(?:\.|$)/u;
const highest = /super_?-?(?:admin|user)|\bowner\b/iu;
const changes = /^(?:update|updateOne|updateMany|findByIdAndUpdate|findOneAndUpdate|update_one)$/u;

/** Lines that give somebody the role which a request names, in code that knows of one above the others. */
export const givenRoles = (facts: Facts): readonly Place[] =>
	facts.files.flatMap((file): readonly Place[] => {
		const scope =
			file.role === 'app' && file.side !== 'client' && isReached(file, facts.reached) === true
				? facts.program.scopes.at(file.path)
				: undefined;
		if (scope === undefined) return [];
		const set = scope.code.assignments
			.filter(({to, value, in: at, line}) => to.includes('.') && role.test(lastOf(to)) && isSent(value, at, line, scope))
			.map(({line, text, in: at}) => ({line, text, in: at}));
		const updated = scope.code.calls
			.filter(({to, args, in: at, line}) => changes.test(lastOf(to)) && args.some(arg => holdsRole(arg, at, line, scope)))
			.map(({line, text, in: at}) => ({line, text, in: at}));
		return [...set, ...updated].filter(one => namesHighest(one.in, scope)).map(({line, text}) => ({path: file.path, line, text}));
	});

/** `req.body.role`, or `role` out of `const {role} = req.body`. */
function isSent(value: Value, at: number, line: number, scope: FileScope): boolean {
	if (value.is !== 'name') return false;
	if (body.test(value.name)) return true;
	const bound = value.name.includes('.') ? undefined : scope.binding(value.name, at, line);
	return bound?.is === 'variable' && bound.variable.value.is === 'name' && body.test(bound.variable.value.name);
}

const deepest = 4;
function holdsRole(value: Value, at: number, line: number, scope: FileScope, left = deepest): boolean {
	if (left === 0 || value.is !== 'object') return false;
	return value.entries.some(
		({key, value: one}) => (role.test(key) && isSent(one, at, line, scope)) || holdsRole(one, at, line, scope, left - 1),
	);
}

/** The handler itself, in what it compares and refuses, speaks of a role above the others. */
const namesHighest = (at: number, scope: FileScope): boolean =>
	[...scope.callsIn(at), ...scope.exitsIn(at)].some(({text}) => highest.test(text));
