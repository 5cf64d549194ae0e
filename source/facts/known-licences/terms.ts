/** What a licence asks of those who build on the code: no more than to be named, its own files' source, the source of what is handed out, or more than that. */
export type Terms = 'named' | 'files' | 'handed out' | 'more';

const named =
	/^(?:MIT(?:-\w+)?|ISC|BSD|Apache|0BSD|BlueOak|CC0|CC-BY-\d|Unlicen[sc]e$|WTFPL|Zlib|Python|PSF|OFL|SIL|BSL-1|X11|ZPL|Artistic-2|permissive|public domain|NCSA|HPND|Unicode|AFL)/iu;
const files = /^(?:MPL|LGPL|EPL|CDDL|EUPL)/iu;
const more = /AGPL|SSPL|BUSL|Elastic|CC-BY-NC|FSL/iu;

/** The terms of a licence in the words of SPDX, the mildest where one may choose; undefined when the words are not known. */
export function termsOf(words: string): Terms | undefined {
	const choices = words.split(/\s(?:OR|or)\s|\|\|/u);
	return mildness.find(terms => choices.some(choice => ofAll(choice) === terms));
}

const mildness: readonly Terms[] = ['named', 'files', 'handed out', 'more'];

function ofAll(choice: string): Terms | undefined {
	const each = choice.split(/\s(?:AND|and)\s/u).map(one => one.replace(/[()]/gu, '').trim());
	const terms = each.map(ofOne);
	return terms.includes(undefined) ? undefined : mildness.findLast(one => terms.includes(one));
}

function ofOne(words: string): Terms | undefined {
	if (more.test(words)) return 'more';
	if (named.test(words)) return 'named';
	if (files.test(words)) return 'files';
	return /^GPL/iu.test(words) ? 'handed out' : undefined;
}
