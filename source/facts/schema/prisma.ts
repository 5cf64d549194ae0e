import type {ColumnStep, KeyStep, SchemaStep} from './step.ts';

type Attribute = {readonly name: string; readonly positional: readonly string[]; readonly named: ReadonlyMap<string, string>};
type Field = {readonly name: string; readonly type: string; readonly mark: string; readonly line: number; readonly text: string; readonly attributes: readonly Attribute[]};
type Block = {readonly kind: string; readonly name: string; readonly line: number; readonly text: string; readonly rows: readonly Row[]};
type Row = {readonly line: number; readonly text: string};

const blockHead = /^\s*(?<kind>model|enum|type|view|datasource|generator)\s+(?<name>\w+)\s*\{/u;
const fieldHead = /^(?<name>\w+)\s+(?<type>\w+)(?<mark>\[\]|\?)?/u;
const setting = /^(?<key>\w+)\s*=\s*"(?<value>[^"]*)"/u;
const attributeHead = /@@?(?<name>[A-Za-z][\w.]*)/gu;

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
		steps.push({line: source.line, text: source.text, does: 'name database', provider: settings.get('provider') ?? '', relations: settings.get('relationMode') !== 'prisma'});
	for (const block of blocks) {
		if (block.kind === 'model') steps.push(describedModel(block));
		else if (block.kind === 'enum' || block.kind === 'type' || block.kind === 'view')
			steps.push({line: block.line, text: block.text, does: 'name type', name: block.name, isEnum: block.kind === 'enum'});
	}
	return steps;
}

/** The blocks of a schema. A block ends at the brace that opens a line, since a default such as "{}" closes nothing. */
function blocksOf(text: string): readonly Block[] {
	const blocks: Block[] = [];
	let open: {readonly kind: string; readonly name: string; readonly line: number; readonly text: string; rows: Row[]} | undefined;
	for (const [index, raw] of text.split('\n').entries()) {
		const line = withoutComment(raw).trim();
		const head = blockHead.exec(line)?.groups;
		if (head !== undefined) {
			open = {kind: head.kind ?? '', name: head.name ?? '', line: index + 1, text: line.slice(0, 160), rows: []};
			if (!line.endsWith('}')) continue;
			blocks.push(open);
			open = undefined;
		} else if (line.startsWith('}')) {
			if (open !== undefined) blocks.push(open);
			open = undefined;
		} else if (line !== '' && open !== undefined) open.rows.push({line: index + 1, text: line});
	}
	return blocks;
}

function withoutComment(line: string): string {
	let quoted = false;
	for (let at = 0; at < line.length; at += 1) {
		if (line[at] === '\\') at += 1;
		else if (line[at] === '"') quoted = !quoted;
		else if (!quoted && line[at] === '/' && line[at + 1] === '/') return line.slice(0, at);
	}
	return line;
}

/** The attributes of a field or model, with their arguments as written. */
function attributesIn(text: string): readonly Attribute[] {
	const found: Attribute[] = [];
	attributeHead.lastIndex = 0;
	for (let head = attributeHead.exec(text); head !== null; head = attributeHead.exec(text)) {
		const after = head.index + head[0].length;
		const end = text[after] === '(' ? closing(text, after) : after;
		const args = partsIn(text.slice(after + 1, Math.max(after + 1, end - 1)));
		const named = new Map<string, string>();
		const positional: string[] = [];
		for (const arg of args) {
			const key = /^(?<key>\w+)\s*:\s*/u.exec(arg);
			if (key === null) positional.push(arg);
			else named.set(key.groups?.key ?? '', arg.slice(key[0].length));
		}
		found.push({name: head.groups?.name ?? '', positional, named});
		attributeHead.lastIndex = end;
	}
	return found;
}

/** Where the bracket that opens at a place is closed. */
function closing(text: string, open: number): number {
	let depth = 0;
	let quoted = false;
	for (let at = open; at < text.length; at += 1) {
		const character = text[at];
		if (character === '\\') at += 1;
		else if (character === '"') quoted = !quoted;
		else if (quoted) continue;
		else if (character === '(' || character === '[') depth += 1;
		else if (character === ')' || character === ']') {
			depth -= 1;
			if (depth === 0) return at + 1;
		}
	}
	return text.length;
}

/** The arguments of an attribute: what commas part that stand in no bracket. */
function partsIn(text: string): readonly string[] {
	const parts: string[] = [];
	let depth = 0;
	let quoted = false;
	let start = 0;
	for (let at = 0; at <= text.length; at += 1) {
		const character = text[at];
		if (character === '\\') at += 1;
		else if (character === '"') quoted = !quoted;
		else if (!quoted && (character === '(' || character === '[')) depth += 1;
		else if (!quoted && (character === ')' || character === ']')) depth -= 1;
		else if (character === undefined || (character === ',' && depth === 0 && !quoted)) {
			const part = text.slice(start, at).trim();
			if (part !== '') parts.push(part);
			start = at + 1;
		}
	}
	return parts;
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

/** Rows whose brackets are closed on a later row are one row. */
function joined(rows: readonly Row[]): readonly Row[] {
	const out: Row[] = [];
	let open: Row | undefined;
	for (const row of rows) {
		const text: string = open === undefined ? row.text : `${open.text} ${row.text}`;
		const whole: Row = {line: open?.line ?? row.line, text};
		const isOpen = text.split(/[([]/u).length > text.split(/[)\]]/u).length && text.length < 4000;
		if (isOpen && !text.includes('"')) open = whole;
		else {
			out.push(whole);
			open = undefined;
		}
	}
	return open === undefined ? out : [...out, open];
}

const mapped = (attributes: readonly Attribute[]): string | undefined => {
	const map = attributes.find(({name}) => name === 'map');
	return plain(map?.positional[0] ?? map?.named.get('name'));
};

function columnOfField({line, text, name: field, type, mark, attributes}: Field, name: string): ColumnStep & {readonly field: string; readonly isList: boolean} {
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
