import {type Call, lastOf, type Value} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import {type Facts, holds} from '../facts.ts';
import {type Part, placeOf, type Sink, serverFiles} from './sink.ts';
import {statementOf} from './statement.ts';

const asking: ReadonlySet<string> = new Set(
	'find findOne findOneAndUpdate findOneAndDelete findOneAndReplace findOneAndRemove updateOne updateMany deleteOne deleteMany replaceOne countDocuments count exists distinct where remove update find_one find_one_and_update find_one_and_delete update_one update_many delete_one delete_many replace_one count_documents'.split(
		' ',
	),
);

/** Where documents are looked for by a filter that holds more than constants, in code that runs on a server. */
export function filterSinksOf(facts: Facts): readonly Sink[] {
	if (!holds(facts, 'db.mongo', 'orm.mongoose')) return [];
	return serverFiles(facts).flatMap(({scope}) => scope.code.calls.flatMap(call => filterIn(call, scope)));
}

/** Verbs that other things than collections have. */
const common: ReadonlySet<string> = new Set('find count exists distinct where remove update'.split(' '));

function filterIn(call: Call, scope: FileScope): readonly Sink[] {
	const [first] = call.args;
	const last = lastOf(call.to);
	if (!asking.has(last) || !call.to.includes('.') || first === undefined || call.to.includes('()')) return [];
	if (first.is !== 'object' && first.is !== 'name') return [];
	const holder = call.to.split('.').at(-2) ?? '';
	if (common.has(last) && !/^[A-Z]|(?:model|col|coll|collection|dao)$/iu.test(holder)) return [];
	if (common.has(last) && first.is === 'name') return [];
	const at = {path: scope.path, in: call.in, line: call.line};
	const parts = (first.is === 'object' ? first.entries.flatMap(({key, value}) => valuesIn(key, value, call, scope)) : [first]).map(
		(value): Part => ({value, at, quoted: false}),
	);
	return parts.length === 0 ? [] : [{...placeOf(scope.path, call), name: call.to, parts, unread: false}];
}

/** The values of a filter, without what is put into operators that take text alone. */
function valuesIn(key: string, value: Value, call: Call, scope: FileScope, left = 3): readonly Value[] {
	if (key === '$where') return statementOf(value, call, scope).parts.map(part => part.value);
	if (key === '$regex' || key === '$text' || key === '$search' || key === '$options' || left === 0) return [];
	if (value.is === 'object') return value.entries.flatMap(entry => valuesIn(entry.key, entry.value, call, scope, left - 1));
	if (value.is === 'list') return value.items.flatMap(item => valuesIn(key, item, call, scope, left - 1));
	return value.is === 'name' ? [value] : [];
}

/** Where code for the database itself is put together: `$where`. */
export function whereSinksOf(facts: Facts): readonly Sink[] {
	if (!holds(facts, 'db.mongo', 'orm.mongoose')) return [];
	return serverFiles(facts).flatMap(({scope}) =>
		[...scope.code.calls.flatMap(call => call.args.map(value => ({value, call}))), ...returned(scope)].flatMap(
			({value, call}): readonly Sink[] => {
				const held = value.is === 'object' ? value.entries.find(({key}) => key === '$where') : undefined;
				if (held === undefined) return [];
				const {parts} = statementOf(held.value, {...call, line: held.line}, scope);
				return parts.length === 0
					? []
					: [{...placeOf(scope.path, {line: held.line, text: call.text}), name: '$where', parts, unread: false}];
			},
		),
	);
}

/** What functions return, as if a call were given it. */
const returned = (scope: FileScope): readonly {readonly value: Value; readonly call: Call}[] =>
	scope.code.exits.flatMap(exit =>
		exit.value === undefined
			? []
			: [
					{
						value: exit.value,
						call: {
							to: '',
							line: exit.line,
							end: exit.line,
							text: exit.text,
							in: exit.in,
							args: [],
							named: [],
							isNew: false,
							isAwaited: false,
							result: 'kept',
							inLoop: false,
							inTry: false,
							when: exit.when,
						} as const,
					},
				],
	);
