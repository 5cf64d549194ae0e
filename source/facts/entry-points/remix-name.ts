/** How files below `routes/` are named: the framework's own flat files, flat files with `+` folders, or nested folders. */
export type RouteFiles = 'flat' | 'hybrid' | 'folders';

const ending = /\.[cm]?[jt]sx?$/u;
const parts = /\[[^\]]*\]|[^.[/]+|[./[]/gu;
const inFolder = /^(?:index|route|layout|page|_[^/.]*|.*\.route)$/u;

/** The segments of a route file as they are written (`_auth`, `users_`, `$id`), escapes kept; undefined for a file that is no route. */
export function routeSegments(path: string, files: RouteFiles): readonly string[] | undefined {
	const bare = path.replace(ending, '');
	const folders = bare.split('/');
	const name = folders.pop() ?? '';
	if (folders.some(folder => folder.startsWith('+')) || name.startsWith('+')) return undefined;
	if (files === 'flat' && (folders.length > 1 || (folders.length === 1 && name !== 'route'))) return undefined;
	if (files === 'hybrid' && folders.length > 0 && folders.at(-1)?.endsWith('+') === false && !inFolder.test(name)) return undefined;
	const segments = [...folders.map(folder => folder.replace(/\+$/u, '')), name].flatMap(segmentsIn);
	const last = segments.at(-1);
	const isFolder = folders.length > 0 || files === 'folders';
	const dropped =
		last === '_index' || last === '_layout' || (isFolder && (last === 'route' || last === 'layout' || last === 'page' || last === 'index'));
	return dropped ? segments.slice(0, -1) : segments;
}

/** `users.$id` is two segments; what stands in square brackets is taken as it is. */
function segmentsIn(name: string): readonly string[] {
	const found: string[] = [''];
	for (const [part] of name.matchAll(parts)) {
		if (part === '.') found.push('');
		else found[found.length - 1] += part;
	}
	return found.filter(segment => segment !== '');
}

/** The parts of the path that a segment stands for. */
export const routePart = (segment: string): readonly string[] => {
	if (segment === '$') return ['*'];
	if (segment.startsWith('_')) return [];
	const plain = segment.replace(/_$/u, '').replace(/^\((?<inner>.*)\)$/u, '$<inner>');
	if (plain.startsWith('_') || plain === '') return [];
	if (plain.startsWith('$')) return [`:${plain.slice(1)}`];
	return [plain.replaceAll(/[[\]]/gu, '')];
};
