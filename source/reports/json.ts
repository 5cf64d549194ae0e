import {type Reported, reportOf} from './report.ts';

const hidden = /[\u007F-\u009F\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu;

const escaped = (characters: string): string =>
	characters
		.split('')
		.map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
		.join('');

/** JSON in which every character that a terminal could obey or that hides is written as an escape. */
export const safeJson = (value: unknown): string => JSON.stringify(value, null, 2).replace(hidden, escaped);

/** The report for machines; ends in a line end. */
export const json = (reported: Reported): string => `${safeJson(reportOf(reported))}\n`;
