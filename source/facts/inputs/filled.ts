import {type Call, firstOf, lastOf, type Value} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';

/** A record that is filled by hand before it is saved: the values that go into it, and where. */
type Filled = {readonly values: readonly Value[]; readonly at: {readonly in: number; readonly line: number; readonly text: string}};

const creating = /\.objects\.(?:create|get_or_create|update_or_create|acreate)$/u;
const saving = /\.(?:commit|flush)$/u;
const noRecord = /^(?:self|this|cls|req|request|res|response|exports|module|ctx|context|app|session|window|document|config|g)$/u;

/** Records of the database that a file's functions fill field by field: `User(name=…)`, `new User({…})` that is saved, `user.name = …` before a commit. */
export const filledIn = (scope: FileScope, facts: Facts): readonly Filled[] => [
	...scope.code.calls.flatMap((call): readonly Filled[] => {
		const values = made(call, scope, facts);
		return values.length === 0 ? [] : [{values, at: call}];
	}),
	...assigned(scope),
];

/** What a new record is filled with. */
function made(call: Call, scope: FileScope, facts: Facts): readonly Value[] {
	const fields = (all: readonly {readonly key: string; readonly value: Value}[]): readonly Value[] =>
		all.flatMap(({key, value}) => (key === '...' || key === 'defaults' ? [] : [one(value)]));
	const isPython = scope.path.endsWith('.py');
	if (isPython && creating.test(call.to)) return fields(call.named);
	if (!(isPython ? isTable(call, scope, facts) : call.isNew && /^[A-Z]\w*$/u.test(call.to) && call.args.length === 1)) return [];
	const index = scope.code.calls.indexOf(call);
	const held = scope.code.variables.find(({value, in: at}) => at === call.in && value.is === 'call' && value.call === index)?.names[0];
	// What is added to a session is followed from there.
	const isSaved = scope.callsIn(call.in).some(each => lastOf(each.to) === 'save' && (each.to === `${held}.save` || each.on === index));
	if (!isSaved) return [];
	if (isPython) return fields(call.named);
	const [given] = call.args;
	if (given === undefined) return [];
	if (given.is !== 'object') return given.is === 'name' ? [given] : [];
	return given.entries.map(({key, value}) => (key === '...' ? value : one(value)));
}

/** One field: what was sent as a whole is none of it. */
const one = (value: Value): Value => ({is: 'list', items: [value]});

/** A call that makes an object of a table that Python code describes. */
export function isTable(call: Call, scope: FileScope, facts: Facts): boolean {
	const target = facts.program.calleeOf(call, scope.path);
	const bases = target.is === 'class' ? (facts.program.scopes.at(target.path)?.code.classes[target.class]?.bases ?? []) : [];
	// A class of that name may be pydantic's: `Base` and `Model` of the database are told by the schema.
	return (
		facts.schema.tables.length > 0 &&
		bases.some(
			base =>
				base.is === 'name' &&
				/^(?:(?:db|models|database)\.)?(?:Model|Base|Document|DynamicDocument|BaseModelORM|DeclarativeBase)$/u.test(base.name),
		)
	);
}

/** Fields of a record that was looked up, given anew and saved in the same function. */
function assigned(scope: FileScope): readonly Filled[] {
	const groups = new Map<string, Filled>();
	for (const {to, value, in: at, line, text} of scope.code.assignments) {
		const root = firstOf(to);
		if (at < 0 || to.split('.').length !== 2 || noRecord.test(root)) continue;
		const isSaved = scope
			.callsIn(at)
			.some(call => call.line >= line && (call.to === `${root}.save` || (scope.path.endsWith('.py') && saving.test(call.to))));
		if (!isSaved || !isLookedUp(root, at, line, scope)) continue;
		const key = `${at} ${root}`;
		const before = groups.get(key);
		groups.set(
			key,
			before === undefined ? {values: [one(value)], at: {in: at, line, text}} : {...before, values: [...before.values, one(value)]},
		);
	}
	return [...groups.values()];
}

const looking = /^(?:find\w*|get|first|one|one_or_none|one_or_404|first_or_404|get_or_404|get_object_or_404|scalar\w*|fetchone)$/u;

const isLookedUp = (name: string, at: number, line: number, scope: FileScope): boolean => {
	const binding = scope.binding(name, at, line);
	const value = binding?.is === 'variable' ? binding.variable.value : undefined;
	return value?.is === 'call' && looking.test(lastOf(scope.code.calls[value.call]?.to ?? ''));
};
