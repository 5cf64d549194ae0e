import {factRows} from '../../coaching/fact-rows.ts';
import type {Coaching} from '../../coaching/session.ts';
import {count} from '../../coaching/words.ts';
import type {ShownFact} from '../../coaching/work.ts';
import {blank, cut, cutMiddle, type Line, line, lineWidth, padLine, widthOf} from '../line.ts';
import {isWide, type Page, type Paper} from '../page.ts';
import {called, header, pointer, prose, whereIs} from './blocks.ts';

const nextKeys = 'Next: a says it in short, s takes the first step, f shows what to do first, tab shows all checks.';

/** One fact in a row; the chosen one with the lines that show it. */
function factLines(fact: ShownFact, chosen: boolean, width: number, paper: Paper): readonly Line[] {
	const [place, ...others] = fact.evidence;
	const told: Line = [
		...pointer(chosen),
		...padLine([{text: `${fact.label}${fact.value === '' ? '' : ` ${fact.value}`}`, tone: chosen ? 'accent' : 'plain'}], width),
	];
	const row: Line = [
		...told,
		{text: place === undefined ? '' : ` ${cutMiddle(whereIs(place), Math.max(8, paper.columns - lineWidth(told) - 2))}`, tone: 'quiet'},
	];
	if (!chosen || place === undefined) return [row];
	return [
		row,
		...(place.text === '' ? [] : [line(`     ▸ ${cut(place.text, paper.columns - 8)}`, 'quiet')]),
		...others.map(other => line(`     also ${cutMiddle(whereIs(other), paper.columns - 11)}`, 'quiet')),
	];
}

/** What is known of the repository by package, with the lines that show it. */
export function factsPage(session: Coaching, at: number, paper: Paper): Page {
	const {look} = session;
	const head = header(called(look, paper), `${count(look.files, 'file')} looked at`, paper);
	const about: readonly Line[] = [
		...(look.skipped.length > 0
			? [line(` Not looked at: ${look.skipped.length}, for example ${cut(look.skipped[0]?.path ?? '', 40)}`, 'quiet')]
			: []),
		...(look.capped ? [line(' The walk was cut short: what was not found may still be there.', 'warn')] : []),
	];
	const facts = factRows(look.facts);
	if (facts.length === 0)
		return {head, body: [...about, ...prose('No stack was recognised in these files. Tab shows the checks all the same.', paper)]};
	const several = new Set(facts.map(fact => fact.package)).size > 1;
	const widest = Math.max(...facts.map(({label, value}) => widthOf(label) + widthOf(value) + 2));
	const width = Math.min(widest, Math.floor(paper.columns * (isWide(paper) ? 0.45 : 0.5)));
	const body: Line[] = [...about];
	let keep = 0;
	facts.forEach((fact, index) => {
		if (several && fact.package !== facts[index - 1]?.package) {
			if (body.length > 0) body.push(blank);
			body.push(line(` ${fact.package === '.' ? 'The repository' : fact.package}`, 'strong'));
		}
		const rows = factLines(fact, index === at, width, paper);
		if (index === at) keep = body.length + Math.min(1, rows.length - 1);
		body.push(...rows);
	});
	body.push(blank, ...prose(nextKeys, paper, 'quiet', 1));
	return {head, body, keep: at === facts.length - 1 ? body.length - 1 : keep};
}
