/** What an encoder made of a value, or why it cannot be written in that language. */
export type Encoded = {readonly text: string} | {readonly problem: string};

const harmless = /^[A-Za-z0-9._/@+:-]+$/u;
const loneSurrogate = /\p{Surrogate}/u;
const notPrinted = /[\u007F-\u009F\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this finds
const control = /[\u0000-\u001F\u007F-\u009F]/u;
const lineEnd = /\r\n?|\n/gu;
const blank = /\s+/gu;
// An underscore between letters or digits is never emphasis: names stay as people search for them.
const markdownSign = /[\\`*[\]<>|~&#!$(){}]|(?<![\p{L}\p{N}_])_+|_+(?![\p{L}\p{N}_])/gu;
const startsList = /^(?:[-=]|\+(?=\s|$)|\d{1,9}[.)])/u;
const ticks = /`+/gu;

/** The value as it is, when no output language could read anything into it: letters, digits and `. _ / @ + : -`. */
export function bare(value: string): Encoded {
	if (value === '') return {problem: 'an empty value needs an encoder'};
	if (!harmless.test(value))
		return {problem: `only letters, digits and . _ / @ + : - are printed without an encoder, not ${JSON.stringify(value)}`};
	if (value.startsWith('-') || value.endsWith(':'))
		return {problem: `${JSON.stringify(value)} would be read as an option or a key; use an encoder`};
	return {text: value};
}

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A string between double quotes, with escapes that JSON, YAML, TOML, JavaScript and Python all read alike. */
function quoted(value: string): Encoded {
	if (loneSurrogate.test(value)) return {problem: 'half of a character cannot be written'};
	return {text: JSON.stringify(value).replace(notPrinted, escaped)};
}

const plainYaml = /^[A-Za-z][\w ./=-]*[\w./-]$/u;
const yamlWord = /^(?:true|false|yes|no|on|off|null|nan)$/iu;

/** Words that YAML cannot misread stay as they are; everything else is quoted. */
const yaml = (value: string): Encoded => (plainYaml.test(value) && !yamlWord.test(value) ? {text: value} : quoted(value));

function shell(value: string): Encoded {
	if (value.includes('\0')) return {problem: 'a shell word cannot hold NUL'};
	return {text: `'${value.replaceAll("'", `'\\''`)}'`};
}

function sql(value: string): Encoded {
	if (value.includes('\0')) return {problem: 'an SQL string cannot hold NUL'};
	if (value.includes('\\')) return {problem: 'databases disagree about a backslash in an SQL string'};
	return {text: `'${value.replaceAll("'", "''")}'`};
}

/** A name of a table, a column or a policy, quoted: no name ends early, and none is a word of SQL. */
function sqlName(value: string): Encoded {
	if (value === '' || value.includes('\0')) return {problem: 'a name of SQL cannot be empty or hold NUL'};
	return {text: `"${value.replaceAll('"', '""')}"`};
}

function markdown(value: string): Encoded {
	const line = value.replace(lineEnd, ' ').replace(blank, ' ').trim();
	if (control.test(line)) return {problem: 'a control character cannot be shown'};
	const plain = line.replace(markdownSign, signs => signs.replaceAll(/./gu, '\\$&')).replaceAll('@', '&#64;');
	return {text: plain.replace(startsList, start => `${start.slice(0, -1)}\\${start.slice(-1)}`)};
}

function codeSpan(value: string): Encoded {
	if (control.test(value)) return {problem: 'a control character cannot be shown'};
	if (value.trim() === '') return {problem: 'an empty value cannot be shown as code'};
	const longest = Math.max(0, ...(value.match(ticks) ?? []).map(run => run.length));
	const fence = '`'.repeat(longest + 1);
	const room = longest > 0 || value.startsWith(' ') || value.endsWith(' ') ? ' ' : '';
	return {text: `${fence}${room}${value.replaceAll('|', '\\|')}${room}${fence}`};
}

/** The rest of a comment line that begins with #. */
function comment(value: string): Encoded {
	const line = value.replace(lineEnd, ' ');
	return control.test(line) ? {problem: 'a control character cannot be shown'} : {text: line};
}

/** The encoders that a template may name: each makes one value of its language that cannot end early. */
export const encoders: ReadonlyMap<string, (value: string) => Encoded> = new Map([
	['sh', shell],
	['yaml', yaml],
	['json', quoted],
	['toml', quoted],
	['ts', quoted],
	['py', quoted],
	['sql', sql],
	['sqlname', sqlName],
	['md', markdown],
	['code', codeSpan],
	['comment', comment],
]);
