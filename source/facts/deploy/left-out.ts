import type {IgnoreFile} from './deploy.ts';

/** Whether a `.dockerignore` keeps a path of the context out of the build; the last pattern that fits decides. */
export function isLeftOut(path: string, ignores: Pick<IgnoreFile, 'patterns'> | undefined): boolean {
	let out = false;
	for (const written of ignores?.patterns ?? []) {
		const back = written.startsWith('!');
		const pattern = (back ? written.slice(1) : written).replace(/^\.?\/+|\/+$/gu, '');
		if (pattern !== '' && fits(path, pattern)) out = !back;
	}
	return out;
}

/** Whether a pattern fits a path or a folder above it. */
const fits = (path: string, pattern: string): boolean => {
	const parts = path.split('/');
	const wanted = pattern.split('/').slice(0, 20);
	return parts.some((_, index) => matches(parts.slice(0, index + 1), wanted));
};

function matches(parts: readonly string[], wanted: readonly string[]): boolean {
	const [first, ...rest] = wanted;
	if (first === undefined) return parts.length === 0;
	if (first === '**') return rest.length === 0 || parts.some((_, index) => matches(parts.slice(index), rest));
	const [part, ...others] = parts;
	return part !== undefined && isLike(part, first) && matches(others, rest);
}

/** `*`, `?` and `[abc]` within one part of a path. */
function isLike(part: string, pattern: string): boolean {
	if (!/[*?[]/u.test(pattern)) return part === pattern;
	const source = pattern
		.replaceAll(/[\\^$.|+(){}]/gu, '\\$&')
		.replaceAll(/\*+/gu, '.*')
		.replaceAll('?', '.');
	const balanced = /^[^[\]]*(?:\[[^[\]]+\][^[\]]*)*$/u.test(source);
	return balanced && source.length < 100 && new RegExp(`^${source}$`, 'u').test(part);
}
