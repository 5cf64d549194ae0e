/** The line around an index. */
export const lineAt = (text: string, index: number): string => {
	const end = text.indexOf('\n', index);
	return text.slice(text.lastIndexOf('\n', index - 1) + 1, end === -1 ? text.length : end);
};
