const maxBytes = 240;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this finds
const control = /[\u0000-\u001F\u007F-\u009F]/u;
const reservedSign = /[:*?"<>|\\]/u;
const device = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/iu;
const owned = new Set(['.git', '.shipworthy', 'node_modules']);
/** Characters that some file systems drop, so that `.g\u200Cit` would be `.git`. */
const ignoredByFileSystems = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]/u;

function partProblem(part: string): string | undefined {
	if (part === '') return 'it has an empty part';
	if (part === '.' || part === '..') return 'it has a . or .. part';
	if (/[. ]$/u.test(part) || part.startsWith(' ')) return 'a part of it begins with a blank, or ends with a dot or a blank';
	if (device.test(part)) return `"${part}" is a device on Windows`;
	if (owned.has(part.toLowerCase()) || part.toLowerCase().startsWith('git~')) return `nothing is written below ${part}`;
	return undefined;
}

/** Why a path relative to the repository may not be written, or undefined when it may. */
export function pathProblem(path: string): string | undefined {
	if (path === '') return 'it is empty';
	if (path.startsWith('/')) return 'it is absolute';
	if (control.test(path)) return 'it has a control character';
	if (reservedSign.test(path)) return 'it has a character that some systems reserve: \\ : * ? " < > |';
	if (ignoredByFileSystems.test(path)) return 'it has an invisible character';
	if (path !== path.normalize('NFC')) return 'its letters are not in normal form (NFC)';
	if (Buffer.byteLength(path) > maxBytes) return `it is longer than ${maxBytes} bytes`;
	return path
		.split('/')
		.map(partProblem)
		.find(problem => problem !== undefined);
}

/** One spelling for all paths that some file system takes for the same file. */
export const folded = (path: string): string => path.normalize('NFC').toLowerCase().normalize('NFC');

/** The first two paths that a case-blind file system would take for one, if any. */
export function twins(paths: readonly string[]): readonly [string, string] | undefined {
	const seen = new Map<string, string>();
	for (const path of paths) {
		const other = seen.get(folded(path));
		if (other !== undefined) return [other, path];
		seen.set(folded(path), path);
	}
	return undefined;
}
