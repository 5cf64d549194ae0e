import type {SaidAndDone} from '../facts/guards/said.ts';
import {withoutSecrets} from '../facts/secrets/mask.ts';
import {evidenceOf, safeText} from '../safe-text.ts';
import type {Finding} from './probe.ts';

const mostNamed = 3;
const mostEvidence = 5;

/** A finding that would be another without what people said of guards: it says on whose word it rests, and shows the line. */
export function saidAloud(finding: Finding, without: Finding, entries: readonly SaidAndDone[]): Finding {
	if (isSame(finding, without)) return finding;
	const said = entries.filter(({uses}) => uses > 0);
	const words = [named('guard', 'a guard', said), named('none', 'no guard', said)].filter(Boolean).join(', and ');
	const evidence = said.slice(0, 2).map(({path, line, text}) => evidenceOf({path, line, text: withoutSecrets(text)}));
	return {
		...finding,
		because: safeText(`${words} because .shipworthy/guards.yaml says so: ${finding.because}`, 600),
		// A pass rests on what was said; otherwise what is to be mended stands first.
		evidence:
			finding.outcome === 'pass'
				? [...evidence, ...finding.evidence].slice(0, mostEvidence)
				: [...finding.evidence.slice(0, mostEvidence - evidence.length), ...evidence],
	};
}

const isSame = (one: Finding, other: Finding): boolean =>
	one.outcome === other.outcome &&
	one.severity === other.severity &&
	one.occurrences === other.occurrences &&
	one.because === other.because &&
	JSON.stringify(one.evidence) === JSON.stringify(other.evidence);

/** `bouncer and doorman count as a guard`. */
function named(is: SaidAndDone['is'], words: string, entries: readonly SaidAndDone[]): string {
	const names = entries.filter(entry => entry.is === is).map(({name}) => name);
	if (names.length === 0) return '';
	const shown = names.slice(0, mostNamed).join(', ');
	const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
	return `${shown}${more} ${names.length === 1 ? 'counts' : 'count'} as ${words}`;
}
