import type {Assessment, CategoryAssessment, Standing, Step} from '../assessment/assessment.ts';
import {isBare} from '../assessment/credit.ts';
import {safeText} from '../safe-text.ts';

const count = (many: number, one: string, more = `${one}s`): string => `${many} ${many === 1 ? one : more}`;

const waits = (standing: Standing): boolean => standing.outcome === 'unknown' || isBare(standing) || standing.notLive !== undefined;

/** Both levels in one sentence: what is proven, and what is possible if the open answers turn out well and a few risks are accepted. */
export function levelSentence({level: {proven, possible}, categories}: Assessment): string {
	if (categories.every(category => category.proven === undefined)) {
		return 'There is nothing to assess yet: no check applies to what is here.';
	}
	const open = new Set(categories.flatMap(({standings}) => standings.filter(waits).map(({item}) => item.id))).size;
	if (proven === 'Production') {
		return 'Production proven. Audit-ready takes 30 days at Production with weekly scans, and two people who confirm it.';
	}
	if (proven === possible) {
		return `${proven} proven; gaps keep it there, and no answer alone takes it further.`;
	}
	const answers = open === 0 ? [] : [`${open === 1 ? 'the one open answer turns' : `the ${open} open answers turn`} out well`];
	const risks = categories.flatMap(({accepting}) => accepting).length;
	const risk = risks === 0 || possible !== 'Pilot' ? [] : [`somebody accepts ${count(risks, 'risk')} for a while`];
	return `${proven} proven; ${possible} possible if ${[...answers, ...risk].join(' and ')}.`;
}

/** `3 blockers · 4 to answer · 11 fine`, of what there is any. */
export function countsOf({standings, blockers, toAnswer}: CategoryAssessment): string {
	const checks = (of: readonly Standing[]): ReadonlySet<string> => new Set(of.map(({item}) => item.id));
	const gaps = checks(standings.filter(({outcome}) => outcome === 'gap')).size;
	const accepted = checks(standings.filter(({outcome}) => outcome === 'accepted')).size;
	const said = checks(standings.filter(({outcome}) => outcome === 'attested')).size;
	const notLive = checks(standings.filter(standing => standing.notLive !== undefined)).size;
	const isOpen = (standing: Standing): boolean => standing.outcome === 'gap' || standing.outcome === 'accepted' || waits(standing);
	const open = checks(standings.filter(isOpen));
	const fine = checks(standings.filter(({outcome, item}) => outcome === 'pass' && !open.has(item.id))).size;
	const parts = [
		blockers > 0 ? count(blockers, 'blocker') : '',
		gaps > blockers ? count(gaps - blockers, blockers > 0 ? 'other gap' : 'gap') : '',
		toAnswer > 0 ? `${toAnswer} to answer` : '',
		accepted > 0 ? `${accepted} accepted` : '',
		said > 0 ? `${said} said` : '',
		notLive > 0 ? `${notLive} not live` : '',
		fine > 0 ? `${fine} fine` : '',
	].filter(part => part !== '');
	return parts.length > 0 ? parts.join(' · ') : 'nothing here applies';
}

const everyStanding = ({categories}: Assessment): readonly Standing[] => categories.flatMap(({standings}) => standings);

const weight = ({severity}: Standing): number => ['blocker', 'high', 'medium', 'low'].indexOf(severity);

/** What is already right and has a line that proves it, the weightiest first, each check once. */
export function alreadyRight(assessment: Assessment): readonly Standing[] {
	const passes = everyStanding(assessment).filter(({outcome, notLive, evidence}) => outcome === 'pass' && !notLive && evidence.length > 0);
	const open = new Set(
		everyStanding(assessment)
			.filter(({outcome}) => outcome === 'gap' || outcome === 'unknown')
			.map(({item}) => item.id),
	);
	return passes
		.filter(({item}, index) => !open.has(item.id) && passes.findIndex(other => other.item.id === item.id) === index)
		.sort((one, other) => weight(one) - weight(other));
}

/** The standing that a step or a hold is about. */
export const standingAt = (assessment: Assessment, {check, package: folder}: Pick<Step, 'check' | 'package'>): Standing | undefined =>
	everyStanding(assessment).find(({item, package: at}) => item.id === check && at === folder);

/** What a standing is called in a list: the gap while it is open, the question while it is one. */
export function titleOf(standing: Standing): string {
	const {item, outcome, notLive} = standing;
	switch (outcome) {
		case 'gap':
		case 'accepted':
			return item.gap;
		case 'unknown':
			return standing.asks ?? item.question.ask;
		case 'pass':
			return notLive ? `Not live until: ${notLive.until}` : item.good;
		case 'attested':
			return standing.asks ?? item.question.ask;
		case 'not-applicable':
			return item.good;
	}
}

/** ` in apps/web` for a package that is not the root. */
export const whereOf = ({package: folder}: {readonly package: string}): string => (folder === '.' ? '' : ` in ${safeText(folder, 120)}`);

/** What people said, and what is closed in code but not yet in the world: every report lists it with names. */
export const saidByPeople = (assessment: Assessment): readonly Standing[] =>
	everyStanding(assessment).filter(
		({attestation, accepted, notLive, saidNotApplicable}) => attestation ?? accepted ?? notLive ?? saidNotApplicable,
	);

/** `about 30 min`, `about 3 h`, `about 12 h`. */
export const timeOf = (hours: number): string =>
	hours < 1 ? `about ${Math.max(5, Math.round((hours * 60) / 5) * 5)} min` : `about ${Math.round(hours)} h`;
