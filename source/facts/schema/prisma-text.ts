/** `@id`, `@@index([a])`: a mark of a field or model, with its arguments as written. */
export type Attribute = {readonly name: string; readonly positional: readonly string[]; readonly named: ReadonlyMap<string, string>};
/** A line of a block, without comment. */
export type Row = {readonly line: number; readonly text: string};
/** `model Kit { … }` and the like. */
export type Block = {
	readonly kind: string;
	readonly name: string;
	readonly line: number;
	readonly text: string;
	readonly rows: readonly Row[];
};

const blockHead = /^\s*(?<kind>model|enum|type|view|datasource|generator)\s+(?<name>\w+)\s*\{/u;
const attributeHead = /@@?(?<name>[A-Za-z][\w.]*)/gu;

/** The blocks of a schema. A block ends at the brace that opens a line, since a default such as "{}" closes nothing. */
export function blocksOf(text: string): readonly Block[] {
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
export function attributesIn(text: string): readonly Attribute[] {
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
export function partsIn(text: string): readonly string[] {
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

/** Rows whose brackets are closed on a later row are one row. */
export function joined(rows: readonly Row[]): readonly Row[] {
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
