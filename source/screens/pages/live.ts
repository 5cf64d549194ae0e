import {owedIn} from '../../coaching/after-writing.ts';
import {notLiveOf} from '../../coaching/moving.ts';
import type {Coaching} from '../../coaching/session.ts';
import {keyOf, standingOf} from '../../coaching/standings.ts';
import {blank, cut, type Line, line} from '../line.ts';
import {isTall, type Page, type Paper} from '../page.ts';
import {called, header, listLines, pointer, prose} from './blocks.ts';

/** What is closed in code and waits for a person to confirm it. */
export function livePage(session: Coaching, at: number, paper: Paper): Page {
	const waiting = notLiveOf(session.look);
	const head = header(called(session.look, paper), 'not live yet', paper);
	if (waiting.length === 0) return {head, body: [...prose('Everything that is closed in code is live. Esc goes back.', paper, 'good', 1)]};
	const intro = [
		...prose('Closed in code; true in the world only after this. Enter when it is done.', paper, 'plain', 1),
		...(isTall(paper) ? [blank] : []),
	];
	const rows = waiting.map((live, index): readonly Line[] => {
		const standing = standingOf(session.look.assessment, keyOf(live.check, live.package));
		return [
			[...pointer(index === at), {text: standing === undefined ? live.check : standing.item.good, tone: index === at ? 'accent' : 'plain'}],
			// All that is owed where it is chosen, its beginning elsewhere.
			...(index === at
				? [line('     Until:', 'quiet'), ...listLines(owedIn(live.until), '▲', 'warn', paper)]
				: [line(`     ${cut(`Until: ${live.until}`, paper.columns - 6)}`, 'quiet')]),
		];
	});
	return {
		head,
		body: [...intro, ...rows.flat()],
		keep: intro.length + at * 2,
	};
}
