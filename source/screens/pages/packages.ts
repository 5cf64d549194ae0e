import {type PackageRow, packagesOf} from '../../coaching/rows.ts';
import type {Coaching} from '../../coaching/session.ts';
import {safeText} from '../../safe-text.ts';
import {blank, cutMiddle, type Line, padLine} from '../line.ts';
import {isWide, type Page, type Paper} from '../page.ts';
import {called, header, pointer, prose} from './blocks.ts';
import {type Counted, countsOf} from './counts.ts';

const counted = (standings: PackageRow['standings']): Counted => ({
	standings,
	blockers: standings.filter(({outcome, severity}) => outcome === 'gap' && severity === 'blocker').length,
	toAnswer: standings.filter(({outcome}) => outcome === 'unknown').length,
});

/** The packages that checks are about, the one with most to do first. */
export function packagesPage(session: Coaching, at: number, paper: Paper): Page {
	const packages = packagesOf(session.look);
	const width = isWide(paper) ? 36 : paper.columns - 14;
	const about = isWide(paper)
		? prose(
				'What is true of the whole repository stands in the row of that name; the other rows are what differs.',
				paper,
				'quiet',
				1,
			).concat([blank])
		: [];
	const rows = packages.map(({folder, standings}, index): Line => {
		const name = folder === '.' ? 'the whole repository' : cutMiddle(safeText(folder), width - 4);
		return [
			...padLine([...pointer(index === at), {text: name, tone: index === at ? 'accent' : 'plain'}], width),
			{text: ' ', tone: 'plain'},
			...countsOf(counted(standings), paper.columns - width - 1),
		];
	});
	return {head: header(called(session.look, paper), 'packages', paper), body: [...about, ...rows], keep: about.length + at};
}
