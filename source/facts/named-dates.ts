import type {Place} from '../safe-text.ts';
import type {Visible} from './visible.ts';

/** A calendar date that the words name, as `2025-03-04`. */
export type NamedDate = Place & {readonly date: string};

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const dateForms =
	/\b(?<iso>20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))\b|\b(?<month>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6})\.? (?<day>\d{1,2})(?:st|nd|rd|th)?,? (?<year>20\d\d)\b|\b(?<day2>\d{1,2})(?:st|nd|rd|th)?\.? (?<month2>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6})\.?,? (?<year2>20\d\d)\b/gu;

/** The dates that a reader sees: ISO, and English with the month as a word. */
export const datesOf = (visible: readonly Visible[], place: (offset: number) => Place): readonly NamedDate[] =>
	visible.flatMap(({offset, text}) =>
		[...text.matchAll(dateForms)]
			.slice(0, 200)
			.map(({groups, index}) => ({date: groups?.iso ?? written(groups ?? {}), ...place(offset + index)})),
	);

const written = (groups: Readonly<Record<string, string | undefined>>): string => {
	const month = months.indexOf((groups.month ?? groups.month2 ?? '').slice(0, 3).toLowerCase()) + 1;
	return `${groups.year ?? groups.year2}-${String(month).padStart(2, '0')}-${(groups.day ?? groups.day2 ?? '').padStart(2, '0')}`;
};
