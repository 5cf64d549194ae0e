import {type Code, lastOf, textOf, type Value} from '../../code/code.ts';
import {packageOf} from '../../packages.ts';
import type {DescribedColumn, Description} from '../description.ts';
import type {KeyStep} from '../step.ts';
import {callOf, chainOf, type DescriptionReader, stepOf, textsOf} from './reading.ts';

/** The tables that a Convex schema describes: `defineSchema({users: defineTable({…})})`. */
export const convexTables: DescriptionReader = ({files, packages, modules}) =>
	files.flatMap(({path, code}) => {
		const schema = code?.imports.some(({from}) => from === 'convex/server') ? code.calls.find(({to}) => to === 'defineSchema') : undefined;
		if (code === undefined || schema?.args[0]?.is !== 'object') return [];
		return schema.args[0].entries.flatMap(({key, value, line}): readonly Description[] => {
			const found = value.is === 'name' ? modules.definitionOf(path, value.name) : undefined;
			const there = found?.is === 'variable' ? modules.codeOf(found.path) : undefined;
			const call = callOf(there ?? code, found?.is === 'variable' ? found.value.value : value);
			if (call === undefined) return [];
			const chain = chainOf(there ?? code, call);
			const [first] = chain;
			if (first === undefined || lastOf(first.to) !== 'defineTable') return [];
			const place = {path, line, text: first.text};
			const columns = fieldsOf(there ?? code, place, first.args[0]);
			return [
				{
					...place,
					source: 'convex',
					package: packageOf(path, packages),
					model: key,
					table: {schema: '', name: key},
					orCalled: [],
					columns: [{...place, field: '_id', name: '_id', type: 'id', nullable: false}, ...columns.map(({column}) => column)],
					keys: [
						{...place, kind: 'primary', columns: ['_id']},
						...columns.flatMap(({column, table}) =>
							table === undefined
								? []
								: [
										{
											...place,
											line: column.line,
											kind: 'foreign' as const,
											columns: [column.name],
											to: {schema: '', name: table, columns: ['_id']},
										},
									],
						),
						...chain.flatMap((each): readonly (KeyStep & {readonly path: string})[] => {
							const name = textOf(each.args[0]);
							const by = textsOf(each.args[1]);
							return lastOf(each.to) === 'index' && name !== undefined
								? [{...place, line: each.line, kind: 'index', name, columns: by}]
								: [];
						}),
					],
					policies: [],
					isDocuments: true,
				},
			];
		});
	});

type Told = {readonly column: DescribedColumn; readonly table?: string};

const fieldsOf = (code: Code, place: {readonly path: string; readonly text: string}, value: Value | undefined): readonly Told[] =>
	value?.is !== 'object'
		? []
		: value.entries.flatMap(({key, value: given, line}) => (given.is === 'spread' ? [] : [fieldOf(code, {...place, line}, key, given)]));

function fieldOf(
	code: Code,
	place: {readonly path: string; readonly line: number; readonly text: string},
	field: string,
	value: Value,
): Told {
	const call = callOf(code, value);
	const isOptional = call !== undefined && lastOf(call.to) === 'optional';
	const inner = isOptional ? callOf(code, call.args[0]) : call;
	const chain = inner === undefined ? [] : chainOf(code, inner);
	const type = lastOf(chain[0]?.to ?? '') || 'unknown';
	const table = type === 'id' ? textOf(chain[0]?.args[0]) : undefined;
	return {
		column: {
			...place,
			text: `${field}: ${type}`,
			field,
			name: field,
			type,
			nullable: isOptional || stepOf(chain, 'optional') !== undefined,
		},
		...(table === undefined ? {} : {table}),
	};
}
