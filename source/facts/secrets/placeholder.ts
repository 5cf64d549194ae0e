const placeholderWords =
	/example|placeholder|change[-_ ]?(?:me|this|it|in|before|for|your)|your[-_ ]?|replace|insert|dummy|fake|sample|todo|fixme|redacted|generate|goes[-_ ]?here|[-_ ]here\b|not[-_ ]?(?:a[-_ ]?)?(?:real|needed|used)|undefined|null|none\b|x{3,}|\*{3,}|\.{3}|1234567|abcdef|deadbeef|cafebabe|^Eby8vdM0|lorem|^<.*>$|^\[.*\]$|^\{\{|\$\{|\$\(|^\$[A-Z_]|^%\(|^@(?:microsoft|secret|env)\b/iu;

/** What stands where a credential will stand: an example, a reference to a variable, or the same few characters over and over. */
export const isPlaceholder = (value: string): boolean =>
	value.trim() === '' || placeholderWords.test(value) || (value.length >= 16 && entropyOf(value) < 2.5);

/** Words that developers choose for a database that only they reach. */
const defaultWords = new Set(
	'postgres postgresql mysql mariadb mongo mongodb redis rabbit rabbitmq minio minioadmin guest root admin administrator user username pass password passwd pwd passwort secret key token jwt session test testing tests ci dev devel development local localhost demo default docker example app apis dbs databases api db database web server my the strong secure super qwerty letmein welcome build dummy for only in not a production'.split(
		' ',
	),
);

/** A password made of nothing but default words, digits and the names given (the user, the database). */
export function isDefault(value: string, ...names: readonly (string | undefined)[]): boolean {
	const own = new Set(names.flatMap(name => (name === undefined ? [] : [name.toLowerCase(), ...words(name)])));
	const parts = words(value);
	return own.has(value.toLowerCase()) || /^\d{1,8}$/u.test(value) || (parts.length > 0 && parts.every(part => isMadeOf(part, own)));
}

/** `devpassword` is made of `dev` and `password`. */
function isMadeOf(part: string, own: ReadonlySet<string>): boolean {
	if (part === '' || defaultWords.has(part) || own.has(part)) return true;
	return [...defaultWords, ...own].some(word => word.length > 2 && part.startsWith(word) && isMadeOf(part.slice(word.length), own));
}

const words = (text: string): readonly string[] =>
	text
		.replace(/([a-z])([A-Z])/gu, '$1 $2')
		.toLowerCase()
		.split(/[^a-z]+/u)
		.filter(word => word !== '');

/** Bits per character. */
function entropyOf(value: string): number {
	const counts = new Map<string, number>();
	for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
	return [...counts.values()].reduce((sum, count) => sum - (count / value.length) * Math.log2(count / value.length), 0);
}

/** Long, mixed and even: made by a machine, not by a person. */
export const looksRandom = (value: string): boolean =>
	value.length >= 20 &&
	!/\s/u.test(value) &&
	(value.match(/\d/gu)?.length ?? 0) >= 3 &&
	(value.match(/[A-Za-z]/gu)?.length ?? 0) >= 3 &&
	entropyOf(value) >= 3.2;
