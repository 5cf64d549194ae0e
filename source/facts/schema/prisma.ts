import {type Attribute, attributesIn, type Block, blocksOf, joined, partsIn, type Row} from './prisma-text.ts';
import type {ColumnStep, KeyStep, SchemaStep} from './step.ts';

type Field = {
	readonly name: string;
	readonly type: string;
	readonly mark: string;
	readonly line: number;
	readonly text: string;
	readonly attributes: readonly Attribute[];
};

const fieldHead = /^(?<name>\w+)\s+(?<type>\w+)(?<mark>\[\]|\?)?/u;
const setting = /^(?<key>\w+)\s*=\s*"(?<value>[^"]*)"/u;

/** What a Prisma schema describes: its tables, the names that are no tables, and whose database it is for. Documents are no tables. */
export function prismaSteps(text: string): readonly SchemaStep[] {
	const blocks = blocksOf(text);
	const source = blocks.find(({kind}) => kind === 'datasource');
	const settings = new Map(
		source?.rows.flatMap(row => {
			const {key, value} = setting.exec(row.text)?.groups ?? {};
			return key === undefined || value === undefined ? [] : [[key, value] as const];
		}),
	);
	const steps: SchemaStep[] = [];
	if (source !== undefined)
		steps.push({
			line: source.line,
			text: source.text,
			does: 'name database',
			provider: settings.get('provider') ?? '',
			relations: settings.get('relationMode') !== 'prisma',
		});
	for (const block of blocks) {
		if (block.kind === 'model') steps.push(describedModel(block));
		else if (block.kind === 'enum' || block.kind === 'type' || block.kind === 'view')
			steps.push({line: block.line, text: block.text, does: 'name type', name: block.name, isEnum: block.kind === 'enum'});
	}
	return steps;
}

const plain = (value: string | undefined): string | undefined => (value?.startsWith('"') ? value.slice(1, -1) : undefined);
const namesIn = (list: string | undefined): readonly string[] =>
	partsIn((list ?? '').replace(/^\[|\]$/gu, '')).flatMap(each => /^\w+/u.exec(each)?.[0] ?? []);

function describedModel(block: Block): SchemaStep {
	const fields: Field[] = [];
	const marks: (Attribute & Row)[] = [];
	for (const row of joined(block.rows)) {
		const head = fieldHead.exec(row.text);
		if (head !== null) {
			const {name = '', type = '', mark = ''} = head.groups ?? {};
			fields.push({...row, name, type, mark, attributes: attributesIn(row.text.slice(head[0].length))});
		} else for (const attribute of attributesIn(row.text)) marks.push({...row, ...attribute});
	}
	const columnOf = new Map(fields.map(field => [field.name, mapped(field.attributes) ?? field.name]));
	const schema = plain(marks.find(({name}) => name === 'schema')?.positional[0]) ?? '';
	return {
		line: block.line,
		text: block.text,
		does: 'describe',
		source: 'prisma',
		model: block.name,
		table: {schema, name: mapped(marks.filter(({name}) => name === 'map')) ?? block.name},
		columns: fields.map(field => columnOfField(field, columnOf.get(field.name) ?? field.name)),
		keys: [...fields.flatMap(field => keysOfField(field, columnOf)), ...marks.flatMap(mark => keyOfMark(mark, columnOf) ?? [])],
	};
}

const mapped = (attributes: readonly Attribute[]): string | undefined => {
	const map = attributes.find(({name}) => name === 'map');
	return plain(map?.positional[0] ?? map?.named.get('name'));
};

function columnOfField(
	{line, text, name: field, type, mark, attributes}: Field,
	name: string,
): ColumnStep & {readonly field: string; readonly isList: boolean} {
	const byDefault = attributes.find(each => each.name === 'default')?.positional[0];
	const native = attributes.find(each => each.name.startsWith('db.'))?.name.slice('db.'.length);
	return {
		line,
		text: text.slice(0, 160),
		field,
		name,
		type: native === undefined ? type : `${type} ${native}`,
		nullable: mark === '?',
		isList: mark === '[]',
		...(byDefault === undefined ? {} : {default: byDefault.slice(0, 160)}),
	};
}

const deletes: Readonly<Record<string, string>> = {
	Cascade: 'cascade',
	SetNull: 'set null',
	SetDefault: 'set default',
	Restrict: 'restrict',
	NoAction: 'no action',
};

function keysOfField({line, text, name, type, mark, attributes}: Field, columnOf: ReadonlyMap<string, string>): readonly KeyStep[] {
	const said = {line, text: text.slice(0, 160)};
	const own = [columnOf.get(name) ?? name];
	return attributes.flatMap((attribute): readonly KeyStep[] => {
		if (attribute.name === 'id') return [{...said, kind: 'primary', columns: own}];
		if (attribute.name === 'unique') return [{...said, kind: 'unique', columns: own}];
		const fields = attribute.name === 'relation' ? namesIn(attribute.named.get('fields')) : [];
		if (fields.length === 0) return [];
		const onDelete = deletes[attribute.named.get('onDelete') ?? (mark === '?' ? 'SetNull' : 'Restrict')];
		return [
			{
				...said,
				kind: 'foreign',
				columns: fields.map(field => columnOf.get(field) ?? field),
				to: {schema: '', name: type, columns: namesIn(attribute.named.get('references')), model: true},
				...(onDelete === undefined ? {} : {onDelete}),
			},
		];
	});
}

const kinds: Readonly<Record<string, KeyStep['kind']>> = {id: 'primary', unique: 'unique', index: 'index', fulltext: 'index'};

function keyOfMark({line, text, name, positional, named}: Attribute & Row, columnOf: ReadonlyMap<string, string>): KeyStep | undefined {
	const kind = kinds[name];
	if (kind === undefined) return undefined;
	const columns = namesIn(positional[0] ?? named.get('fields')).map(field => columnOf.get(field) ?? field);
	const called = plain(named.get('map'));
	return {line, text: text.slice(0, 160), kind, columns, ...(called === undefined ? {} : {name: called})};
}
