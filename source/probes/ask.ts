import type {Checklist, Item} from '../checklists/checklist.ts';
import type {Facts} from '../facts/facts.ts';
import {within} from '../facts/facts-of.ts';
import {followedOf} from '../facts/followed.ts';
import {withoutSecrets} from '../facts/secrets/mask.ts';
import {evidenceOf, safeText} from '../safe-text.ts';
import {blindBecause, blindSpotOf} from './blind-spot.ts';
import type {Found} from './found.ts';
import {type Answer, type Finding, notApplicable, type Probe, unknown} from './probe.ts';
import {probeOf} from './probe-of.ts';
import {saidAloud} from './said-aloud.ts';
import {appliesTo} from './when.ts';

const mostEvidence = 5;
/** So many places of a gap are kept for what mends them. */
const mostPlaces = 200;
/** Of fewer entry points the share says nothing. */
const fewestToFollow = 5;
/** The share of them that must have been followed before what was not seen counts as absent. */
const enoughFollowed = 0.6;

/** Puts every check's question to the facts, one finding for each package that it is about. */
export async function ask(checklists: readonly Checklist[], facts: Facts): Promise<readonly Found[]> {
	const asked = await probesOf(checklists);
	return asked.flatMap(([item, probe]) => askOne(item, probe, facts));
}

/** Every check's probe. To load them takes a moment, the first time. */
export const probesOf = (checklists: readonly Checklist[]): Promise<readonly (readonly [Item, Probe])[]> =>
	Promise.all(checklists.flatMap(({items}) => items).map(async item => [item, await probeOf(item)] as const));

/** The findings of one check. */
export function askOne(item: Item, probe: Probe, facts: Facts): readonly Found[] {
	if (item.per === 'repository') return [{check: item.id, package: '.', finding: findingOf(item, probe, facts)}];
	return shippedPackages(facts).map(path => ({check: item.id, package: path, finding: findingOf(item, probe, within(facts, path))}));
}

/** Packages that something is made of: each holds application code of a kind that is known; the root when none does. */
export function shippedPackages(facts: Facts): readonly string[] {
	const kinds = new Set(['app.api', 'app.fullstack', 'app.web', 'app.static', 'app.mobile', 'app.server']);
	const shipped = facts.packages
		.map(({path}) => path)
		.filter(path => facts.stack.some(fact => fact.package === path && kinds.has(fact.id)));
	return shipped.length > 0 ? shipped : ['.'];
}

/** Whether there is anything that a check could be about: more than documents and the papers of an empty repository. */
const isEmpty = (facts: Facts): boolean =>
	!facts.files.some(
		({path, role, language}) => role !== 'docs' && role !== 'agent-tooling' && (language !== 'other' || holdsSettings.test(path)),
	);

/** Files without a language that still say something: environment files, keys, database files, process files. */
const holdsSettings =
	/(?:^|\/)\.env[\w.-]*$|\.(?:pem|key|p12|sqlite3?|db)$|(?:^|\/)(?:Procfile|Jenkinsfile|Makefile|Gemfile|Pipfile|go\.mod|id_rsa|id_ed25519)$/u;

/** The finding; where it would be another without what people said of guards, it says so first. */
function findingOf(item: Item, probe: Probe, facts: Facts): Finding {
	const finding = foundBy(item, probe, facts);
	return facts.uncorrected === undefined ? finding : saidAloud(finding, foundBy(item, probe, facts.uncorrected), facts.said.entries);
}

function foundBy(item: Item, probe: Probe, facts: Facts): Finding {
	if (isEmpty(facts)) return made(item, notApplicable('there is nothing to assess yet: no code and no configuration was found'));
	const applies = appliesTo(item.when, facts);
	const blind = blindSpotOf(item, facts);
	if (applies.applies === false && blind !== undefined)
		return made(item, unknown(`${applies.because}, but ${blindBecause(blind)}`, [blind.firstLine]));
	if (applies.applies === false)
		return made(
			item,
			facts.capped
				? unknown(`${applies.because}, in as much of the repository as was looked at`)
				: notApplicable(applies.because, applies.places),
		);
	if (applies.applies === 'unknown') return made(item, unknown(applies.because, applies.places));
	try {
		return made(item, honest(item, probe(facts), facts));
	} catch (error) {
		return {
			...made(item, unknown(`this probe broke (${error instanceof Error ? error.message : 'no reason given'}); please report it`)),
			broke: true,
		};
	}
}

/** A pass that shows nothing, and anything that rests on what was not seen in a walk that was cut short or in a file that could not be parsed, prove nothing. */
function honest(item: Item, answer: Answer, facts: Facts): Answer {
	if (answer.outcome === 'pass' && answer.places.length === 0) return unknown(`${answer.because}, but there is no line to show for it`);
	const isAbsence =
		answer.outcome === 'pass' ||
		answer.outcome === 'not-applicable' ||
		(answer.outcome === 'gap' && (answer.places.length === 0 || missing.test(item.id)));
	if (facts.capped && isAbsence)
		return unknown(`${answer.because}, but the repository is too large to have been looked at whole`, answer.places);
	if (answer.outcome === 'pass' && item.follows === true) {
		const {followed, all, lost} = followedOf(facts);
		if (all >= fewestToFollow && followed < all * enoughFollowed)
			return unknown(
				`${answer.because}, but only ${followed} of the ${all} ways in that can change something could be followed to what they change`,
				lost === undefined ? answer.places : [lost],
			);
	}
	const blind = blindSpotOf(item, facts);
	const wasFound = answer.outcome === 'pass' && missing.test(item.id);
	return blind !== undefined && isAbsence && !wasFound
		? unknown(`${answer.because}, but ${blindBecause(blind)}`, [blind.firstLine])
		: answer;
}

/** Checks whose gap is that something is nowhere. */
const missing = /^[a-z]+-no-/u;

function made(item: Item, answer: Answer): Finding {
	const confidence = answer.confidence ?? item.confidence;
	const hint = confidence === 'hint' && answer.outcome === 'gap';
	const outcome = hint ? 'unknown' : answer.outcome;
	const asks = answer.asks ?? (outcome === 'unknown' ? item.question.ask : undefined);
	const most = outcome === 'gap' ? mostPlaces : mostEvidence;
	const places = answer.places.slice(0, most).map(place => evidenceOf({...place, text: withoutSecrets(place.text)}));
	return {
		outcome,
		...(answer.severity === undefined ? {} : {severity: answer.severity}),
		confidence,
		because: safeText(withoutSecrets(answer.because)),
		evidence: places.slice(0, mostEvidence),
		...(outcome === 'gap' && places.length > mostEvidence ? {more: places.slice(mostEvidence)} : {}),
		occurrences: answer.occurrences ?? answer.places.length,
		...(asks === undefined ? {} : {asks: safeText(withoutSecrets(asks))}),
		...(answer.remains === undefined ? {} : {remains: safeText(withoutSecrets(answer.remains))}),
	};
}
