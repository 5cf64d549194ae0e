import type {Assessment, Standing} from '../assessment/assessment.ts';
import {severities} from '../checklists/checklist.ts';
import type {Change} from './session.ts';
import {blockersOf, isOpen, type Key, keyOfStanding, standingsOf, titleOf} from './standings.ts';
import {about} from './words.ts';
import type {Visit} from './work.ts';

/** Whether looking found it closed; what a person said is not that. */
const isSeenClosed = ({outcome, saidNotApplicable}: Standing): boolean =>
	outcome === 'pass' || (outcome === 'not-applicable' && saidNotApplicable === undefined);

const wasOpen = (before: string | undefined): boolean => before === 'gap' || before === 'unknown';

const openedNow = (before: string | undefined, now: Standing): boolean =>
	now.outcome === 'gap' && before !== undefined && before !== 'gap' && before !== 'unknown';

const outcomesOf = (assessment: Assessment): Readonly<Record<Key, string>> =>
	Object.fromEntries(standingsOf(assessment).map(standing => [keyOfStanding(standing), standing.outcome]));

const levelChange = (before: string, now: string): string => (before === now ? '' : ` The level is ${now} now.`);

/** Everything of an assessment that a person could see change. */
const shownOf = (assessment: Assessment): string =>
	JSON.stringify(
		standingsOf(assessment).map(({item, package: folder, outcome, severity, evidence, occurrences}) => [
			item.id,
			folder,
			outcome,
			severity,
			occurrences,
			evidence,
		]),
	);

const named = (word: string, standings: readonly Standing[]): string =>
	standings[0] === undefined
		? ''
		: `${word}: ${ended(titleOf(standings[0]), standings.length > 1 ? `, and ${standings.length - 1} more` : '')}`;

const ended = (title: string, more: string): string => (more === '' && /[.?!]$/u.test(title) ? title : `${title}${more}.`);

/** Whether a person could see no difference between two assessments. */
export const isSame = (before: Assessment, now: Assessment): boolean => shownOf(before) === shownOf(now);

/** What differs between two assessments, as titles and in one line of facts. */
export function changeBetween(before: Assessment, now: Assessment): Change {
	const outcomes = outcomesOf(before);
	const settled = standingsOf(now).filter(standing => wasOpen(outcomes[keyOfStanding(standing)]) && !isOpen(standing));
	const closed = settled.filter(isSeenClosed);
	const opened = standingsOf(now).filter(standing => openedNow(outcomes[keyOfStanding(standing)], standing));
	const was = blockersOf(before);
	const is = blockersOf(now);
	const blockers = was === is ? '' : `Blockers ${was} → ${is}.`;
	const same = isSame(before, now) ? 'Nothing has changed.' : 'Nothing closed yet.';
	const head = closed.length + opened.length === 0 ? [`Looked again. ${same}`] : [named('Closed', closed), named('Open now', opened)];
	return {
		closed: closed.map(titleOf),
		said: settled.filter(standing => !isSeenClosed(standing)).map(titleOf),
		opened: opened.map(titleOf),
		summary: `${[...head, blockers].filter(Boolean).join(' ')}${levelChange(before.level.proven, now.level.proven)}`,
	};
}

/** What was open before and is not any more, whoever closed it. */
export const settledBetween = (before: Assessment, now: Assessment): readonly Key[] => {
	const outcomes = outcomesOf(before);
	return standingsOf(now)
		.filter(standing => wasOpen(outcomes[keyOfStanding(standing)]) && !isOpen(standing))
		.map(keyOfStanding);
};

/** The gaps that are open, by key. */
export const openGaps = (assessment: Assessment): readonly Key[] =>
	standingsOf(assessment)
		.filter(({outcome}) => outcome === 'gap')
		.map(keyOfStanding);

/** What changed since an earlier visit. */
export function changeSince(visit: Visit, now: Assessment): Change {
	const open = new Set(visit.open);
	const settled = standingsOf(now).filter(standing => open.has(keyOfStanding(standing)) && !isOpen(standing));
	const closed = settled.filter(isSeenClosed);
	const said = settled.filter(standing => !isSeenClosed(standing));
	const opened = standingsOf(now).filter(standing => standing.outcome === 'gap' && !open.has(keyOfStanding(standing)));
	const nothing = settled.length + opened.length === 0;
	const words = said.length === 0 ? '' : ` ${said.length} answered, accepted or set aside.`;
	const summary = nothing ? 'No gap closed or opened since.' : `${closed.length} closed, ${opened.length} opened since.${words}`;
	return {
		closed: closed.map(titleOf),
		said: said.map(titleOf),
		opened: opened.map(titleOf),
		summary: `${summary}${levelChange(visit.level, now.level.proven)}`,
	};
}

/** How many checks weigh more or less under another context, in one line; empty when none does. */
export function effectOn(before: Assessment, now: Assessment): string {
	const was = new Map(standingsOf(before).map(standing => [keyOfStanding(standing), standing.severity]));
	const rank = (standing: Standing): number => severities.indexOf(standing.severity);
	const shown = standingsOf(now).filter(standing => standing.outcome !== 'not-applicable');
	const differs = (standing: Standing): number => {
		const old = was.get(keyOfStanding(standing));
		return old === undefined ? 0 : severities.indexOf(old) - rank(standing);
	};
	const more = shown.filter(standing => differs(standing) > 0).length;
	const less = shown.filter(standing => differs(standing) < 0).length;
	const moved = (many: number, weigh: string): readonly string[] =>
		many === 0 ? [] : [`${many} ${many === 1 ? `check weighs ${weigh}` : `checks weigh ${weigh}`} now.`];
	return [...moved(more, 'more'), ...moved(less, 'less')].join(' ');
}

/** What comes next and how long it takes. */
export const nextLine = (title: string, hours: number | undefined): string =>
	title.endsWith('?')
		? `Next: ${title}${hours === undefined ? '' : ` (${about(hours)})`}`
		: `Next: ${title}${hours === undefined ? '' : `, ${about(hours)}`}.`;
