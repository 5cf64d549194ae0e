import type {Assessment, Standing} from '../assessment/assessment.ts';
import {severities} from '../checklists/checklist.ts';
import type {Change} from './session.ts';
import {blockersOf, isOpen, type Key, keyOfStanding, standingsOf, titleOf} from './standings.ts';
import {about, count} from './words.ts';
import type {Visit} from './work.ts';

const closedNow = (before: string | undefined, now: Standing): boolean =>
	(before === 'gap' || before === 'unknown') &&
	(now.outcome === 'pass' || now.outcome === 'attested' || now.outcome === 'not-applicable' || now.outcome === 'accepted');

const openedNow = (before: string | undefined, now: Standing): boolean =>
	now.outcome === 'gap' && before !== undefined && before !== 'gap' && before !== 'unknown';

const outcomesOf = (assessment: Assessment): Readonly<Record<Key, string>> =>
	Object.fromEntries(standingsOf(assessment).map(standing => [keyOfStanding(standing), standing.outcome]));

const levelChange = (before: string, now: string): string => (before === now ? '' : ` ${now} is proven now.`);

/** What differs between two assessments, as titles and in one line of facts. */
export function changeBetween(before: Assessment, now: Assessment): Change {
	const outcomes = outcomesOf(before);
	const closed = standingsOf(now).filter(standing => closedNow(outcomes[keyOfStanding(standing)], standing));
	const opened = standingsOf(now).filter(standing => openedNow(outcomes[keyOfStanding(standing)], standing));
	const was = blockersOf(before);
	const is = blockersOf(now);
	const blockers = was === is ? '' : ` Blockers ${was} → ${is}.`;
	const named =
		closed[0] === undefined ? '' : `Closed: ${titleOf(closed[0])}${closed.length > 1 ? `, and ${closed.length - 1} more` : ''}.`;
	const head = named === '' ? 'Looked again. Nothing closed yet.' : named;
	return {
		closed: closed.map(titleOf),
		opened: opened.map(titleOf),
		summary: `${head}${blockers}${levelChange(before.level.proven, now.level.proven)}`,
	};
}

/** The gaps that are open, by key. */
export const openGaps = (assessment: Assessment): readonly Key[] =>
	standingsOf(assessment)
		.filter(({outcome}) => outcome === 'gap')
		.map(keyOfStanding);

/** What changed since an earlier visit. */
export function changeSince(visit: Visit, now: Assessment): Change {
	const wasOpen = new Set(visit.open);
	const closed = standingsOf(now).filter(standing => wasOpen.has(keyOfStanding(standing)) && !isOpen(standing));
	const opened = standingsOf(now).filter(standing => standing.outcome === 'gap' && !wasOpen.has(keyOfStanding(standing)));
	const nothing = closed.length + opened.length === 0;
	const summary = nothing ? 'No gap closed or opened since.' : `${closed.length} closed, ${opened.length} opened since.`;
	return {
		closed: closed.map(titleOf),
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
	const up = more === 0 ? '' : `${count(more, 'check')} ${more === 1 ? 'weighs' : 'weigh'} more now.`;
	const down = less === 0 ? '' : `${count(less, 'check')} ${less === 1 ? 'weighs' : 'weigh'} less now.`;
	return `${up}${up && down ? ' ' : ''}${down}`;
}

/** What comes next and how long it takes. */
export const nextLine = (title: string, hours: number | undefined): string =>
	title.endsWith('?')
		? `Next: ${title}${hours === undefined ? '' : ` (${about(hours)})`}`
		: `Next: ${title}${hours === undefined ? '' : `, ${about(hours)}`}.`;
