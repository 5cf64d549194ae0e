import type {Code} from '../../code/code.ts';

type ByName = ReadonlyMap<string, number>;

/** Where to find what belongs to a function, a class or a name in one file. */
export type FileIndex = {
	/** Calls by the function they stand in, in the order in which they are made. */
	readonly calls: ReadonlyMap<number, readonly number[]>;
	readonly variables: ReadonlyMap<number, ByName>;
	readonly functions: ReadonlyMap<number, ByName>;
	readonly classes: ReadonlyMap<number, ByName>;
	/** Ways out by function. */
	readonly exits: ReadonlyMap<number, readonly number[]>;
	/** Methods by class, by their own name. */
	readonly methods: ReadonlyMap<number, ByName>;
	readonly assignments: ReadonlyMap<string, readonly number[]>;
	/** The variables of `for … of` loops by function. */
	readonly loops: ReadonlyMap<number, readonly number[]>;
};

const known = new WeakMap<Code, FileIndex>();

/** The index of a file's code, made once. */
export function fileIndexOf(code: Code): FileIndex {
	const made = known.get(code);
	if (made !== undefined) return made;
	const index: FileIndex = {
		calls: listsBy(code.calls, call => call.in),
		variables: namesBy(code.variables, variable => ({group: variable.in, names: variable.names})),
		functions: namesBy(code.functions, one => ({group: one.in, names: one.class === undefined && one.name !== '' ? [one.name] : []})),
		classes: namesBy(code.classes, one => ({group: one.in, names: [one.name]})),
		exits: listsBy(code.exits, exit => (exit.how === 'return' ? exit.in : undefined)),
		methods: new Map(
			code.classes.map((one, at) => [
				at,
				new Map(one.methods.map(method => [(code.functions[method]?.name ?? '').slice(one.name === '' ? 0 : one.name.length + 1), method])),
			]),
		),
		assignments: listsBy(code.assignments, one => one.to),
		loops: listsBy(code.variables, one => (one.value.is === 'spread' ? one.in : undefined)),
	};
	known.set(code, index);
	return index;
}

function listsBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key | undefined): ReadonlyMap<Key, readonly number[]> {
	const lists = new Map<Key, number[]>();
	items.forEach((item, at) => {
		const key = keyOf(item);
		if (key === undefined) return;
		const list = lists.get(key);
		if (list === undefined) lists.set(key, [at]);
		else list.push(at);
	});
	return lists;
}

function namesBy<Item>(
	items: readonly Item[],
	of: (item: Item) => {readonly group: number; readonly names: readonly string[]},
): ReadonlyMap<number, ByName> {
	const groups = new Map<number, Map<string, number>>();
	items.forEach((item, at) => {
		const {group, names} = of(item);
		const byName = groups.get(group) ?? new Map<string, number>();
		groups.set(group, byName);
		for (const name of names) if (!byName.has(name)) byName.set(name, at);
	});
	return groups;
}
