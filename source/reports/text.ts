import type {Assessment, CategoryAssessment, Hold, Standing} from '../assessment/assessment.ts';
import {promises} from '../assessment/promises.ts';
import {sentence} from '../assessment/sentence.ts';
import {safeText} from '../safe-text.ts';
import type {Reported} from './report.ts';
import {alreadyRight, countsOf, levelSentence, saidByPeople, standingAt, timeOf, titleOf, whereOf} from './wording.ts';
import {wrap} from './wrap.ts';

type Options = {
	/** Columns of a line. */
	readonly width?: number;
	/** Without any character outside ASCII in what shipworthy itself writes. */
	readonly ascii?: boolean;
	/** The answers alone, each with its reason: for one check that is looked at again. */
	readonly answersOnly?: boolean;
};
type Marks = Readonly<Record<Standing['outcome'], string>>;

const glyphs: Marks = {
	pass: '✓ fine',
	gap: '✗ gap',
	unknown: '? to answer',
	attested: '✓ said',
	accepted: '! accepted',
	'not-applicable': '– n/a',
};
const plain: Marks = {
	pass: '+ fine',
	gap: 'x gap',
	unknown: '? to answer',
	attested: '+ said',
	accepted: '! accepted',
	'not-applicable': '- n/a',
};
const most = 7;

type Writer = {readonly width: number; readonly marks: Marks};

function lineOf({width, marks}: Writer, standing: Standing, reasons = standing.outcome === 'gap'): string {
	const {item, outcome, severity, evidence, because, occurrences, raisedBecause} = standing;
	const [place] = evidence;
	const more = occurrences > 1 ? ` (${occurrences} places)` : '';
	const weight = outcome === 'gap' || outcome === 'unknown' ? `, ${severity}` : '';
	return [
		wrap(`${marks[outcome]}${weight}: ${titleOf(standing)}${whereOf(standing)}`, width, '  ', '    '),
		wrap(item.id, width, '    '),
		...(reasons ? [because, ...raisedBecause].map(why => wrap(sentence(why), width, '    ')) : []),
		...(place && reasons ? [wrap(`${place.path}:${place.line}${more}  ${place.text}`, width, '    ', '      ')] : []),
	].join('\n');
}

function right({width, marks}: Writer, assessment: Assessment): string {
	const all = alreadyRight(assessment);
	if (all.length === 0) {
		return '';
	}
	const lines = all.slice(0, 3).map(standing => {
		const [place] = standing.evidence;
		return wrap(`${marks.pass}: ${standing.item.good}${place ? ` (${place.path}:${place.line})` : ''}`, width, '  ', '    ');
	});
	return ['Already right', ...lines, ...(all.length > 3 ? [`  and ${all.length - 3} more`] : [])].join('\n');
}

function held({width}: Writer, assessment: Assessment): string {
	const {heldBackBy} = assessment.level;
	const [first] = heldBackBy;
	if (!first) {
		return '';
	}
	const line = (hold: Hold): string => {
		const standing = standingAt(assessment, hold);
		return [
			wrap(`- ${standing ? titleOf(standing) : hold.check}${whereOf(hold)}`, width, '  ', '    '),
			wrap(`${hold.check}: ${hold.because}`, width, '    '),
		].join('\n');
	};
	return [`What keeps it from ${first.level} (${heldBackBy.length})`, ...heldBackBy.map(line)].join('\n');
}

function first({width}: Writer, assessment: Assessment): string {
	const {fixFirst} = assessment;
	if (fixFirst.length === 0) {
		return '';
	}
	const lines = fixFirst.slice(0, most).map((step, index) => {
		const standing = standingAt(assessment, step);
		const number = `  ${index + 1}. `;
		const time = step.lane === 'question' ? 'a question' : timeOf(step.hours);
		return [
			wrap(`${standing ? titleOf(standing) : step.check}${whereOf(step)} - ${time}`, width, number),
			wrap(`${step.check}: ${step.arithmetic}`, width, ' '.repeat(number.length)),
		].join('\n');
	});
	return [
		'Fix first',
		wrap(
			'Open blockers, then what the next level needs, then the rest; by worth per hour, with at most one question among three.',
			width,
			'  ',
		),
		...lines,
		...(fixFirst.length > most ? [`  and ${fixFirst.length - most} more`] : []),
	].join('\n');
}

function category(writer: Writer, found: CategoryAssessment): string {
	const {title, proven, possible, closedPercent, assessedPercent, standings} = found;
	if (proven === undefined) {
		return wrap(`${title}: nothing here applies`, writer.width);
	}
	const level = possible === proven ? `${proven} proven` : `${proven} proven, ${possible} possible`;
	const open = standings.filter(({outcome}) => outcome === 'gap' || outcome === 'unknown');
	return [
		wrap(`${title}: ${level}`, writer.width),
		wrap(`${countsOf(found)} · ${closedPercent} % closed, ${assessedPercent} % looked at`, writer.width, '  '),
		...open.map(standing => lineOf(writer, standing)),
	].join('\n');
}

function list({width}: Writer, title: string, lines: readonly string[]): string {
	return lines.length === 0 ? '' : [title, ...lines.map(line => wrap(line, width, '  - ', '    '))].join('\n');
}

function people(writer: Writer, assessment: Assessment): string {
	const lines = saidByPeople(assessment).map(
		standing => `${standing.item.id}${whereOf(standing)}: ${standing.notLive ? titleOf(standing) : standing.because}`,
	);
	return list(writer, 'What people said', lines);
}

/** The report for people, in a terminal or a file: no colour, no control, at most `width` columns. */
export function text(reported: Reported, {width = 80, ascii = false, answersOnly = false}: Options = {}): string {
	const {assessment, repository, broken = []} = reported;
	const writer: Writer = {width: Math.max(40, width), marks: ascii ? plain : glyphs};
	const {level} = assessment;
	const applies = assessment.categories.some(({proven}) => proven !== undefined);
	const skipped = repository.skipped.slice(0, 5).map(({path, because}) => safeText(`${path}: ${because}`));
	const more = repository.skipped.length > 5 ? [`and ${repository.skipped.length - 5} more`] : [];
	const answers = assessment.categories.flatMap(({standings}) => standings.map(standing => lineOf(writer, standing, true)));
	const sections = answersOnly
		? answers
		: [
				wrap(safeText(repository.name), writer.width),
				right(writer, assessment),
				[
					wrap(levelSentence(assessment), writer.width, 'Level: '),
					...(applies ? [wrap(promises[level.proven], writer.width, '       ')] : []),
				].join('\n'),
				held(writer, assessment),
				first(writer, assessment),
				...(applies ? assessment.categories.map(found => category(writer, found)) : []),
				people(writer, assessment),
				list(
					writer,
					'Files of the record that do not count',
					broken.map(({path, line, problem}) => `${path}:${line} ${problem}`),
				),
				list(writer, 'Not looked at', [...skipped, ...more]),
			];
	const whole = `${sections.filter(section => section !== '').join('\n\n')}\n`;
	return ascii ? whole.replaceAll(' · ', ', ').replaceAll(' × ', ' x ') : whole;
}
