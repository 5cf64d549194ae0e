import type {Assessment, CategoryAssessment, Standing} from '../assessment/assessment.ts';
import {promises} from '../assessment/promises.ts';
import {safeText} from '../safe-text.ts';
import {code, escaped} from './markdown-escape.ts';
import type {Reported} from './report.ts';
import {alreadyRight, countsOf, levelSentence, saidByPeople, standingAt, timeOf, titleOf, whereOf} from './wording.ts';

const most = 7;

const section = (title: string, lines: readonly string[]): string => (lines.length === 0 ? '' : [`## ${title}`, '', ...lines].join('\n'));

const place = ({evidence}: Standing): string => {
	const [first] = evidence;
	return first ? ` ${code(`${first.path}:${first.line}`)}` : '';
};

const named = ({item, ...standing}: Standing): string => `${code(item.id)}${escaped(whereOf(standing))}`;

function levels(assessment: Assessment): readonly string[] {
	const applies = assessment.categories.some(({proven}) => proven !== undefined);
	return [`**${escaped(levelSentence(assessment))}**`, ...(applies ? ['', escaped(promises[assessment.level.proven])] : [])];
}

function held(assessment: Assessment): string {
	const {heldBackBy} = assessment.level;
	const lines = heldBackBy.map(hold => {
		const standing = standingAt(assessment, hold);
		return `- ${escaped(standing ? titleOf(standing) : hold.check)}${escaped(whereOf(hold))} (${code(hold.check)}): ${escaped(hold.because)}`;
	});
	return section(`What keeps it from ${heldBackBy[0]?.level ?? 'the next level'}`, lines);
}

function first(assessment: Assessment): string {
	const lines = assessment.fixFirst.slice(0, most).map((step, index) => {
		const standing = standingAt(assessment, step);
		const time = step.lane === 'question' ? 'a question' : timeOf(step.hours);
		const title = escaped(`${standing ? titleOf(standing) : step.check}${whereOf(step)}`);
		return `${index + 1}. ${title} (${code(step.check)}, ${time}; ${code(step.arithmetic)})`;
	});
	const more = assessment.fixFirst.length - most;
	return section('Fix first', [...lines, ...(more > 0 ? ['', `And ${more} more.`] : [])]);
}

function table(assessment: Assessment): string {
	const rows = assessment.categories.map(found => {
		const {title, proven, possible, closedPercent, assessedPercent} = found;
		const figures =
			proven === undefined ? ['–', '–', '–', '–'] : [proven, possible ?? proven, `${closedPercent} %`, `${assessedPercent} %`];
		return `| ${[escaped(title), ...figures, countsOf(found)].join(' | ')} |`;
	});
	return section('By category', [
		'| Category | Proven | Possible | Closed | Looked at | |',
		'| --- | --- | --- | ---: | ---: | --- |',
		...rows,
	]);
}

function open({title, standings}: CategoryAssessment): string {
	const lines = standings
		.filter(({outcome}) => outcome === 'gap' || outcome === 'unknown')
		.map(standing => {
			const word = standing.outcome === 'gap' ? `gap, ${standing.severity}` : `to answer, ${standing.severity}`;
			const why = [standing.because, ...standing.raisedBecause].map(escaped).join(' ');
			return `- **${word}**: ${escaped(titleOf(standing))} (${named(standing)}) ${why}${place(standing)}`;
		});
	return lines.length === 0 ? '' : [`### ${escaped(title)}`, '', ...lines].join('\n');
}

/** The report as Markdown, for a pull request or a page. Nothing in it that came from the repository is markup. */
export function markdown({assessment, repository, broken = []}: Reported): string {
	const right = alreadyRight(assessment);
	const applies = assessment.categories.some(({proven}) => proven !== undefined);
	const sections = [
		`# ${escaped(safeText(repository.name))}`,
		section('Already right', [
			...right.slice(0, 3).map(standing => `- ${escaped(standing.item.good)}${place(standing)}`),
			...(right.length > 3 ? [`- and ${right.length - 3} more`] : []),
		]),
		section('Level', levels(assessment)),
		held(assessment),
		first(assessment),
		...(applies ? [table(assessment), ...assessment.categories.map(open)] : []),
		section(
			'What people said',
			saidByPeople(assessment).map(standing => `- ${named(standing)}: ${escaped(standing.notLive ? titleOf(standing) : standing.because)}`),
		),
		section(
			'Files of the record that do not count',
			broken.map(({path, line, problem}) => `- ${code(`${path}:${line}`)} ${escaped(problem)}`),
		),
		section('Not looked at', [
			...repository.skipped.slice(0, 5).map(({path, because}) => `- ${code(safeText(path))} ${escaped(safeText(because))}`),
			...(repository.skipped.length > 5 ? [`- and ${repository.skipped.length - 5} more`] : []),
		]),
	];
	return `${sections.filter(part => part !== '').join('\n\n')}\n`;
}
