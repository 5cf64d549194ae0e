import {beyondOf, nextOf} from './leaving.ts';
import {notLiveOf} from './moving.ts';
import type {Coaching} from './session.ts';
import {settledOf} from './settled.ts';
import {keyOf, standingOf, titleOf} from './standings.ts';
import type {Task} from './task.ts';
import {about, count} from './words.ts';

const sheetName = 'launch-sheet';

/** Whether a task that was kept is a launch sheet. */
export const isSheet = ({name}: Task): boolean => name.startsWith(sheetName);

const sign = /[\\`*_[\]<>|#]/gu;
/** Text as Markdown shows it, whatever stands in it. */
const plain = (text: string): string => text.replace(sign, '\\$&').replaceAll('@', '&#64;');

const part = (title: string, rows: readonly string[], none: string): string =>
	[`## ${title}`, '', rows.length === 0 ? none : rows.map(row => `- ${plain(row)}`).join('\n')].join('\n');

/** What stands before a launch, on one page for the team: blockers, what is not live, what was closed and accepted, what others are asked, what is next. */
export function launchSheet(session: Coaching): Task {
	const {known, look} = session;
	const {assessment, decisions} = look;
	const standings = assessment.categories.flatMap(category => category.standings);
	const open = standings.filter(({outcome, severity}) => outcome === 'gap' && (severity === 'blocker' || severity === 'high'));
	const of = (severity: 'blocker' | 'high'): readonly string[] =>
		open
			.filter(one => one.severity === severity)
			.map(one => {
				const [place] = one.evidence;
				return `${titleOf(one)}${place === undefined ? '' : ` (${place.path}:${place.line})`}`;
			});
	const next = nextOf(session) ?? beyondOf(session);
	const asked = decisions.answers
		.filter(({says}) => says === 'someone-else')
		.map(({check, package: folder, note}) => {
			const standing = standingOf(assessment, keyOf(check, folder));
			return `${note ?? 'someone'}: ${standing?.asks ?? standing?.item.question.ask ?? check}`;
		});
	const accepted = decisions.accepted.map(({check, package: folder, owner, until}) => {
		const standing = standingOf(assessment, keyOf(check, folder));
		return `${standing?.item.gap ?? check}: ${owner}, until ${until}`;
	});
	const text = [
		`# ${plain(known.name)}: before the launch`,
		`Looked at on ${known.today}. Level ${assessment.level.proven}: ${count(of('blocker').length, 'blocker')}, ${count(of('high').length, 'gap')} that ${of('high').length === 1 ? 'weighs' : 'weigh'} high.`,
		part('Before anybody is let in', of('blocker'), 'No blocker is open.'),
		part('Soon after', of('high'), 'Nothing that weighs high is open.'),
		part(
			'Written, and not live yet',
			notLiveOf(look).map(({until}) => until),
			'Everything that was written is live, as far as it was said.',
		),
		part('Closed in this visit', settledOf(session).closed, 'Nothing yet.'),
		part('Accepted by name', accepted, 'No risk was accepted.'),
		part('To ask others', asked, 'Nobody is asked anything.'),
		part(
			'Next',
			next === undefined ? [] : [`${next.title}${next.hours === undefined ? '' : ` (${about(next.hours)})`}`],
			'Nothing is open.',
		),
	].join('\n\n');
	return {name: `${sheetName}-${known.name.replaceAll(/[^\w.-]+/gu, '-')}`, text: `${text}\n`};
}
