import type {Place} from '../safe-text.ts';
import {lineCounter} from './imports.ts';
import type {Language} from './language.ts';
import {linksIn} from './links.ts';
import {datesOf, type NamedDate} from './named-dates.ts';
import {type Placeholder, placeholdersOf} from './placeholders.ts';
import type {Role} from './role.ts';
import {between, type Visible, visibleIn, wordsIn} from './visible.ts';

/** A heading: `level` 1 is the largest. `text` of the place is the line, `title` the words alone, `words` those up to the next heading of its level or above, and `shows` whether a block of code stands among them. */
type Heading = Place & {readonly level: number; readonly title: string; readonly words: number; readonly shows: boolean};
/** A link as written: `target` may be relative, absolute or an address; `label` may be empty. */
export type Link = Place & {readonly target: string; readonly label: string};
/** A file that people read: a Markdown or text document, or a page of the product. */
export type DocumentFact = {
	readonly path: string;
	/** `prose` for Markdown and text, `page` for what a browser or an app shows. */
	readonly kind: 'prose' | 'page';
	readonly role: Role;
	readonly language: Language;
	/** The front matter's title, else the first heading. */
	readonly title?: string;
	readonly firstLine: Place;
	readonly headings: readonly Heading[];
	/** Words that a reader sees, code blocks of Markdown included. */
	readonly words: number;
	readonly placeholders: readonly Placeholder[];
	readonly dates: readonly NamedDate[];
	readonly fencedBlocks: number;
	readonly links: readonly Link[];
	/** Front matter, keys in lower case: `owner`, `rehearsed`, `title`. */
	readonly frontMatter: Readonly<Record<string, string>>;
	/** `Owner: …` lines and two-column table rows of the body, keys in lower case; the first of each. */
	readonly fields: Readonly<Record<string, string>>;
};

const proseName = /\.(?:md|mdx|rst|adoc|txt)$/iu;
const plainName = /(?:^|\/)(?:README|SECURITY|RUNBOOKS?|PRIVACY|TERMS|INCIDENTS?|CONTRIBUTING|CHANGELOG|OPERATIONS)$/iu;
const listOfNames =
	/(?:^|\/)(?:requirements[\w.-]*|robots|ads|humans|constraints|CMakeLists|runtime|llms(?:-full)?|words?|dictionary)\.txt$|(?:^|\/)requirements\//iu;
const legalName = /privac|datenschutz|rgpd|gdpr|dsgvo|legal|terms|imprint|impressum|polic|confidentialit/iu;
/** Pages matter for the notices that they are or lead to; one without any of these words is none and leads to none. */
const legalWord =
	/priva[ct]|prywatno|datenschutz|rgpd|gdpr|dsgvo|legal|terms|imprint|impressum|polic|polit|confidential|vie-privee|integritet|personvern|gizlilik|kvkk|tietosuoja|rechtlich|cookie/iu;
const skippedRoles: ReadonlySet<Role> = new Set<Role>(['vendored', 'generated', 'agent-tooling', 'test', 'example']);
const pageLanguages: ReadonlySet<Language> = new Set<Language>(['html', 'vue', 'svelte', 'astro']);

/** What is known of a file before it is read as a document. */
type Seen = Pick<DocumentFact, 'path' | 'role' | 'language' | 'firstLine'>;

/** Whether a file is one that people read, and of which kind. */
function kindOf({path, language, role}: Seen): DocumentFact['kind'] | undefined {
	if (skippedRoles.has(role)) return undefined;
	if ((proseName.test(path) && !listOfNames.test(path)) || plainName.test(path)) return 'prose';
	if (pageLanguages.has(language)) return 'page';
	return role === 'app' && (/\.[jt]sx$|\.js$/u.test(path) || ((language === 'ts' || language === 'js') && legalName.test(path)))
		? 'page'
		: undefined;
}

/** What people read in a file, when it is one that they read. */
export function documentIn(file: Seen, text: string): DocumentFact | undefined {
	const kind = kindOf(file);
	if (kind === undefined || (kind === 'page' && !legalWord.test(file.path) && !legalWord.test(text))) return undefined;
	if (/\.js$/u.test(file.path) && !/<\/[A-Za-z]/u.test(text) && !legalName.test(file.path)) return undefined;
	return documentOf(file, kind, text.replace(/\r\n?/gu, '\n'));
}

function documentOf(file: Seen, kind: DocumentFact['kind'], text: string): DocumentFact {
	const {path, language, role, firstLine} = file;
	const front = kind === 'prose' || language === 'astro' ? frontMatterOf(text) : {};
	const fences = kind === 'prose' ? fencesOf(text) : [];
	const visible = visibleIn(text, kind === 'prose' ? 'md' : language);
	const lines = lineCounter(text);
	const place = (offset: number): Place => ({path, line: lines.at(offset), text: lines.text(offset)});
	const isFenced = (offset: number): boolean => fences.some(({from, to}) => offset >= from && offset < to);
	const body = (frontMatter.exec(text)?.[0] ?? '').length;
	const headings = headingsOf(text, kind, visible, fences, offset => offset < body - 1 || isFenced(offset), place);
	const title = front.title ?? headings[0]?.title;
	return {
		path,
		kind,
		role,
		language,
		...(title === undefined ? {} : {title}),
		firstLine,
		headings,
		words: wordsIn(visible),
		placeholders: placeholdersOf(visible, isFenced, place),
		dates: datesOf(visible, place),
		fencedBlocks: fences.length,
		links: linksIn(text, kind).map(({offset, target, label}) => ({target, label, ...place(offset)})),
		frontMatter: front,
		fields: kind === 'prose' ? fieldsOf(text) : {},
	};
}

const keyed = (pairs: Iterable<RegExpMatchArray>): Readonly<Record<string, string>> => {
	const found: Record<string, string> = {};
	for (const {groups} of pairs) {
		const key = groups?.key?.trim().toLowerCase() ?? '';
		const value =
			groups?.value
				?.replace(/^\*+|\*+$/gu, '')
				.trim()
				.replace(/^(["'])(.*)\1$/u, '$2') ?? '';
		if (/\w{2}/u.test(key) && !/^-+$/u.test(key) && value !== '' && !Object.hasOwn(found, key)) found[key] = value;
	}
	return found;
};
const frontMatter = /^---\n([\s\S]*?)\n---(?:\n|$)/u;
const frontMatterOf = (text: string): Readonly<Record<string, string>> =>
	keyed((frontMatter.exec(text)?.[1] ?? '').matchAll(/^(?<key>[\w -]{1,40}):[ \t]*(?<value>[^\n]{1,200})$/gmu));
const fieldsOf = (text: string): Readonly<Record<string, string>> =>
	keyed([
		...text.matchAll(/^(?:[-*] )?\*{0,2}(?<key>[A-Z][\w '/-]{1,40}?)\*{0,2}:\*{0,2}[ \t]+(?<value>[^\n|]{1,200})$/gmu),
		...text.matchAll(/^\|[ \t]*\*{0,2}(?<key>[\w '/-]{2,40}?)\*{0,2}[ \t]*\|(?<value>[^|\n]{1,200})\|[ \t]*$/gmu),
	]);

type Span = {readonly from: number; readonly to: number};
const fencesOf = (text: string): readonly Span[] =>
	[...text.matchAll(/^ {0,8}(?<fence>`{3,16}|~{3,16})[^\n]*\n[\s\S]*?^ {0,8}\k<fence>[ \t]*$/gmu)].map(match => ({
		from: match.index,
		to: match.index + match[0].length,
	}));

const proseHeading = /^(?<marks>#{1,6})[ \t]+(?<title>[^\n]+)$|^(?<under>[^\n#>|`-][^\n]*)\n(?<rule>={3,}|-{3,})[ \t]*$/gmu;
const pageHeading = /<(?:[Hh](?<level>[1-6])|Heading|Title)\b[^>]{0,400}>(?<title>[^<]{1,200})</gu;

function headingsOf(
	text: string,
	kind: 'prose' | 'page',
	visible: readonly Visible[],
	fences: readonly Span[],
	isSkipped: (offset: number) => boolean,
	place: (offset: number) => Place,
): readonly Heading[] {
	const found = [...text.matchAll(kind === 'prose' ? proseHeading : pageHeading)]
		.filter(match => !isSkipped(match.index))
		.map(({groups, index}) => ({
			index,
			level: groups?.marks?.length ?? (groups?.rule === undefined ? Number(groups?.level ?? 2) : groups.rule.startsWith('=') ? 1 : 2),
			title: (groups?.title ?? groups?.under ?? '').replace(/[ \t]#+$|\*\*|`/gu, '').trim(),
		}));
	return found.map(({index, level, title}, at) => {
		const end = found.slice(at + 1).find(next => next.level <= level)?.index ?? text.length;
		const shows = fences.some(({from}) => from > index && from < end);
		return {level, title, words: wordsIn(between(visible, index, end)), shows, ...place(index)};
	});
}
