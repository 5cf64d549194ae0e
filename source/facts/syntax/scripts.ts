import type {Language} from '../language.ts';

/** The scripts of a component file, on the lines where they stand; the lines between them are empty. */
export type Script = {readonly text: string; readonly lang: 'ts' | 'tsx' | 'js' | 'jsx'};

const langAttribute = /\blang\s*=\s*["']?(?<lang>ts|tsx|typescript|jsx|js)\b/u;
const typeAttribute = /\btype\s*=\s*["']?(?<type>[\w/+.-]+)/u;
const scriptTypes: ReadonlySet<string> = new Set(['module', 'text/javascript', 'application/javascript', 'text/typescript', 'text/babel']);
const frontMatterFence = '---';

/** The script blocks of a component, and the front matter of an Astro page. */
export function scriptIn(language: Language, text: string): Script {
	const found: {readonly start: number; readonly end: number}[] = [];
	let lang: Script['lang'] = language === 'astro' ? 'ts' : 'js';
	let at = 0;
	if (language === 'astro') {
		const start = text.indexOf(frontMatterFence);
		const end =
			start === -1 || text.slice(0, start).trim() !== '' ? -1 : text.indexOf(`\n${frontMatterFence}`, start + frontMatterFence.length);
		if (end !== -1) {
			found.push({start: start + frontMatterFence.length, end});
			at = end + frontMatterFence.length + 1;
		}
	}
	for (;;) {
		const tag = text.indexOf('<script', at);
		if (tag === -1) break;
		const comment = text.lastIndexOf('<!--', tag);
		const commentEnd = comment === -1 || comment < at ? -1 : text.indexOf('-->', comment);
		if (commentEnd > tag) {
			at = commentEnd;
			continue;
		}
		const open = endOfTag(text, tag);
		const close = open === -1 ? -1 : text.indexOf('</script', open);
		if (close === -1) break;
		at = close;
		const attributes = text.slice(tag + '<script'.length, open);
		const type = typeAttribute.exec(attributes)?.groups?.type;
		if (type !== undefined && !scriptTypes.has(type)) continue;
		const own = langAttribute.exec(attributes)?.groups?.lang;
		if (own === 'ts' || own === 'tsx' || own === 'jsx') lang = own;
		else if (own === 'typescript') lang = 'ts';
		found.push({start: open + 1, end: close});
	}
	return {text: alone(text, found), lang};
}

/** Where a tag ends: at the first `>` outside quotes. */
function endOfTag(text: string, tag: number): number {
	let quote = '';
	for (let at = tag; at < text.length; at++) {
		const character = text.charAt(at);
		if (quote !== '') {
			if (character === quote) quote = '';
		} else if (character === '"' || character === "'") quote = character;
		else if (character === '>') return at;
	}
	return -1;
}

/** The parts of a text, with line breaks for what stands between them. */
function alone(text: string, parts: readonly {readonly start: number; readonly end: number}[]): string {
	let made = '';
	let from = 0;
	for (const {start, end} of parts) {
		made += text.slice(from, start).replace(/[^\n]+/gu, '');
		made += `${text.slice(start, end)};`;
		from = end;
	}
	return made;
}
