import type {Hold, Level, Standing} from './assessment.ts';

/** Why a check that is not closed keeps a level away, in one sentence. */
function whyOpen(standing: Standing, level: Level): string {
	const {outcome, because, accepted, attestation, notLive} = standing;
	switch (outcome) {
		case 'gap':
			return because;
		case 'unknown':
			return standing.broke ? `Its probe broke, so nobody knows: ${because}` : `Not known yet: ${because}`;
		case 'attested':
			return attestation ? `Only said, by ${attestation.by} on ${attestation.on}; nothing proves it yet.` : because;
		case 'accepted':
			return accepted ? `Accepted by ${accepted.owner} until ${accepted.until}, which does not open ${level}.` : because;
		case 'pass':
			return notLive ? `Closed in code. Not live until: ${notLive.until}` : because;
		case 'not-applicable':
			return because;
	}
}

/** One thing that keeps a level away. */
export const holdOf = (standing: Standing, level: Level, because: string = whyOpen(standing, level)): Hold => ({
	category: standing.item.category,
	check: standing.item.id,
	package: standing.package,
	level,
	because,
});
