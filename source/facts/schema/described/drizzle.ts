import {type Call, type Code, entryOf, firstOf, lastOf, textOf, type Value} from '../../code/code.ts';
import {packageOf} from '../../packages.ts';
import type {DescribedColumn, Description} from '../description.ts';
import type {KeyStep} from '../step.ts';
import {keyIn, policyIn, targetOf} from './drizzle-keys.ts';
import {callOf, chainOf, type DescriptionReader, returned, type Sources, stepOf, writtenAs} from './reading.ts';

const makers = new Set(['pgTable', 'mysqlTable', 'sqliteTable', 'singlestoreTable']);
const creators = new Set(['pgTableCreator', 'mysqlTableCreator', 'sqliteTableCreator', 'singlestoreTableCreator']);
const schemas = new Set(['pgSchema', 'mysqlSchema', 'singlestoreSchema']);
/** Where a template has a hole. */
const hole = /\$\{\}/u;
const core = /^drizzle-orm\/(?:pg|mysql|sqlite|singlestore|gel)-core$/u;

/** The tables that Drizzle's code describes. */
export const drizzleTables: DescriptionReader = sources =>
	sources.files.flatMap(file => {
		const {code} = file;
		if (code === undefined || !code.imports.some(({from}) => core.test(from))) return [];
		return code.calls.flatMap(call => tableIn(sources, file.path, code, call) ?? []);
	});

/** The name of the table that a call makes, if it makes one. */
function tableNamed({modules}: Sources, path: string, call: Call): {readonly schema: string; readonly name: string} | undefined {
	const name = textOf(call.args[0]);
	if (name === undefined || call.args[1] === undefined) return undefined;
	if (makers.has(lastOf(call.to))) return {schema: '', name};
	const isMethod = call.to.includes('.') && (lastOf(call.to) === 'table' || lastOf(call.to) === 'withRLS');
	const maker = modules.definitionOf(path, isMethod ? firstOf(call.to) : call.to);
	if (isMethod && makers.has(firstOf(call.to))) return {schema: '', name};
	if (maker.is !== 'variable') return undefined;
	const made = modules.codeOf(maker.path);
	const by = made === undefined ? undefined : callOf(made, maker.value.value);
	if (made === undefined || by === undefined) return undefined;
	if (isMethod && schemas.has(lastOf(by.to))) return {schema: textOf(by.args[0]) ?? '', name};
	if (isMethod || !creators.has(lastOf(by.to))) return undefined;
	const form = returned(made, by.args[0]);
	return {schema: '', name: form?.is === 'template' && form.holes.length === 1 ? form.text.replace(hole, name) : name};
}

function tableIn(sources: Sources, path: string, code: Code, call: Call): Description | undefined {
	const table = tableNamed(sources, path, call);
	if (table === undefined) return undefined;
	const [, second, third] = call.args;
	const fields = second?.is === 'function' ? returned(code, second) : second;
	const columns: DescribedColumn[] = [];
	const keys: (KeyStep & {readonly path: string})[] = [];
	const read = columnsOf(sources, path, code, fields, 0);
	for (const {column, keys: own} of read.columns) {
		columns.push(column);
		keys.push(...own);
	}
	const byField = new Map(columns.map(({field, name}) => [field, name]));
	const extra = third?.is === 'function' ? code.calls.filter(each => each.in === third.function) : [];
	const variable = code.variables.find(({value}) => value.is === 'call' && chainOf(code, code.calls[value.call] ?? call).includes(call));
	const isPostgres = code.imports.some(({from}) => from === 'drizzle-orm/pg-core');
	const policies = extra.flatMap(each => policyIn(path, each) ?? []);
	return {
		path,
		line: call.line,
		text: call.text,
		source: 'drizzle',
		package: packageOf(path, sources.packages),
		model: variable?.names[0] ?? table.name,
		table,
		orCalled: [],
		columns,
		keys: [...keys, ...extra.flatMap(each => keyIn(sources, path, code, each, byField) ?? [])],
		...(!isPostgres
			? {}
			: policies.length > 0 || code.calls.some(each => lastOf(each.to) === 'enableRLS' && chainOf(code, each).includes(call))
				? {rowSecurity: true}
				: {rowSecurity: false}),
		policies,
		...(read.isPartial ? {isPartial: true} : {}),
	};
}

type ReadColumns = {
	readonly columns: readonly {readonly column: DescribedColumn; readonly keys: readonly (KeyStep & {readonly path: string})[]}[];
	readonly isPartial: boolean;
};
const deepest = 6;

/** The columns of an object, those that are spread into it included. */
function columnsOf(sources: Sources, path: string, code: Code, fields: Value | undefined, depth: number): ReadColumns {
	if (fields?.is === 'name' && depth < deepest) {
		const found = sources.modules.definitionOf(path, fields.name);
		const there = found.is === 'variable' ? sources.modules.codeOf(found.path) : undefined;
		if (found.is === 'variable' && there !== undefined) return columnsOf(sources, found.path, there, found.value.value, depth + 1);
	}
	if (fields?.is === 'call' && depth < deepest) {
		const called = code.calls[fields.call];
		const found = called === undefined ? undefined : sources.modules.definitionOf(path, called.to);
		const there = found?.is === 'function' ? sources.modules.codeOf(found.path) : undefined;
		if (found?.is === 'function' && there !== undefined)
			return columnsOf(sources, found.path, there, returned(there, {is: 'function', function: found.function}), depth + 1);
	}
	if (fields?.is !== 'object') return {columns: [], isPartial: true};
	const parts = fields.entries.map(({key, value, line}): ReadColumns => {
		if (value.is === 'spread') return columnsOf(sources, path, code, value.of, depth);
		const call = callOf(code, value);
		return call === undefined
			? {columns: [], isPartial: true}
			: {columns: [columnOf(sources, path, code, key, call, line)], isPartial: false};
	});
	return {columns: parts.flatMap(each => each.columns), isPartial: parts.some(each => each.isPartial)};
}

function columnOf(sources: Sources, path: string, code: Code, key: string, call: Call, line: number): ReadColumns['columns'][number] {
	const chain = chainOf(code, call);
	const [first = call] = chain;
	const name = textOf(first.args[0]) ?? key;
	const said = {line, text: first.text, path};
	const primary = stepOf(chain, 'primaryKey') !== undefined;
	const byDefault = stepOf(chain, 'default');
	const made = [
		'defaultNow',
		'defaultRandom',
		'$default',
		'$defaultFn',
		'generatedAlwaysAsIdentity',
		'generatedByDefaultAsIdentity',
		'autoincrement',
	].find(each => stepOf(chain, each) !== undefined);
	const type = lastOf(first.to);
	const written =
		byDefault === undefined ? (made ?? (/serial$/iu.test(type) ? 'nextval()' : undefined)) : writtenAs(code, byDefault.args[0]);
	const unique = stepOf(chain, 'unique');
	const refers = stepOf(chain, 'references');
	const target = refers === undefined ? undefined : targetOf(sources, path, returned(code, refers.args[0]));
	const onDelete = textOf(entryOf(refers?.args[1], 'onDelete'));
	return {
		column: {
			...said,
			field: key,
			name,
			type: stepOf(chain, 'array') === undefined ? type : `${type}[]`,
			nullable: !primary && stepOf(chain, 'notNull') === undefined,
			...(written === undefined ? {} : {default: written}),
		},
		keys: [
			...(primary ? [{...said, kind: 'primary' as const, columns: [name]}] : []),
			...(unique === undefined ? [] : [{...said, kind: 'unique' as const, columns: [name]}]),
			...(target === undefined
				? []
				: [{...said, kind: 'foreign' as const, columns: [name], to: target, ...(onDelete === undefined ? {} : {onDelete})}]),
		],
	};
}
