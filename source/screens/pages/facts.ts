import type {Coaching} from '../../coaching/session.ts';
import {count} from '../../coaching/words.ts';
import {blank, cut, type Line, line, padLine} from '../line.ts';
import {isWide, type Page, type Paper} from '../page.ts';
import {called, header, levelsOf, pointer, prose, stateOf} from './blocks.ts';

/** What is known of the repository, with the lines that show it. */
export function factsPage(session: Coaching, at: number, paper: Paper): Page {
	const {look} = session;
	const head = header(called(look, paper), `${count(look.files, 'file')} looked at`, paper);
	const about: readonly Line[] = [
		...(isWide(paper) ? [line(` ${stateOf(look.assessment)}`), line(` ${levelsOf(look.assessment)}`, 'quiet')] : []),
		...(look.skipped.length > 0
			? [line(` Not looked at: ${look.skipped.length}, for example ${cut(look.skipped[0]?.path ?? '', 40)}`, 'quiet')]
			: []),
		...(look.capped ? [line(' The walk was cut short: what was not found may still be there.', 'warn')] : []),
	];
	if (look.facts.length === 0)
		return {head, body: [...about, ...prose('No stack was recognised in these files. Tab shows the checks all the same.', paper)]};
	const gap = about.length > 0 && isWide(paper) ? [blank] : [];
	const width = isWide(paper) ? 28 : 16;
	const rows = look.facts.map((fact, index): Line => {
		const place = fact.evidence[0];
		const folder = fact.package === '.' ? '' : ` · ${fact.package}`;
		return [
			...pointer(index === at),
			...padLine([{text: fact.label, tone: index === at ? 'accent' : 'plain'}], width),
			{text: ` ${fact.value}`, tone: 'plain'},
			{text: `${folder}${place === undefined ? '' : `  ${place.path}:${place.line}`}`, tone: 'quiet'},
		];
	});
	const chosen = look.facts[at]?.evidence[0];
	return {
		head,
		body: [
			...about,
			...gap,
			...rows.flatMap((row, index) =>
				index === at && chosen !== undefined && chosen.text !== '' ? [row, line(`     ▸ ${chosen.text}`, 'quiet')] : [row],
			),
		],
		keep: about.length + gap.length + at + (chosen === undefined ? 0 : 1),
	};
}
