import type {DocumentFact} from '../../facts/documents.ts';
import {type Facts, holds} from '../../facts/facts.ts';
import {isForAgents, isLesson} from '../../facts/teaching.ts';
import {gap, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

type Named = {readonly name: string; readonly pattern: RegExp};

/** What a runbook must say, under any of its usual headings. */
const parts: readonly Named[] = [
	{name: 'what triggers it', pattern: /trigger|symptom|when to use|alert|detect|how (?:you|do you|to) (?:know|notice)|signs?\b/iu},
	{name: 'the impact', pattern: /impact|severity|who (?:is|are) affected|scope|priority/iu},
	{name: 'where to look', pattern: /dashboard|logs?\b|links|monitor|where to look|metrics/iu},
	{name: 'how to diagnose', pattern: /diagnos|investigat|triage|check|find (?:out|the cause)|debug|identify|first look/iu},
	{name: 'how to stop the pain', pattern: /mitigat|fix|resol|repair|recover|remed|restore|stop the|steps|procedure|response|action/iu},
	{name: 'how to go back', pattern: /roll(?:ing)? ?-?back|revert|undo|go back/iu},
	{name: 'whom to call', pattern: /escalat|contact|on-?call|whom?\b|support/iu},
	{name: 'how to prove that it is over', pattern: /verif|confirm|validat|prove|is it over|success/iu},
	{name: 'what to do afterwards', pattern: /after|follow-?up|post-?mortem|review|lessons|clean ?up|prevent/iu},
];
const needed = 7;

/** What goes wrong in every system that runs. */
const failures: readonly Named[] = [
	{
		name: 'a site that is down',
		pattern:
			/site[- ]?(?:is[- ])?down|outage|unavailable|5\d\d|service[- ]?(?:down|degradation|disruption)|(?:system|platform|total|complete)[- ](?:system[- ])?failure|(?:app|api|server)[- ](?:is[- ])?(?:down|crash)/iu,
	},
	{
		name: 'a bad release',
		pattern:
			/bad[- ](?:release|deploy)|roll(?:ing)?[- ]?back|revert|re-?deploy|(?:failed|broken)[- ]deploy|deploy(?:ment)?[- ](?:failure|failed|issue)/iu,
	},
	{name: 'a leaked secret', pattern: /leak|secret|credential|security[- ]breach|compromis|key[- ]rotation|rotat/iu},
];
const database: Named = {name: 'a database that is down', pattern: /database|\bdb\b|postgres|mysql|mongo|restore|backup/iu};

const isRunbook =
	/run-?books?|on-?call|operations[- ]?(?:manual|guide|handbook)|disaster[- ]recovery|incident[- ]?(?:response|guide)|emergency/iu;

/** A playbook may be about anything; it is a runbook when its headings speak of what fails. */
const isPlaybook = /play-?books?/iu;
const ofFailure = /incident|outage|down\b|failure|failed|roll-?back|recover|restore|escalat|mitigat|triage|on-?call/iu;
const isOne = ({path, title = '', headings}: DocumentFact): boolean =>
	isRunbook.test(path) ||
	isRunbook.test(title) ||
	((isPlaybook.test(path) || isPlaybook.test(title)) && headings.some(one => ofFailure.test(one.title)));

const probe: Probe = facts => {
	const pages = facts.documents.filter(
		page =>
			page.kind === 'prose' &&
			!isLesson(page) &&
			page.role !== 'agent-tooling' &&
			!isForAgents(page) &&
			isOne(page) &&
			!/(?:^|\/)README\.\w+$|template/iu.test(page.path),
	);
	if (pages.length === 0) {
		if (facts.inside) return unknown('this folder lies inside a larger repository, and its documents stand above it');
		if (facts.capped) return unknown('no runbook was found, but the repository is too large to have been looked at whole');
		const steps = stepsIn(facts);
		if (steps.length > 0)
			return unknown(
				`${steps.length === 1 ? 'one section of a document says' : `${steps.length} sections of documents say`} what to do when something fails (${listed(steps.slice(0, 3).map(({title}) => title))}), and no page is a runbook`,
				steps.map(({path, line, text}) => ({path, line, text})),
				{
					asks: 'If the site, the database or a release fails tonight: can somebody who did not write it follow these steps to the end, and what is missing?',
				},
			);
		return gap('no document says step by step what to do when the site, the database or a release fails', closest(facts));
	}
	const judged = pages.map(page => ({page, problem: problemOf(page)}));
	const good = judged.filter(({problem}) => problem === undefined).map(({page}) => page);
	const [worst] = judged;
	if (good.length === 0 && worst)
		return gap(
			`${worst.page.path} ${worst.problem ?? ''}`,
			judged.map(({page}) => page.firstLine),
		);
	const wanted = holds(facts, 'db.postgres', 'db.mysql', 'db.mongo', 'baas.supabase') ? [...failures, database] : failures;
	const missing = wanted.filter(
		({pattern}) =>
			!pages.some(
				page => pattern.test(page.path) || pattern.test(page.title ?? '') || page.headings.some(({title}) => pattern.test(title)),
			),
	);
	const places = good.map(page => page.firstLine);
	if (missing.length > 0)
		return gap(`there are runbooks, but none for ${listed(missing.map(({name}) => name))}`, places, {severity: 'low'});
	const untried = good.filter(page => !isRehearsed(page));
	if (untried.length === good.length)
		return unknown('the runbooks are written, and none says who walked through it and when', places, {
			asks: 'Who walked through these steps last, when, and what did they have to correct?',
		});
	return pass(
		`${good.length === 1 ? 'a runbook covers' : `${good.length} runbooks cover`} the failures that every system has, and someone walked through ${good.length - untried.length} of them`,
		places,
	);
};

export default probe;

/** Why a page cannot be followed at night, or undefined. */
function problemOf(page: DocumentFact): string | undefined {
	if (page.placeholders.length > 0)
		return `still has ${page.placeholders.length === 1 ? 'a place' : `${page.placeholders.length} places`} to fill in`;
	const titles = page.headings.map(({title}) => title);
	const absent = parts.filter(({pattern}) => !titles.some(title => pattern.test(title)));
	if (parts.length - absent.length < needed) return `does not say ${listed(absent.slice(0, 3).map(({name}) => name))}`;
	return page.fencedBlocks === 0 ? 'holds no command to run' : undefined;
}

const isRehearsed = ({frontMatter, fields}: DocumentFact): boolean =>
	Object.entries({...fields, ...frontMatter}).some(
		([key, value]) => /rehears|last (?:tested|tried|run|reviewed)|drill/iu.test(key) && /\d{4}/u.test(value),
	);

const whenItFails =
	/roll(?:ing)?[- ]?back|disaster|recovery (?:plan|procedure|steps)|emergency|incident|outage|(?:site|server|service|app|api|system|database|production) (?:is )?(?:down|unavailable|crash)/iu;
/** A change to the database that is taken back while one develops, and what is only promised. */
const ofSomethingElse = /migration|schema|transaction|optimistic|template|report|upload|password|account|access|to-?do|roadmap|planned/iu;
const fewestWords = 12;

/** Pages for people who run the product themselves, and lists of what is still to be done. */
const forOthers = /self[-_]?host|install|road-?map|changelog|to-?do/iu;
const aSetting = /[A-Z]_[A-Z]/u;

/** Sections of other documents that say what to do when it fails; a mere heading says nothing, nor does a name of a setting or an open box. */
const stepsIn = (facts: Facts): readonly DocumentFact['headings'][number][] =>
	proseOf(facts).flatMap(({path, headings}) =>
		forOthers.test(path)
			? []
			: headings.filter(
					({title, words}) =>
						words >= fewestWords &&
						whenItFails.test(title) &&
						!ofSomethingElse.test(title) &&
						!aSetting.test(title) &&
						!title.startsWith('[ ]'),
				),
	);

const proseOf = (facts: Facts): readonly DocumentFact[] =>
	facts.documents.filter(page => page.kind === 'prose' && page.role !== 'agent-tooling' && !isLesson(page) && !isForAgents(page));

/** The document that comes closest: how it is deployed or run, else the README. */
const closest = (facts: Facts): readonly DocumentFact['firstLine'][] => {
	const prose = proseOf(facts);
	const near = prose.filter(({path}) => /troubleshoot|operat|backup/iu.test(path));
	const shipping = prose.filter(({path}) => /deploy/iu.test(path) && !/troubleshoot|operat|backup/iu.test(path));
	return [...near, ...shipping, ...prose.filter(({path}) => /^README\.\w+$/iu.test(path))].slice(0, 3).map(({firstLine}) => firstLine);
};
