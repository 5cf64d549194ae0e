import {routeFrom} from './projects.ts';

const group = /^\([^().][^()]*\)$/u;
const intercepted = /^(?<dots>(?:\(\.{1,3}\))+)(?<name>.*)$/u;
const catchAll = /^\[{1,2}\.\.\.[^\]]*\]{1,2}$/u;
const parameter = /^\[(?<name>[^[\].]+)\]$/u;

/** The route of a folder below `app/`, or of a file below `pages/` without its ending; undefined for one that is private. */
export function nextRoute(folders: readonly string[], basePath = ''): string | undefined {
	const parts: string[] = [];
	for (const folder of folders) {
		if (folder.startsWith('_')) return undefined;
		if (folder.startsWith('@') || group.test(folder)) continue;
		const {dots, name} = intercepted.exec(folder)?.groups ?? {};
		if (dots !== undefined) climb(parts, dots);
		parts.push(segment(name ?? folder));
	}
	return routeFrom([basePath.replace(/^\//u, ''), ...parts]);
}

/** `(.)` is the same level, each `(..)` one above, `(...)` the root: what is intercepted stands there. */
function climb(parts: string[], dots: string): void {
	const levels = dots === '(...)' ? parts.length : dots.split('(..)').length - 1;
	parts.splice(Math.max(0, parts.length - levels));
}

const segment = (name: string): string => {
	if (catchAll.test(name)) return '*';
	const named = parameter.exec(name)?.groups?.name;
	return named === undefined ? name.replaceAll('%5F', '_') : `:${named}`;
};
