/** A path of any framework's notation in ours: `/users/:id`, a catch-all is `*`. */
export function routePath(written: string): string {
	const segments = written.split('/').filter(segment => segment !== '');
	return segments.length === 0
		? '/'
		: `/${segments
				.map(segmentOf)
				.filter(segment => segment !== '')
				.join('/')}`;
}

const parameter = /^:[\w$-]+/u;
const optionalMark = /[?]$/u;
const grouping = /[(){}]/u;

function segmentOf(segment: string): string {
	if (segment.startsWith('${')) return segment;
	const name = parameter.exec(segment)?.[0];
	if (name !== undefined) {
		const rest = segment.slice(name.length);
		if (rest === '*' || rest === '+' || rest === '(.*)' || rest === '{.+}' || rest === '{.*}') return '*';
		if (rest === '' || rest === '?') return segment;
		const after = withoutGroups(rest);
		return optionalMark.test(after) ? `${name}${after.slice(0, -1)}?` : `${name}${after}`;
	}
	if (segment.startsWith('*') || segment === '(.*)') return '*';
	return grouping.test(segment) ? groupless(segment) : segment;
}

/** `file(?!x)` without what stands in brackets; a bracketed star is a catch-all. */
function groupless(segment: string): string {
	if (segment.startsWith('{*') || segment.startsWith('{/*')) return '*';
	const kept = withoutGroups(segment);
	return kept === '' ? '*' : kept;
}

function withoutGroups(segment: string): string {
	let depth = 0;
	let kept = '';
	for (const character of segment) {
		if (character === '(' || character === '{') depth += 1;
		else if (character === ')' || character === '}') depth -= 1;
		else if (depth <= 0) kept += character;
	}
	return kept;
}

/** Two paths, one below the other. */
export function joinPaths(...paths: readonly string[]): string {
	const joined = paths
		.flatMap(path => path.split('/'))
		.filter(segment => segment !== '')
		.join('/');
	return `/${joined}`;
}

/** Whether a route lies below a prefix (or, `exact`, at it): `/admin` covers `/admin/users`, `/:org/admin` covers `/x/admin`, `*` covers all that follows. */
export function covers(prefix: string, route: string, exact: boolean): boolean {
	const wanted = prefix.split('/').filter(segment => segment !== '');
	const given = route.split('/').filter(segment => segment !== '');
	for (const [at, segment] of wanted.entries()) {
		if (segment === '*') return true;
		const other = given[at];
		if (other === undefined) return false;
		if (segment !== other && !segment.startsWith(':')) return false;
	}
	return !exact || wanted.length === given.length;
}
