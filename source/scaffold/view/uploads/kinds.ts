const known = ['jpeg', 'png', 'gif', 'webp', 'pdf', 'mp4', 'zip'] as const;
/** A kind of file that is told by how it begins. */
type Kind = (typeof known)[number];
const usual: readonly Kind[] = ['jpeg', 'png', 'gif', 'webp', 'pdf'];
const others: Readonly<Record<string, Kind>> = {jpg: 'jpeg', docx: 'zip', xlsx: 'zip', word: 'zip', excel: 'zip'};
const between = /[\s,;]+/u;

/** The kinds that somebody named; undefined when one of them is none that can be told. */
export function readKinds(words: string): readonly Kind[] | undefined {
	const named = words
		.toLowerCase()
		.split(between)
		.filter(word => word !== '' && word !== 'and')
		.map(word => known.find(kind => kind === word) ?? (Object.hasOwn(others, word) ? others[word] : undefined));
	const kinds = named.filter(kind => kind !== undefined);
	return kinds.length === 0 || kinds.length < named.length ? undefined : kinds;
}

/** Which kinds are let through, by name: those that were named, else pictures and PDF. */
export function kindsTaken(words: string | undefined): Readonly<Record<Kind, boolean>> {
	const taken: ReadonlySet<Kind> = new Set((words === undefined ? undefined : readKinds(words)) ?? usual);
	return {
		jpeg: taken.has('jpeg'),
		png: taken.has('png'),
		gif: taken.has('gif'),
		webp: taken.has('webp'),
		pdf: taken.has('pdf'),
		mp4: taken.has('mp4'),
		zip: taken.has('zip'),
	};
}
