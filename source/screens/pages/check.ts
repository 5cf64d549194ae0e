import type {Standing} from '../../assessment/assessment.ts';
import {sentence} from '../../assessment/sentence.ts';
import type {Coaching} from '../../coaching/session.ts';
import {type Key, standingOf, titleOf} from '../../coaching/standings.ts';
import {stepOf} from '../../coaching/steps.ts';
import {about} from '../../coaching/words.ts';
import {safeText} from '../../safe-text.ts';
import {checkMenu} from '../check-menu.ts';
import {blank, type Line, lineWidth, paragraph} from '../line.ts';
import {isTall, type Page, type Paper, sharesOf, textColumns} from '../page.ts';
import {categoryWords, header, numbered, prose, section, signSpans, weightLines} from './blocks.ts';
import {placeLines} from './place.ts';

const confidences: Readonly<Record<Standing['confidence'], string>> = {
	high: 'The probe is sure of this.',
	medium: 'The probe is fairly sure; look at the line before you act.',
	hint: 'This is a hint, and is asked rather than claimed.',
};

const saidWords = {yes: 'it is taken care of', no: 'it is not taken care of', 'someone-else': 'someone else knows'} as const;

function said(standing: Standing): string {
	const {attestation, accepted, saidNotApplicable, notLive} = standing;
	if (accepted !== undefined) return `Accepted by ${accepted.owner} until ${accepted.until}: ${accepted.reason}`;
	if (saidNotApplicable !== undefined) return `Does not apply here: ${saidNotApplicable}`;
	if (notLive !== undefined && notLive.confirmed === undefined) return `Closed in code. Not live until: ${notLive.until}`;
	// A yes stands below, with what it is worth.
	if (attestation !== undefined && attestation.says !== 'yes')
		return `${attestation.by} said “${saidWords[attestation.says]}” on ${attestation.on}.`;
	return '';
}

const seenTitles: Readonly<Record<Standing['outcome'], string>> = {
	pass: 'What proves it',
	gap: 'What was seen',
	unknown: 'What was seen',
	attested: 'What was said',
	accepted: 'What was seen',
	'not-applicable': 'Why it does not apply',
};

/** How it stands and how long it takes, with where it belongs as far as there is room. */
function labelLine(standing: Standing, hours: number | undefined, paper: Paper): Line {
	const sign: Line = [{text: ' ', tone: 'plain'}, ...signSpans(standing)];
	const where = standing.package === '.' ? [] : [safeText(standing.package)];
	const effort = hours === undefined ? [] : [about(hours)];
	const labels = [[categoryWords(standing.item.category), ...where, ...effort], [...where, ...effort], effort].map(
		(parts): Line => [...sign, ...parts.map(part => ({text: ` · ${part}`, tone: 'quiet'}) as const)],
	);
	return labels.find(label => lineWidth(label) <= paper.columns) ?? sign;
}

/** Everything that is known of one check. */
export function checkPage(session: Coaching, key: Key, place: number, paper: Paper): Page {
	const standing = standingOf(session.look.assessment, key);
	const head = header(session.look.name, standing?.item.id ?? 'check', paper);
	if (standing === undefined) return {head, body: prose('This check is gone since the last look. Esc goes back.', paper)};
	const {item} = standing;
	const step = stepOf(session.look.assessment, key);
	const words = said(standing);
	const tight = !isTall(paper);
	const isDone = standing.outcome === 'pass' || standing.outcome === 'not-applicable';
	const above: readonly Line[] = [
		...paragraph(titleOf(standing), textColumns(paper), 'strong', 1),
		labelLine(standing, step?.hours, paper),
		...(tight ? [] : [blank]),
		...prose(item.why, paper, 'plain', 1),
		...(words === '' ? [] : prose(words, paper, 'ask', 1)),
	];
	const {space} = sharesOf({menu: checkMenu(standing, key, session).length, notice: tight ? 1 : 2}, paper);
	const seen = prose(sentence(standing.because), paper);
	const rows = space - above.length - seen.length - 2;
	return {
		head,
		body: [
			...above,
			...section(seenTitles[standing.outcome], [
				...seen,
				...placeLines(session, standing, place, {before: tight ? 1 : 4, after: tight ? 1 : 4, rows}, paper),
			]),
			...(isDone
				? []
				: [...section('How to close it', numbered(item.fix, paper)), ...section('How that is proven', prose(item.verify, paper))]),
			...section('How sure this is', [
				...prose(standing.broke ? 'The probe broke; that is a bug of shipworthy, not an answer.' : confidences[standing.confidence], paper),
				...(item.blind === undefined ? [] : prose(`It cannot see: ${item.blind}`, paper)),
			]),
			...section('Why it weighs that much', [
				...(step === undefined ? [] : prose(`${step.arithmetic} (risk removed per hour)`, paper)),
				...weightLines(standing, paper, 3),
			]),
			...section('The question', prose(item.question.ask, paper)),
			...section(
				'To read',
				item.references.flatMap(reference => prose(reference, paper, 'quiet')),
			),
		],
	};
}
