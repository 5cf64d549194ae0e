/** Parameters of `path`: `<int:id>`, `<path:rest>`. */
export const djangoParameter = /<(?:(?<rest>path:)|[\w-]{1,60}:)?(?<name>[a-zA-Z_]\w{0,100})>/gu;

const groupName = /^\?P<(\w{1,80})>/u;
const kept: ReadonlySet<string> = new Set(['/', '.', '-', '_', '@', '+']);

/** The regular expression of an address in our notation: a group is a parameter. */
export function fromPattern(pattern: string): string {
	let made = '';
	let places = 0;
	let depth = 0;
	for (let at = 0; at < pattern.length; at++) {
		const character = pattern[at] ?? '';
		if (character === '\\') {
			at += 1;
			const escaped = pattern[at] ?? '';
			if (depth === 0 && kept.has(escaped)) made += escaped;
		} else if (character === '(') {
			depth += 1;
			if (depth > 1 || pattern.startsWith('?:', at + 1)) continue;
			places += 1;
			made += `:${groupName.exec(pattern.slice(at + 1, at + 90))?.[1] ?? places}`;
		} else if (character === ')') depth -= 1;
		else if (depth <= 0 && !'^$?+*'.includes(character)) made += character;
	}
	return made;
}
