import {foundHere, searchField} from '../../coaching/searching.ts';
import type {Coaching} from '../../coaching/session.ts';
import {standingsOf} from '../../coaching/standings.ts';
import {safeText} from '../../safe-text.ts';
import {fieldLine} from '../field-lines.ts';
import {blank, type Line} from '../line.ts';
import {isTall, type Page, type Paper} from '../page.ts';
import {header, prose} from './blocks.ts';
import {checkLines, signColumns} from './check-list.ts';

/** The search over all checks: what is typed, and what matches it. */
export function searchPage(session: Coaching, at: number, paper: Paper): Page {
	const found = foundHere(session);
	const all = standingsOf(session.look.assessment).length;
	const typed: Line = [{text: ' / ', tone: 'accent'}, ...fieldLine(searchField(session), paper.columns - 4)];
	const signs = signColumns(found, paper);
	const rows = found.map((standing, index) =>
		checkLines(standing, index === at, standing.package === '.' ? '' : ` · ${safeText(standing.package)}`, signs, paper),
	);
	const none = [
		...prose('No check matches.', paper, 'plain', 1),
		...prose('Words are looked for in titles, ids, categories and the files that were seen.', paper, 'quiet', 1),
	];
	const before = rows.slice(0, at).reduce((sum, lines) => sum + lines.length, 0);
	return {
		head: header('search all checks', `${found.length} of ${all}`, paper),
		pinned: isTall(paper) ? [typed, blank] : [typed],
		body: found.length === 0 ? none : rows.flat(),
		keep: found.length === 0 ? 0 : before + Math.max(0, (rows[at]?.length ?? 1) - 1),
	};
}
