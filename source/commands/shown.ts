import type {ShownFact, ShownSection} from '../coaching/work.ts';
import type {Fact, PlainFacts} from '../facts/facts.ts';
import {labelOf} from '../facts/labels.ts';
import {mapOf} from '../facts/map/map-of.ts';
import {evidenceOf, type SafeText, safeText} from '../safe-text.ts';

/** Groups of facts that tell most about a repository, the most telling first. */
const telling = ['fw.', 'baas.', 'db.', 'pay.', 'llm', 'auth.', 'deploy.'];
/** PlainFacts that only sum others up, or that say nothing to a person. */
const silent =
	/\.any$|^db\.relational$|^auth\.(?:homegrown|session)$|^fw\.(?:next\.gate|vite|react|cra|nethttp)$|^deploy\.(?:docker|compose)$|^llm\./u;
const mostInHeader = 5;

/** What the repository is built with, for a header: `Next.js · Supabase · Stripe · Vercel`. */
export function stackWords(facts: PlainFacts): readonly SafeText[] {
	const known = facts.stack.filter(({id, confidence}) => confidence !== 'low' && !silent.test(id));
	const words = telling.flatMap(group => known.filter(({id}) => id.startsWith(group)).map(({id}) => labelOf(id).replace(/ \(.+\)$/u, '')));
	const fallback = known.filter(({id}) => id.startsWith('lang.')).map(({id}) => labelOf(id));
	return [...new Set(words.length > 0 ? words : fallback)].slice(0, mostInHeader).map(word => safeText(word));
}

/** A fact in words that may be shown. */
export const shownFact = ({id, value, package: folder, evidence}: Fact): ShownFact => ({
	id,
	label: safeText(labelOf(id)),
	value: safeText(value === true ? '' : String(value)),
	package: safeText(folder),
	evidence: evidence.map(evidenceOf),
});

/** What is known of the repository, in words that may be shown. */
export const shownMap = (facts: PlainFacts): readonly ShownSection[] =>
	mapOf(facts).map(({id, title, lead, rows}) => ({
		id,
		title,
		lead: safeText(lead),
		rows: rows.map(({cells, place, more = []}) => ({
			cells: cells.map(cell => safeText(cell)),
			places: [...(place === undefined ? [] : [place]), ...more].map(evidenceOf),
		})),
	}));
