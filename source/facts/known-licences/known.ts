import table from 'shipworthy:licences';

/** Where a package comes from. */
export type Registry = 'npm' | 'python' | 'go';

const byName = new Map<string, ReadonlyMap<string, string>>();

function namesOf(registry: Registry): ReadonlyMap<string, string> {
	const made = byName.get(registry);
	if (made) return made;
	const names = new Map(
		Object.entries(table[registry] ?? {}).flatMap(([words, all]) => all.split(' ').map(name => [name, words] as const)),
	);
	byName.set(registry, names);
	return names;
}

/** The licence of a widely used package, where all its releases in use have the same; undefined when the table does not know it. */
export function knownLicence(registry: Registry, name: string): string | undefined {
	const names = namesOf(registry);
	const plain = plainName(registry, name);
	const start = registry === 'python' ? [...plain.matchAll(/-/gu)].map(({index}) => `${plain.slice(0, index)}-*`) : foldersOf(plain);
	return [plain, ...start].map(one => names.get(one)).find(words => words !== undefined);
}

function plainName(registry: Registry, name: string): string {
	switch (registry) {
		case 'npm':
			return name;
		case 'python':
			return name.toLowerCase().replace(/[-_.]+/gu, '-');
		case 'go':
			return name.replace(/\/v\d{1,4}$/u, '');
	}
}

const foldersOf = (name: string): readonly string[] => [...name.matchAll(/\//gu)].map(({index}) => `${name.slice(0, index)}/*`);
