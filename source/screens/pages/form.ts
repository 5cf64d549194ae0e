import type {Field} from '../../coaching/field.ts';
import {type Form, fieldFor, partsOf} from '../../coaching/form.ts';
import type {Coaching} from '../../coaching/session.ts';
import {type Key, standingOf, titleOf} from '../../coaching/standings.ts';
import {safeLines} from '../../safe-text.ts';
import {fieldLine} from '../field-lines.ts';
import {blank, cut, type Line, line, paragraph} from '../line.ts';
import {isTall, type Page, type Paper, textColumns} from '../page.ts';
import {header, prose} from './blocks.ts';
import {countsLines} from './step.ts';

const titles: Readonly<Record<Form, string>> = {
	path: 'shown by a file or link',
	date: 'done on a day',
	output: 'shown by output',
	bare: 'taken care of',
	no: 'not taken care of',
	someone: 'someone else knows',
	accept: 'accept the risk',
	'not-applicable': 'does not apply',
	live: 'live now',
	needs: 'before it is written',
};

/** The lines of a field; pasted text of several lines is shown from its end. */
function fieldLines(field: Field, paper: Paper): readonly Line[] {
	const prefix: Line[number] = {text: ' ❯ ', tone: 'accent'};
	const rows = field.text.split(/\r\n?|\n/u);
	if (rows.length === 1) return [[prefix, ...fieldLine(field, paper.columns - 4)]];
	const last = safeLines(field.text).slice(-4);
	return [
		...last.map(
			(row, index): Line => [index === 0 ? prefix : {text: '   ', tone: 'plain'}, {text: cut(row, paper.columns - 5), tone: 'plain'}],
		),
		line(`   ${rows.length} lines`, 'quiet'),
	];
}

/** One thing to type, with what it is for. */
export function formPage(session: Coaching, key: Key, form: Form, part: number, paper: Paper): Page {
	const standing = standingOf(session.look.assessment, key);
	const parts = partsOf(form, session.known, standing, session.look.templates);
	const asked = parts[part];
	const head = header(titles[form], parts.length > 1 ? `${part + 1} of ${parts.length}` : '', paper);
	if (standing === undefined || asked === undefined)
		return {head, body: prose('This check is gone since the last look. Esc goes back.', paper)};
	const claim = form === 'accept' || form === 'not-applicable' ? standing.item.gap : titleOf(standing);
	const field = fieldFor(session.known, key, form, asked);
	const counts = form === 'output' && isTall(paper) ? [blank, ...countsLines(standing, paper)] : [];
	return {
		head,
		body: [
			...paragraph(claim, textColumns(paper), 'quiet', 1),
			...(isTall(paper) ? [blank] : []),
			...paragraph(asked.ask, textColumns(paper), 'strong', 1),
			...(asked.choices === undefined ? fieldLines(field, paper) : []),
			...prose(asked.hint, paper, 'quiet'),
			...(asked.choices === undefined && field.suggested === true
				? prose('A suggestion: enter takes it, typing replaces it, tab keeps it to edit.', paper, 'quiet')
				: []),
			...counts,
		],
	};
}
