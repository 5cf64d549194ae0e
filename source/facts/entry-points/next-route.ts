import {routeFrom} from './projects.ts';

const group = /^\([^().][^()]*\)$/u;
const intercepted = /^(?<dots>\(\.{1,3}\))(?<name>.*)$/u;
const catchAll = /^\[{1,2}\.\.\.[^\]]*\]{1,2}$/u;
const parameter = /^\[(?<name>[^[\].]+)\]$/u;

/** The route of a folder below `app/`, or of a file below `pages/` without its ending; undefined for one that is private. */
export function nextRoute(folders: readonly string[], basePath = ''): string | undefined {
	const parts: string[] = [];
	for (const folder of folders) {
		if (folder.startsWith('_')) return undefined;
		if (folder.startsWith('@') || group.test(folder)) continue;
		parts.push(segment(landed(parts, folder)));
	}
	return routeFrom([basePath.replace(/^\//u, ''), ...parts]);
}

/** What is intercepted stands at the same level for `(.)`, one above for each `(..)`, and at the root for `(...)`: the parts above are left, its own name stays. */
function landed(parts: string[], folder: string): string {
	const {dots, name} = intercepted.exec(folder)?.groups ?? {};
	if (dots === undefined || name === undefined) return folder;
	if (dots === '(..)') parts.pop();
	if (dots === '(...)') parts.length = 0;
	return landed(parts, name);
}

const segment = (name: string): string => {
	if (catchAll.test(name)) return '*';
	const named = parameter.exec(name)?.groups?.name;
	return named === undefined ? name.replaceAll('%5F', '_') : `:${named}`;
};
