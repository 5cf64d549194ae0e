import {type Call, lastOf, type Value} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import {type Facts, holds} from '../facts.ts';
import {askedScopes, type Crash, strangersAt} from '../inputs/crashes.ts';
import type {Input} from '../inputs/input.ts';
import {inputsOf} from '../inputs/inputs-of.ts';
import {guardedBy} from './guarded.ts';

const verbs: ReadonlySet<string> = new Set(['limit', 'offset']);
/** What a query is made of, by the calls that a page is cut out of. */
const querying =
	/(?:^|\.|\(\))(?:select|query|from|where|filter|filter_by|order_by|orderBy|join|outerjoin|options|createQueryBuilder|group_by|groupBy|leftJoin|innerJoin)(?:\(\)|$)/u;
const finding = /(?:^|\.)(?:findAll|findAndCountAll|find|findAndCount|findMany)$/u;
/** What makes a number of text, or holds it down at its upper end alone. */
const toNumber = /^(?:Number|parseInt|parseFloat|Number\.parseInt|Number\.parseFloat|int|Math\.min|min)$/u;

/** Where the number of rows, or of those to leave out, goes from the address into a relational database although nothing keeps it from being negative. */
export function pageNumbersOf(facts: Facts): readonly Crash[] {
	// SQLite takes a negative number for none.
	if (!holds(facts, 'db.postgres', 'db.mysql', 'db.mssql') || holds(facts, 'db.sqlite') || !holds(facts, ...clients)) return [];
	return askedScopes(facts).flatMap(scope =>
		scope.code.calls.flatMap((call): readonly Crash[] => {
			const numbers = numbersIn(call);
			const points = numbers.length === 0 ? [] : strangersAt(call, scope, facts);
			const [first] = points.length === 0 ? [] : numbers.flatMap(value => openIn(value, call, scope, facts));
			if (first === undefined) return [];
			const guard = guardedBy(call, scope, facts);
			return [{path: scope.path, line: call.line, text: call.text, what: `a negative ${first.name}`, guard, points}];
		}),
	);
}

const clients = ['orm.sqlalchemy', 'orm.sqlmodel', 'orm.typeorm', 'orm.sequelize', 'orm.drizzle', 'orm.knex', 'orm.kysely'] as const;

/** The values that a call cuts a page out of a query by. */
function numbersIn(call: Call): readonly Value[] {
	const [first] = call.args;
	if (first === undefined) return [];
	if (verbs.has(lastOf(call.to))) {
		const before = call.to.slice(0, -lastOf(call.to).length);
		return call.args.length === 1 && (querying.test(before.replace(/\.$/u, '')) || /^(?:query|stmt|statement|q|qb)\.$/u.test(before))
			? [first]
			: [];
	}
	if (!finding.test(call.to) || first.is !== 'object') return [];
	return first.entries.filter(({key}) => /^(?:limit|offset|skip|take)$/u.test(key)).map(({value}) => value);
}

/** Numbers of the address that nothing looks at on the way. */
function openIn(value: Value, call: Call, scope: FileScope, facts: Facts): readonly Input[] {
	if (value.is !== 'name' && value.is !== 'call' && value.is !== 'either') return [];
	const {inputs} = inputsOf(facts).of(value, {path: scope.path, in: call.in, line: call.line});
	return inputs.filter(
		input =>
			input.by === 'caller' &&
			input.from === 'query' &&
			!isAskedAbout(input, call, scope) &&
			(isOpenParameter(input, facts) ||
				(input.whole !== true && input.checks.every(({is, name}) => is === 'converted' && toNumber.test(name)))),
	);
}

/** A condition names it, or what it was made into. */
const isAskedAbout = ({name}: Input, call: Call, scope: FileScope): boolean => {
	const last = lastOf(name);
	const names = (one: string): boolean => lastOf(one) === last;
	return (
		scope.callsIn(call.in).some(({when}) => when.some(names)) ||
		scope.exitsIn(call.in).some(({when}) => when.some(names)) ||
		scope.code.variables.some(
			one => one.in === call.in && one.value.is === 'either' && one.value.when?.some(names) === true && one.value.of.length > 2,
		)
	);
};

/** `skip: int = 0` of a FastAPI handler: a whole number, and nothing that bounds it. */
function isOpenParameter({name, path, line, checks}: Input, facts: Facts): boolean {
	const scope = facts.program.scopes.at(path);
	const parameter = scope?.code.functions.find(one => one.line === line)?.parameters.find(one => one.name === name);
	const [only] = checks;
	if (scope === undefined || parameter?.type === undefined || checks.length !== 1 || only?.is !== 'schema') return false;
	const made = parameter.default?.is === 'call' ? scope.code.calls[parameter.default.call] : undefined;
	const bounds = [...(made === undefined ? [] : [made]), ...callsOfType(parameter.type, scope)];
	return isWhole(parameter.type) && !bounds.some(call => call.named.some(({key}) => key === 'ge' || key === 'gt'));
}

const isWhole = (type: Value): boolean =>
	type.is === 'either'
		? type.of.some(isWhole)
		: type.is === 'generic'
			? /^(?:Optional|Annotated|Union)$/u.test(lastOf(type.name)) && type.of.some(isWhole)
			: type.is === 'name' && type.name === 'int';

const callsOfType = (type: Value, scope: FileScope): readonly Call[] =>
	type.is === 'generic' ? type.of.flatMap(one => (one.is === 'call' ? (scope.code.calls[one.call] ?? []) : callsOfType(one, scope))) : [];
