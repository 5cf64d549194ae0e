/** A sentence that begins with a name of the repository (`package.json`, `src/a.ts`) keeps it as it is. */
const nameFirst = /^\S*[./_@-]\S/u;
const ended = /[.!?…]$/u;

/** What a probe or a person said in passing, as a sentence: a capital at its start and a full stop at its end. */
export const sentence = (text: string): string => {
	const first = nameFirst.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
	return text === '' || ended.test(text) ? first : `${first}.`;
};
