import type {Level, Standing} from './assessment.ts';
import {evidenceCredit} from './attested.ts';
import {type AssessedPackage, countedOf} from './counted.ts';
import {levelOf} from './level.ts';

/** As many highs are taken for acceptable in all, one fewer than production may have accepted; what weighs less is acceptable besides. */
export const mostAccepted = 2;
/** What hurts like this is closed before anybody is let in, and never taken for accepted. */
const neverPresumed: readonly string[] = ['credential', 'access', 'data'];

/** What a category may reach without a line of code, and the checks whose risk somebody would have to accept for it. */
export type Possible = {readonly level: Level; readonly accepting: readonly Standing[]};

/** The standing if what is open turns out well: a question is answered with evidence, a bare answer gets its proof, what is not live goes live. A gap stays a gap. */
function atBest(standing: Standing): Standing {
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

/** A gap that a named person may take upon themselves for a pilot. */
function isAcceptable({outcome, severity, item}: Standing): boolean {
	if (outcome !== 'gap' || severity === 'blocker') return false;
	return severity !== 'high' || !neverPresumed.includes(item.harm);
}

/** Those of them that count against the most that may be accepted. */
export const highsOf = (accepting: readonly Standing[]): number => accepting.filter(({severity}) => severity === 'high').length;

/** The best level of a category when every open answer turns out well, and a pilot's few gaps are accepted by name. */
export function possibleOf(standings: readonly Standing[], packages: readonly AssessedPackage[], today: string): Possible {
	const best = countedOf(standings.map(atBest), packages);
	const {level, heldBackBy} = levelOf(best, today);
	if (level !== 'Prototype') return {level, accepting: []};
	const held = new Set(heldBackBy.map(({check}) => check));
	const open = best.flatMap(({standings: [worst]}) => (held.has(worst.item.id) ? [worst] : []));
	const mayOpen = open.every(isAcceptable) && highsOf(open) <= mostAccepted;
	return mayOpen ? {level: 'Pilot', accepting: open} : {level, accepting: []};
}
