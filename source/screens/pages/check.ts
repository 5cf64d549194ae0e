import type {Standing} from '../../assessment/assessment.ts';
import type {Coaching} from '../../coaching/session.ts';
import {type Key, standingOf, titleOf} from '../../coaching/standings.ts';
import {stepOf} from '../../coaching/steps.ts';
import {about} from '../../coaching/words.ts';
import {safeLines, safeText} from '../../safe-text.ts';
import {blank, cut, type Line, line, paragraph, wrap} from '../line.ts';
import {isTall, type Page, type Paper, textColumns} from '../page.ts';
import {categoryWords, header, placeLines, prose, section, sentence, signSpans} from './blocks.ts';

const confidences: Readonly<Record<Standing['confidence'], string>> = {
	high: 'The probe is sure of this.',
	medium: 'The probe is fairly sure; look at the line before you act.',
	hint: 'This is a hint, and is asked rather than claimed.',
};

const numbered = (steps: readonly string[], paper: Paper): readonly Line[] =>
	steps.flatMap((step, index) =>
		wrap(step, textColumns(paper) - 6).map((row, part) => line(`${part === 0 ? `   ${index + 1}. ` : '      '}${row}`)),
	);

function said(standing: Standing): string {
	const {attestation, accepted, saidNotApplicable, notLive} = standing;
	if (accepted !== undefined) return `Accepted by ${accepted.owner} until ${accepted.until}: ${accepted.reason}`;
	if (saidNotApplicable !== undefined) return `Does not apply here: ${saidNotApplicable}`;
	if (notLive !== undefined && notLive.confirmed === undefined) return `Closed in code. Not live until: ${notLive.until}`;
	if (attestation === undefined) return '';
	const shown = attestation.evidence === undefined ? 'Nothing here proves it yet.' : `Shown by: ${attestation.evidence}.`;
	return `${attestation.by} said “${attestation.says === 'yes' ? 'it is so' : attestation.says === 'no' ? 'it is not so' : 'someone else knows'}” on ${attestation.on}. ${shown}`;
}

/** Everything that is known of one check. */
export function checkPage(session: Coaching, key: Key, place: number, paper: Paper): Page {
	const standing = standingOf(session.look.assessment, key);
	const head = header(session.look.name, standing?.item.id ?? 'check', paper);
	if (standing === undefined) return {head, body: prose('This check is gone since the last look. Esc goes back.', paper)};
	const {item} = standing;
	const step = stepOf(session.look.assessment, key);
	const where = standing.package === '.' ? '' : ` · ${safeText(standing.package)}`;
	const words = said(standing);
	const tight = !isTall(paper);
	return {
		head,
		body: [
			...paragraph(titleOf(standing), textColumns(paper), 'strong', 1),
			[
				{text: ' ', tone: 'plain'},
				...signSpans(standing),
				{text: ` · ${categoryWords(item.category)}${where}${step === undefined ? '' : ` · ${about(step.hours)}`}`, tone: 'quiet'},
			],
			...(tight ? [] : [blank]),
			...prose(item.why, paper, 'plain', 1),
			...(words === '' ? [] : prose(words, paper, 'ask', 1)),
			...section('What was seen', [...prose(sentence(standing.because), paper), ...placeLines(standing, place, paper)]),
			...section('How to close it', numbered(item.fix, paper)),
			...section('How that is proven', prose(item.verify, paper)),
			...section('How sure this is', [
				...prose(standing.broke ? 'The probe broke; that is a bug of shipworthy, not an answer.' : confidences[standing.confidence], paper),
				...(item.blind === undefined ? [] : prose(`It cannot see: ${item.blind}`, paper)),
			]),
			...section('Why it weighs that much', [
				...(step === undefined ? [] : prose(`${step.arithmetic} (risk removed per hour)`, paper)),
				...standing.raisedBecause.flatMap(reason => prose(reason, paper)),
			]),
			...section('The question', prose(item.question.ask, paper)),
			...section(
				'To read',
				item.references.flatMap(reference => prose(reference, paper, 'quiet')),
			),
		],
	};
}

/** One bad and one good example of a check, as files. */
export function examplesPage(session: Coaching, key: Key, paper: Paper): Page {
	const item = standingOf(session.look.assessment, key)?.item;
	const head = header(session.look.name, 'bad and good', paper);
	if (item === undefined) return {head, body: prose('This check is gone since the last look. Esc goes back.', paper)};
	const pick = (expect: 'gap' | 'pass') => {
		const fitting = item.examples.filter(example => example.expect === expect);
		return fitting.find(example => example.show === true) ?? fitting[0];
	};
	const shown = (expect: 'gap' | 'pass'): readonly Line[] => {
		const example = pick(expect);
		if (example === undefined) return prose(expect === 'gap' ? item.gap : item.good, paper);
		return [
			...prose(example.name, paper, 'quiet'),
			...Object.entries(example.files).flatMap(([path, text]) => [
				line(`   ${safeText(path)}`, 'accent'),
				...safeLines(text, 40).map(row => line(`     ${cut(row, paper.columns - 6)}`)),
			]),
		];
	};
	return {head, body: [line(' ✖ This is the gap', 'gap'), ...shown('gap'), blank, line(' ✔ This closes it', 'good'), ...shown('pass')]};
}
