const entryStart = 12;

/** The paths that a git index (versions 2 to 4) lists, or undefined for anything else. Entries of a sparse index are unknown too. */
export function indexedPaths(index: Buffer): ReadonlySet<string> | undefined {
	if (index.length < entryStart || index.toString('latin1', 0, 4) !== 'DIRC') return undefined;
	const version = index.readUInt32BE(4);
	if (version < 2 || version > 4) return undefined;
	const count = index.readUInt32BE(8);
	const paths = new Set<string>();
	let at = entryStart;
	let previous = '';
	for (let entry = 0; entry < count; entry++) {
		if (at + 62 > index.length) return undefined;
		const mode = index.readUInt32BE(at + 24);
		const flags = index.readUInt16BE(at + 60);
		const name = at + 62 + (version > 2 && (flags & 0x4000) !== 0 ? 2 : 0);
		if (mode === 0o040000) return undefined;
		const read = version === 4 ? compressedName(index, name, previous) : plainName(index, name, at);
		if (read === undefined) return undefined;
		paths.add(read.path);
		previous = read.path;
		at = read.next;
	}
	return paths;
}

type Name = {readonly path: string; readonly next: number};

function plainName(index: Buffer, name: number, start: number): Name | undefined {
	const end = index.indexOf(0, name);
	if (end === -1) return undefined;
	return {path: index.toString('utf8', name, end), next: start + Math.ceil((end + 1 - start) / 8) * 8};
}

/** Version 4 stores how many bytes to cut from the previous name, and what to add. */
function compressedName(index: Buffer, name: number, previous: string): Name | undefined {
	let at = name;
	let byte = index[at];
	if (byte === undefined) return undefined;
	let cut = byte & 0x7f;
	while ((byte & 0x80) !== 0) {
		at++;
		byte = index[at];
		if (byte === undefined) return undefined;
		cut = ((cut + 1) << 7) | (byte & 0x7f);
	}
	const end = index.indexOf(0, at + 1);
	const before = Buffer.from(previous, 'utf8');
	if (end === -1 || cut > before.length) return undefined;
	const path = Buffer.concat([before.subarray(0, before.length - cut), index.subarray(at + 1, end)]).toString('utf8');
	return {path, next: end + 1};
}
