/** A link where it begins in a text. */
export type FoundLink = {readonly offset: number; readonly target: string; readonly label: string};

const proseLink =
	/\[(?<label>[^\]\n]{0,200})\]\((?<target>[^)\s]{1,500})[^)\n]{0,100}\)|<(?<auto>(?:https?:\/\/|mailto:)[^>\s]{1,500})>|(?<![("'<[\w])(?<bare>https?:\/\/[^\s)>\]"'`]{1,500})/gu;
const pageLink =
	/\b(?:href|to|url|link|path)\s*[=:]\s*\{?\s*["'`](?<target>[^"'`\n]{1,500})["'`]\s*\}?(?=(?<rest>[^<]{0,300}(?:<(?!\/a>|\/Link)[^>]{0,200}>[^<]{0,100})?))/giu;
const labelKey = /\b(?:label|name|title|text)\s*:\s*["'`](?<label>[^"'`\n]{1,100})["'`]/u;

/** The links of a document or a page, with the words on them where they stand close by. */
export function linksIn(text: string, kind: 'prose' | 'page'): readonly FoundLink[] {
	if (kind === 'page')
		return [...text.matchAll(pageLink)].map(({groups, index}) => {
			const rest = groups?.rest ?? '';
			const inObject = /^\s*,/u.test(rest);
			const label = inObject
				? (labelKey.exec(rest.split('}', 1)[0] ?? '')?.groups?.label ?? '')
				: rest.slice(rest.indexOf('>') + 1).replace(/<[^>]*>/gu, ' ');
			return {offset: index, target: groups?.target ?? '', label: label.replace(/\s+/gu, ' ').trim().slice(0, 100)};
		});
	return [...text.matchAll(proseLink)].map(({groups, index}) => ({
		offset: index,
		target: groups?.target ?? groups?.auto ?? groups?.bare ?? '',
		label: groups?.label ?? '',
	}));
}
