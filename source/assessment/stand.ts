import type {Item} from '../checklists/checklist.ts';
import type {Finding} from '../probes/probe.ts';
import type {Accepted, Attestation, Context, Decisions} from '../record/decision.ts';
import {type SafeText, safeText} from '../safe-text.ts';
import {whyExpired} from './accepted.ts';
import type {Standing} from './assessment.ts';
import {worthOf} from './attested.ts';
import {sentence} from './sentence.ts';
import {effectiveSeverity} from './severity.ts';

type Said = {readonly check: string; readonly package: string};
type Joined = Pick<Standing, 'outcome' | 'because' | 'credit'> &
	Partial<Pick<Standing, 'asks' | 'attestation' | 'accepted' | 'notLive' | 'saidNotApplicable'>>;

/** One part stays as it was said; several become sentences. */
const sentences = (...parts: readonly string[]): SafeText =>
	safeText(parts.length > 1 ? parts.map(sentence).join(' ') : (parts[0] ?? ''), 800);

/** A gap of which the probe is only guessing is a question. */
const outcomeOf = ({outcome, confidence}: Finding) => (outcome === 'gap' && confidence === 'hint' ? 'unknown' : outcome);

function openGap(because: string, accepted: Accepted | undefined, severity: Standing['severity'], today: string): Joined {
	if (!accepted) {
		return {outcome: 'gap', because: sentences(because), credit: 0};
	}
	const expired = whyExpired(accepted, severity, today);
	if (expired) {
		return {outcome: 'gap', because: sentences(expired, because), credit: 0};
	}
	const said = `Accepted by ${accepted.owner} until ${accepted.until}: ${accepted.reason}.`;
	return {outcome: 'accepted', because: sentences(said, because), credit: 0, accepted};
}

function answered(item: Item, finding: Finding, attestation: Attestation | undefined, today: string): Joined {
	const asks = finding.asks ?? safeText(item.question.ask);
	if (!attestation) {
		return {outcome: 'unknown', because: finding.because, credit: 0, asks};
	}
	const {by, on} = attestation;
	switch (attestation.says) {
		case 'yes': {
			const {credit, because} = worthOf(attestation, item, today);
			return {outcome: 'attested', because: sentences(because), credit, asks, attestation};
		}
		case 'no':
			return {
				outcome: 'gap',
				because: sentences(`${by} said on ${on} that it is not taken care of.`, finding.because),
				credit: 0,
				attestation,
			};
		case 'someone-else':
			return {
				outcome: 'unknown',
				because: sentences(`${by} said on ${on} that someone else knows.`, finding.because),
				credit: 0,
				asks,
				attestation,
			};
	}
}

/** Joins what a probe found with what people decided: what a probe sees always wins over what somebody says. */
export function standingOf(
	item: Item,
	at: string,
	finding: Finding,
	{decisions, context, today}: {readonly decisions: Decisions; readonly context: Context; readonly today: string},
): Standing {
	const mine = ({check, package: folder}: Said) => check === item.id && folder === at;
	const {severity, because: raisedBecause} = effectiveSeverity(item, finding, context);
	const whole = (joined: Joined): Standing => ({
		item,
		package: at,
		severity,
		raisedBecause,
		confidence: finding.confidence,
		evidence: finding.evidence,
		occurrences: finding.occurrences,
		...joined,
		...(finding.broke ? {broke: true as const} : {}),
	});
	const asks = finding.asks ? {asks: finding.asks} : {};
	const outcome = outcomeOf(finding);
	if (outcome === 'pass') {
		const notLive = decisions.live.find(live => mine(live) && live.confirmed === undefined);
		return whole({outcome, because: finding.because, credit: 1, ...asks, ...(notLive ? {notLive} : {})});
	}
	if (outcome === 'not-applicable') {
		return whole({outcome, because: finding.because, credit: 0});
	}
	const excluded = decisions.notApplicable.find(mine);
	if (excluded) {
		const because = sentences(`${excluded.by} said on ${excluded.on} that it does not apply: ${excluded.reason}.`);
		return whole({outcome: 'not-applicable', because, credit: 0, saidNotApplicable: excluded.reason});
	}
	const accepted = decisions.accepted.find(mine);
	const attestation = decisions.answers.find(mine);
	if (outcome === 'gap') {
		const open = openGap(finding.because, accepted, severity, today);
		if (attestation?.says !== 'yes') {
			return whole({...open, ...asks});
		}
		const contradicted = `${attestation.by} said on ${attestation.on} that it is closed, and what is in the files says otherwise.`;
		return whole({...open, ...asks, because: sentences(contradicted, open.because), attestation});
	}
	const joined = answered(item, finding, attestation, today);
	if (joined.outcome === 'gap') {
		return whole({...joined, ...openGap(joined.because, accepted, severity, today)});
	}
	if (accepted && joined.outcome === 'unknown') {
		// Whoever accepts a risk takes the worst for given, so that nobody has to be asked meanwhile.
		const open = openGap(joined.because, accepted, severity, today);
		return whole(open.outcome === 'accepted' ? {...joined, ...open} : {...joined, because: open.because});
	}
	return whole(joined);
}
