import type {Place} from '../safe-text.ts';
import type {Visible} from './visible.ts';

/** Something that was left to fill in. `fenced` ones stand inside a code block. */
export type Placeholder = Place & {readonly kind: 'todo' | 'lorem' | 'bracket' | 'angle' | 'example-host'; readonly fenced: boolean};

const placeholderRules: readonly {readonly kind: Placeholder['kind']; readonly pattern: RegExp; readonly core?: RegExp}[] = [
	{kind: 'todo', pattern: /\b(?:TODO|TBD|FIXME|TBC|XXX+|not said yet)\b/gu},
	{kind: 'lorem', pattern: /\blorem ipsum\b/giu},
	{
		kind: 'bracket',
		pattern:
			/\[(?:(?:your|the|insert|add|enter|company|business|legal|app|website|product|contact|full|registered|name|date|address|street|city|state|country|e-?mail|phone|url|domain|link|jurisdiction|number|effective|placeholder)\b[^\]\n]{0,60}|YYYY-MM-DD)\](?![[(:])|\{\{\s*(?:company|your|name|date|email|address)[\w ]{0,30}\}\}/giu,
	},
	{
		kind: 'angle',
		pattern:
			/<(?:your|insert|add|company|name|date|host|domain|email|phone|placeholder|project|app|user|id)\b[\w -]{0,40}>|\byour-(?:company|domain|app|project|email)\b/giu,
	},
	{
		kind: 'example-host',
		core: /example\.|your/iu,
		pattern: /(?<![\w.-])(?:[\w-]+\.)*(?:example\.(?:com|org|net)|yourdomain\.\w+|yourcompany\.\w+|your-domain\.\w+)\b/giu,
	},
];

/** What was left to fill in, in what a reader sees. */
export function placeholdersOf(
	visible: readonly Visible[],
	isFenced: (offset: number) => boolean,
	place: (offset: number) => Place,
): readonly Placeholder[] {
	return visible.flatMap(({offset, text}) =>
		placeholderRules.flatMap(({kind, pattern, core}) =>
			core?.test(text) === false
				? []
				: [...text.matchAll(pattern)]
						.slice(0, 50)
						.map(match => ({kind, fenced: isFenced(offset + match.index), ...place(offset + match.index)})),
		),
	);
}
