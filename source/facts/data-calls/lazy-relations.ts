import type {Call, Value} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import {type Facts, holds} from '../facts.ts';
import type {DataCall} from './data-call.ts';
import {tableKey} from './tables.ts';

const related = /(?:^|\.)(?:relationship|Relationship|dynamic_loader)$/u;
const deepest = 4;

/** Whether rows that SQLAlchemy brings may load related ones when those are read: false only where nothing in the program reads any, and no page is made from rows. */
export function mayLoadRelated(calls: readonly DataCall[], facts: Facts): boolean {
	const described = new Set(
		facts.schema.tables.flatMap(({name, source, described: by}) =>
			source === 'sqlalchemy' || by?.source === 'sqlalchemy' ? [tableKey(name), tableKey(by?.model ?? name)] : [],
		),
	);
	if (calls.some(({client, table}) => client !== 'sqlalchemy' || !described.has(tableKey(table)))) return true;
	const scopes = facts.files.flatMap(({path, role}) => {
		const scope = role === 'app' && path.endsWith('.py') ? facts.program.scopes.at(path) : undefined;
		return scope === undefined ? [] : [scope];
	});
	const names = new Set(scopes.flatMap(relationsIn));
	if (names.size === 0) return false;
	const rendersPages =
		holds(facts, 'fw.flask') && scopes.some(({code}) => code.calls.some(({to}) => /(?:^|\.)render_template(?:_string)?$/u.test(to)));
	return rendersPages || scopes.some(scope => reads(scope, names));
}

/** The attributes of models that stand for rows of another table, and what those call the way back. */
function relationsIn({code}: FileScope): readonly string[] {
	const fields = code.classes.flatMap(one => one.fields);
	return fields.flatMap(({name, value}) => {
		const call = value?.is === 'call' ? code.calls[value.call] : undefined;
		if (call === undefined || !related.test(call.to)) return [];
		const back = call.named.flatMap(({key, value: said}) =>
			key === 'backref' || key === 'back_populates' ? backIn(said, code.calls) : [],
		);
		return [name, ...back];
	});
}

const backIn = (value: Value, calls: readonly Call[]): readonly string[] => {
	const said = value.is === 'call' ? calls[value.call]?.args[0] : value;
	return said?.is === 'text' ? [said.text] : [];
};

/** Something is read off a row by such a name, or an answer is described with a field of that name. */
function reads({code}: FileScope, names: ReadonlySet<string>): boolean {
	const isPart = (name: string): boolean =>
		name
			.split('.')
			.slice(1)
			.some(part => names.has(part.replace('()', '')));
	const within = (value: Value | undefined, left = deepest): boolean => {
		if (value === undefined || left === 0) return false;
		switch (value.is) {
			case 'name':
				return isPart(value.name);
			case 'object':
				return value.entries.some(one => within(one.value, left - 1));
			case 'list':
				return value.items.some(one => within(one, left - 1));
			case 'either':
				return value.of.some(one => within(one, left - 1)) || (value.when ?? []).some(isPart);
			case 'other':
				return (value.of ?? []).some(one => within(one, left - 1));
			case 'template':
				return value.holes.some(one => within(one, left - 1));
			case 'spread':
				return within(value.of, left - 1);
			case 'text':
			case 'literal':
			case 'call':
			case 'function':
			case 'class':
			case 'generic':
				return false;
		}
	};
	return (
		code.calls.some(
			call =>
				isPart(call.to) || call.when.some(isPart) || call.args.some(one => within(one)) || call.named.some(({value}) => within(value)),
		) ||
		code.variables.some(one => within(one.value)) ||
		code.assignments.some(one => isPart(one.to) || within(one.value)) ||
		code.exits.some(one => within(one.value) || one.when.some(isPart)) ||
		code.classes.some(one => one.fields.some(field => names.has(field.name) && !isRelation(field.value, code.calls)))
	);
}

const isRelation = (value: Value | undefined, calls: readonly Call[]): boolean =>
	value?.is === 'call' && related.test(calls[value.call]?.to ?? '');
