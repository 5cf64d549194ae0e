import type {Place} from '../../safe-text.ts';
import {lastOf, type Value} from '../code/code.ts';
import type {GuardOnTheWay} from '../entry-points/entry-point.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';
import {inputsOf} from '../inputs/inputs-of.ts';
import {isReached} from '../reached.ts';
import {dataCallsFor} from './handed-out.ts';

const role = /^(?:role|user_?role|isAdmin|is_admin|isSuperuser|is_superuser)$/iu;
const people: ReadonlySet<string> = new Set(
	'user users account accounts profile profiles member members membership memberships'.split(' '),
);
/** A guard that asks who somebody is, and whose refusal speaks of no right: that a record is one's own says nothing of the role that one may take. */
const identity: ReadonlySet<string> = new Set('auth getSession getServerSession getCurrentUser currentUser getUser'.split(' '));
const ofRights = /role|admin|permission|owner|staff|super|manage|forbidden|access/iu;
const isOfRights = ({name, kind, text}: GuardOnTheWay): boolean => kind === 'role' && (!identity.has(lastOf(name)) || ofRights.test(text));
const body = /^(?:req|request|ctx\.request)\.body(?:\.|$)/u;
const highest = /super_?-?(?:admin|user)|\bowner\b/iu;
const changes = /^(?:update|updateOne|updateMany|findByIdAndUpdate|findOneAndUpdate|update_one)$/u;

/** Lines that give somebody the role which a request names. */
export const givenRoles = (facts: Facts): readonly Place[] => [...givenAbove(facts), ...givenUnasked(facts)];

/** In a way in that asks for no role of the caller. */
const givenUnasked = (facts: Facts): readonly Place[] =>
	facts.entryPoints.points
		.filter(({kind, guards}) => (kind === 'http' || kind === 'action' || kind === 'rpc') && !guards.some(isOfRights))
		.flatMap(point => dataCallsFor(point, facts, 2))
		.filter(
			({operation, table, values, path, in: at, line}) =>
				operation === 'update' &&
				wordsOf(table).some(word => people.has(word)) &&
				values.some(
					({key, value}) =>
						role.test(key) &&
						inputsOf(facts)
							.of(value, {path, in: at, line})
							.inputs.some(({by}) => by === 'caller'),
				),
		)
		.map(({path, line, text}) => ({path, line, text}));

/** In code that knows of a role above the others. */
const givenAbove = (facts: Facts): readonly Place[] =>
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
