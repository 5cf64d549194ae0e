import type {Standing} from './assessment.ts';
import {evidenceCredit} from './attested.ts';

/** The standing if what is open turns out well: a question is answered with evidence, a bare answer gets its proof, what is not live goes live. A gap stays a gap. */
export function atBest(standing: Standing): Standing {
	const {notLive, ...rest} = standing;
	switch (standing.outcome) {
		case 'unknown':
		case 'attested':
			return {...rest, outcome: 'attested', credit: evidenceCredit};
		case 'pass':
		case 'gap':
		case 'not-applicable':
		case 'accepted':
			return rest;
	}
}
