import {longestAccepted} from '../assessment/accepted.ts';
import type {Standing} from '../assessment/assessment.ts';
import type {Decision} from '../record/decision.ts';
import {type SafeText, safeText} from '../safe-text.ts';
import {type Field, suggestion} from './field.ts';
import type {Known} from './session.ts';
import type {Key} from './standings.ts';
import type {Given, Look} from './work.ts';

/** What a person wants to put on record about one check. */
export const forms = ['path', 'date', 'output', 'bare', 'no', 'someone', 'accept', 'not-applicable', 'live'] as const;
type DecisionForm = (typeof forms)[number];
/** What is typed: something to put on record, or what a template needs to know. */
export type Form = DecisionForm | 'needs';

/** One thing to type. */
export type Part = {
	readonly id: 'path' | 'when' | 'output' | 'who' | 'owner' | 'reason' | 'until' | 'note' | 'by' | 'need';
	/** What the template calls it. */
	readonly need?: string;
	readonly ask: string;
	readonly hint: string;
	/** The answers, where they are few; they are chosen and not typed. */
	readonly choices?: readonly string[];
	/** Stands in the field until something is typed. */
	readonly initial: string;
	/** The last day that can be given. */
	readonly last?: string;
};

const isLink = (text: string): boolean => /^https?:\/\/\S+$/u.test(text);

const day = /^\d{4}-\d{2}-\d{2}$/u;

const isDay = (text: string): boolean => day.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true;

/** The day that many days later, as `YYYY-MM-DD`. */
const daysAfter = (from: string, days: number): string =>
	new Date(Date.parse(`${from}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

const partsOnly = (form: DecisionForm, {today, by}: Known, severity: Standing['severity']): readonly Part[] => {
	switch (form) {
		case 'path':
			return [
				{
					id: 'path',
					ask: 'Which file or link shows it?',
					hint: 'A path in this repository such as docs/restore.md, or the address of a page',
					initial: '',
				},
			];
		case 'date':
			return [
				{id: 'when', ask: 'On which day was it last done?', hint: 'Year-month-day', initial: today},
				{id: 'who', ask: 'By whom?', hint: 'A name that a colleague knows', initial: by ?? ''},
			];
		case 'output':
			return [{id: 'output', ask: 'Paste the output here', hint: 'Only its fingerprint and the day are kept, not the text', initial: ''}];
		case 'someone':
			return [
				{id: 'who', ask: 'Who knows?', hint: 'It goes on the list of what to ask them; it stays open until they answer', initial: ''},
			];
		case 'accept': {
			const last = daysAfter(today, longestAccepted[severity]);
			return [
				{id: 'owner', ask: 'Who accepts it?', hint: 'The person who answers for it until then', initial: by ?? ''},
				{id: 'reason', ask: 'Why is it acceptable for now?', hint: 'One sentence that still makes sense in three months', initial: ''},
				{
					id: 'until',
					ask: 'Until which day?',
					hint: `Year-month-day, ${last} at the latest; it comes back after that`,
					initial: daysAfter(today, Math.min(90, longestAccepted[severity])),
					last,
				},
			];
		}
		case 'not-applicable':
			return [{id: 'reason', ask: 'Why does it not apply here?', hint: 'One sentence that a newcomer would believe', initial: ''}];
		case 'bare':
			return [
				{
					id: 'note',
					ask: 'How is it taken care of, in a few words?',
					hint: 'It may stay empty. Nothing shows it yet, so that it counts a little only',
					initial: '',
				},
			];
		case 'no':
			return [
				{
					id: 'note',
					ask: 'What is missing, in a few words?',
					hint: 'It may stay empty. Enter saves that it is open, as a gap',
					initial: '',
				},
			];
		case 'live':
			return [];
	}
};

/** What a template wants to know before it is filled. */
const needed = (standing: Standing | undefined, templates: Look['templates']): readonly Part[] =>
	(templates.find(({id}) => id === standing?.item.template)?.needs ?? []).map(({id, ask, choices}) => ({
		id: 'need',
		need: id,
		...(choices === undefined ? {} : {choices}),
		ask,
		hint: `${choices === undefined ? 'It may stay empty' : 'The last one leaves it open'}: the files then say that nobody knows it yet`,
		initial: '',
	}));

/** What is to be typed for a form, the signing name last when it is not known. None when there is nothing to type. */
export function partsOf(form: Form, known: Known, standing: Standing | undefined, templates: Look['templates']): readonly Part[] {
	if (form === 'needs') return needed(standing, templates);
	const parts = partsOnly(form, known, standing?.severity ?? 'high');
	if (known.by !== undefined || form === 'accept') return parts;
	return [...parts, {id: 'by', ask: 'What is your name?', hint: 'It signs what you say here, and is asked once', initial: ''}];
}

/** Where what is typed for a part is kept. */
export const draftOf = (key: Key, form: Form, part: Part): string =>
	part.need !== undefined ? `needs/${part.need}` : `${key}/${form}/${part.id}`;

/** What stands in the field of a part. */
export const fieldFor = (known: Known, key: Key, form: Form, part: Part): Field =>
	known.drafts[draftOf(key, form, part)] ?? suggestion(part.initial);

/** Why a part cannot be taken as it is, with what to do; undefined when it can. */
export function problemWith(part: Part, text: string, today: string): string | undefined {
	const typed = text.trim();
	switch (part.id) {
		case 'when':
			if (!isDay(typed)) return 'That is not a day. Write it as 2026-03-31.';
			return typed > today ? 'That day is still to come. Give the day on which it was last done.' : undefined;
		case 'until':
			if (!isDay(typed)) return 'That is not a day. Write it as 2026-03-31.';
			if (typed <= today) return 'That day is over. Give a day after today.';
			return part.last !== undefined && typed > part.last
				? `A risk that weighs this much can be accepted until ${part.last} at the latest.`
				: undefined;
		case 'note':
		case 'need':
			return undefined;
		case 'path':
		case 'output':
		case 'who':
		case 'owner':
		case 'reason':
		case 'by':
			return typed === '' ? 'Nothing is typed yet. Esc goes back without saving.' : undefined;
	}
}

/** What was said to the needs of a template, by their names; what was left empty is not among them. */
export const answersTo = (known: Known, key: Key, parts: readonly Part[]): Readonly<Record<string, string>> =>
	Object.fromEntries(
		parts.flatMap(part => {
			const said = fieldFor(known, key, 'needs', part).text.trim();
			return part.need === undefined || said === '' ? [] : [[part.need, said]];
		}),
	);

/** A decision that is ready to be saved, and the name that signed it. */
export type Decided = {readonly decision: Decision; readonly by: SafeText; readonly given: Given};

/** Makes the decision from what was typed. `until` is the open line of a gap that is not live yet. */
export function decided(form: DecisionForm, standing: Standing, known: Known, until: SafeText, key: Key): Decided {
	const parts = partsOf(form, known, standing, []);
	const text = (id: Part['id']): string => {
		const part = parts.find(candidate => candidate.id === id);
		return part === undefined ? '' : fieldFor(known, key, form, part).text.trim();
	};
	const typed = (id: Part['id']): SafeText => safeText(text(id));
	const by = known.by ?? (form === 'accept' ? typed('owner') : typed('by'));
	const place = {check: standing.item.id, package: standing.package};
	const answer = {kind: 'answer', ...place, by, on: known.today} as const;
	const nothing: Given = {given: 'nothing'};
	const note = text('note') === '' ? {} : {note: typed('note')};
	switch (form) {
		case 'path': {
			const given = isLink(text('path')) ? 'link' : 'path';
			return {by, decision: {...answer, says: 'yes', evidence: typed('path')}, given: {given, text: text('path')}};
		}
		case 'date': {
			const day = `${text('when')} ${text('who')}`;
			return {by, decision: {...answer, says: 'yes', evidence: safeText(day)}, given: {given: 'day', text: day}};
		}
		case 'output':
			return {by, decision: {...answer, says: 'yes'}, given: {given: 'output', text: text('output')}};
		case 'bare':
			return {by, decision: {...answer, says: 'yes', ...note}, given: nothing};
		case 'no':
			return {by, decision: {...answer, says: 'no', ...note}, given: nothing};
		case 'someone':
			return {by, decision: {...answer, says: 'someone-else', note: typed('who')}, given: nothing};
		case 'accept': {
			const accepted = {owner: typed('owner'), reason: typed('reason'), on: known.today, until: text('until')};
			return {by, decision: {kind: 'accepted', ...place, ...accepted}, given: nothing};
		}
		case 'not-applicable':
			return {by, decision: {kind: 'not-applicable', ...place, reason: typed('reason'), by, on: known.today}, given: nothing};
		case 'live':
			return {by, decision: {kind: 'live', ...place, until, on: known.today, confirmed: {by, on: known.today}}, given: nothing};
	}
}
