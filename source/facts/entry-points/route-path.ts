/** A path of any framework's notation in ours: `/users/:id`, a catch-all is `*`. */
export function routePath(written: string): string {
	const segments = ungrouped(written)
		.split('/')
		.filter(segment => segment !== '')
		.map(segment => (catchAll.test(segment) ? '*' : segment));
	return `/${segments.join('/')}`;
}

/** `*`, `*name`, `:name*`, `:name+`. */
const catchAll = /^(?:\*.*|:[\w$-]+[*+])$/u;
const everything: ReadonlySet<string> = new Set(['.*', '.+', '.*?']);

/** The path without its regular expressions: `:id(\d+)`, `:id{[0-9]+}`, `{/:id}` for `/:id?`, `(.*)` for `*`. */
function ungrouped(written: string): string {
	let kept = '';
	for (let at = 0; at < written.length; at += 1) {
		const open = written.charAt(at);
		const hole = open === '$' && written.charAt(at + 1) === '{';
		if (open !== '(' && open !== '{' && !hole) {
			kept += open;
			continue;
		}
		const end = closing(written, hole ? at + 1 : at);
		const inside = written.slice(at + (hole ? 2 : 1), end);
		if (hole) kept += `\${${inside.replaceAll('/', '')}}`;
		else if (everything.has(inside)) kept += '*';
		else if (open === '{' && inside.startsWith('/')) kept += inside.includes('*') ? '/*' : `${inside}?`;
		at = end;
	}
	return kept;
}

/** Where the bracket at a place is closed; the end of the text when it is not. */
function closing(text: string, from: number): number {
	let depth = 0;
	for (let at = from; at < text.length; at += 1) {
		const character = text.charAt(at);
		if (character === '\\') at += 1;
		else if (character === '(' || character === '{') depth += 1;
		else if (character === ')' || character === '}') {
			depth -= 1;
			if (depth === 0) return at;
		}
	}
	return text.length;
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
	if (prefix === '/' && !exact) return true;
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
