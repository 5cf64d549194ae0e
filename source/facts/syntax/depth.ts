/** Whether a text nests brackets so deep that the parser's own recursion would end the process. */
export function nestedTooDeep(text: string): boolean {
	let depth = 0;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === 40 || code === 91 || code === 123) {
			if (++depth > 1000) return true;
		} else if (code === 41 || code === 93 || code === 125) depth--;
	}
	return false;
}
