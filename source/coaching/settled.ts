import type {Standing} from '../assessment/assessment.ts';
import {isBare} from '../assessment/credit.ts';
import type {Coaching} from './session.ts';
import {standingOf, titleOf} from './standings.ts';

/** What this visit settled, by how: only `closed` was seen by looking, everything else is a person's word. Titles. */
export type Settled = {
	readonly closed: readonly string[];
	/** With something that shows it. */
	readonly answered: readonly string[];
	/** With nothing that shows it. */
	readonly said: readonly string[];
	readonly accepted: readonly string[];
	readonly setAside: readonly string[];
};

function wayOf(standing: Standing): keyof Settled | undefined {
	switch (standing.outcome) {
		case 'pass':
			return 'closed';
		case 'attested':
			return isBare(standing) ? 'said' : 'answered';
		case 'accepted':
			return 'accepted';
		case 'not-applicable':
			return standing.saidNotApplicable === undefined ? 'closed' : 'setAside';
		case 'gap':
		case 'unknown':
			return undefined;
	}
}

const unchecked = (question: string): string => `Said, not checked: ${question}`;

/** What this visit settled and is settled still. */
export function settledOf({known, look}: Coaching): Settled {
	const standings = known.settled.flatMap(key => standingOf(look.assessment, key) ?? []);
	const titles = (way: keyof Settled): readonly string[] => standings.filter(standing => wayOf(standing) === way).map(titleOf);
	return {
		closed: titles('closed'),
		answered: titles('answered').map(unchecked),
		said: titles('said').map(unchecked),
		accepted: titles('accepted'),
		setAside: standings
			.filter(standing => wayOf(standing) === 'setAside')
			.map(standing => `${standing.item.gap}: ${standing.saidNotApplicable ?? ''}`),
	};
}
