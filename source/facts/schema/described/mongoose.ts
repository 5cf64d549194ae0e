import {type Call, type Code, entryOf, lastOf, textOf, type Value} from '../../code/code.ts';
import {packageOf} from '../../packages.ts';
import type {DescribedColumn, Description} from '../description.ts';
import type {KeyStep} from '../step.ts';
import {callOf, type DescriptionReader, isFalse, isTrue, type Sources, writtenAs} from './reading.ts';

type PlacedKey = KeyStep & {readonly path: string};
type Told = {readonly columns: DescribedColumn[]; readonly keys: PlacedKey[]};

const deepest = 4;

/** The documents that Mongoose's schemas describe; a field of a part is `part.field`. */
export const mongooseTables: DescriptionReader = sources => {
	const files = sources.files.filter(({code}) => code?.imports.some(({from}) => from === 'mongoose') === true);
	if (files.length === 0) return [];
	const models = modelsOf(sources);
	return files.flatMap(({path, code}) => {
		if (code === undefined) return [];
		return code.calls.flatMap((call, at) => {
			// `Schema` makes one with and without `new`.
			const isSchema = lastOf(call.to) === 'Schema' && (call.args[0]?.is === 'object' || call.args[0]?.is === 'name');
			return isSchema ? documentOf(sources, models, path, code, call, at) : [];
		});
	});
};

/** The names under which schemas become models: `mongoose.model('User', userSchema)`. A schema that becomes none is part of another. */
function modelsOf({files, modules}: Sources): ReadonlyMap<string, string> {
	const found = new Map<string, string>();
	for (const {path, code} of files)
		for (const call of code?.calls ?? []) {
			if (code === undefined || !(lastOf(call.to) === 'model' || call.to.endsWith('models().model'))) continue;
			const name = textOf(call.args[0]);
			const schema = call.args[1];
			if (name === undefined || schema === undefined) continue;
			if (schema.is === 'call') found.set(`${path} ${schema.call}`, name);
			const definition = schema.is === 'name' ? modules.definitionOf(path, schema.name, call.in) : undefined;
			if (definition?.is === 'variable') {
				const value = definition.value.value;
				if (value.is === 'call') found.set(`${definition.path} ${value.call}`, name);
			}
		}
	return found;
}

function documentOf(
	sources: Sources,
	models: ReadonlyMap<string, string>,
	path: string,
	code: Code,
	call: Call,
	at: number,
): readonly Description[] {
	const model = models.get(`${path} ${at}`);
	if (model === undefined) return [];
	const options = call.args[1];
	const told: Told = {columns: [], keys: []};
	fieldsInto(told, sources, path, code, call.args[0], '', 0);
	const variable = code.variables.find(({value}) => value.is === 'call' && value.call === at)?.names[0];
	const place = {path, line: call.line, text: call.text};
	const own = {...place, field: '_id', name: '_id', type: 'objectid', nullable: false};
	const stamps = isFalse(entryOf(options, 'timestamps')) || entryOf(options, 'timestamps') === undefined ? [] : ['createdAt', 'updatedAt'];
	return [
		{
			...place,
			source: 'mongoose',
			package: packageOf(path, sources.packages),
			model,
			table: {schema: '', name: textOf(entryOf(options, 'collection')) ?? plural(model.toLowerCase())},
			orCalled: [],
			columns: [
				...(told.columns.some(({field}) => field === '_id') ? [] : [own]),
				...told.columns,
				...stamps.map(field => ({...place, field, name: field, type: 'date', nullable: true})),
			],
			keys: [{...place, kind: 'primary', columns: ['_id']}, ...told.keys, ...indexesOf(path, code, variable)],
			policies: [],
			isDocuments: true,
		},
	];
}

/** How Mongoose names the collection of a model. */
function plural(name: string): string {
	if (/(?:ss|us|x|z|ch|sh)$/u.test(name)) return `${name}es`;
	if (/[^aeiou]y$/u.test(name)) return name.replace(/y$/u, 'ies');
	return name.endsWith('s') ? name : `${name}s`;
}

/** Adds the fields of an object to what was told; parts of it with a dotted name. */
function fieldsInto(told: Told, sources: Sources, path: string, code: Code, value: Value | undefined, before: string, depth: number): void {
	if (value?.is === 'name' && depth < deepest) {
		const found = sources.modules.definitionOf(path, value.name);
		const there = found.is === 'variable' ? sources.modules.codeOf(found.path) : undefined;
		if (found.is === 'variable' && there !== undefined) fieldsInto(told, sources, found.path, there, found.value.value, before, depth + 1);
		return;
	}
	if (value?.is !== 'object') return;
	for (const {key, value: given, line} of value.entries) {
		const name = `${before}${key}`;
		const isList = given.is === 'list';
		const inner = given.is === 'list' ? given.items[0] : given;
		const type = inner?.is === 'object' ? entryOf(inner, 'type') : inner;
		const isPart = inner?.is === 'object' && (type === undefined || (type.is === 'object' && entryOf(type, 'type') === undefined));
		if (isPart && depth < deepest) {
			fieldsInto(told, sources, path, code, type ?? inner, `${name}.`, depth + 1);
			continue;
		}
		const options = inner?.is === 'object' ? inner : undefined;
		fieldInto(told, code, {path, line, text: `${key}: …`}, name, isList, type, options);
	}
}

function fieldInto(
	told: Told,
	code: Code,
	place: {readonly path: string; readonly line: number; readonly text: string},
	name: string,
	isList: boolean,
	type: Value | undefined,
	options: Value | undefined,
): void {
	const whole = type?.is === 'list' ? type.items[0] : type;
	const written =
		whole?.is === 'name' ? lastOf(whole.name).toLowerCase() : whole?.is === 'call' ? lastOf(callOf(code, whole)?.to ?? '') : 'mixed';
	const required = entryOf(options, 'required');
	const mustBe = isTrue(required) || (required?.is === 'list' && isTrue(required.items[0])) || textOf(required) !== undefined;
	const byDefault = writtenAs(code, entryOf(options, 'default'));
	told.columns.push({
		...place,
		field: name,
		name,
		type: isList || type?.is === 'list' ? `${written}[]` : written,
		nullable: !mustBe,
		...(byDefault === undefined ? {} : {default: byDefault}),
	});
	const ref = entryOf(options, 'ref');
	const model = textOf(ref) ?? (ref?.is === 'name' ? lastOf(ref.name) : undefined);
	const unique = entryOf(options, 'unique');
	if (unique !== undefined && !isFalse(unique)) told.keys.push({...place, kind: 'unique', isIndex: true, columns: [name]});
	else if (isTrue(entryOf(options, 'index'))) told.keys.push({...place, kind: 'index', isIndex: true, columns: [name]});
	if (model !== undefined)
		told.keys.push({...place, kind: 'foreign', columns: [name], to: {schema: '', name: model, columns: ['_id'], model: true}});
}

/** `schema.index({a: 1, b: -1}, {unique: true})`. */
const indexesOf = (path: string, code: Code, variable: string | undefined): readonly PlacedKey[] =>
	variable === undefined
		? []
		: code.calls.flatMap((call): readonly PlacedKey[] => {
				const fields = call.args[0];
				if (call.to !== `${variable}.index` || fields?.is !== 'object') return [];
				const unique = isTrue(entryOf(call.args[1], 'unique'));
				const partial = entryOf(call.args[1], 'partialFilterExpression') !== undefined;
				const columns = fields.entries.map(({key}) => key);
				return [
					{
						path,
						line: call.line,
						text: call.text,
						kind: unique ? 'unique' : 'index',
						isIndex: true,
						columns,
						...(partial ? {isPartial: true} : {}),
					},
				];
			});
