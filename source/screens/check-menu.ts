import type {Standing} from '../assessment/assessment.ts';
import type {Coaching} from '../coaching/session.ts';
import {type Key, lineOf} from '../coaching/standings.ts';
import {count} from '../coaching/words.ts';
import type {AvailableTemplate, Look} from '../coaching/work.ts';
import {item, type MenuItem} from './menu-item.ts';

const templateFor = (standing: Standing, look: Look): AvailableTemplate | undefined =>
	standing.outcome === 'pass' || standing.outcome === 'not-applicable'
		? undefined
		: look.templates.find(template => template.id === standing.item.template);

const write = (template: AvailableTemplate, key: Key): MenuItem =>
	item(
		`Write it for me (${count(template.files, 'file')}, shown before anything is written)`,
		{event: 'plan', key},
		`Write it for me (${count(template.files, 'file')})`,
	);

/** The ways to answer a question, whether it begins with "Has", "How" or "Who". First something that says nothing yet. */
export const questionMenu = (key: Key): readonly MenuItem[] => [
	item('How do I find out?', {event: 'by-hand', key}),
	item('A file or a link shows it', {event: 'form', key, form: 'path'}),
	item('It was done on a day, by someone', {event: 'form', key, form: 'date'}),
	item('I can paste output that shows it', {event: 'form', key, form: 'output'}),
	item('It is taken care of; nothing to show for now', {event: 'form', key, form: 'bare'}, 'Taken care of; nothing shows it yet'),
	item('It is not taken care of', {event: 'form', key, form: 'no'}),
	item('Someone else knows', {event: 'form', key, form: 'someone'}),
	item("I don't know: leave it open", {event: 'back'}),
];

/** What can be done about a step, the recommended thing first. */
export function stepMenu(standing: Standing, key: Key, look: Look): readonly MenuItem[] {
	if (standing.outcome === 'unknown')
		return questionMenu(key).map(entry => (entry.event.event === 'back' ? {...entry, event: {event: 'not-now'}} : entry));
	const template = templateFor(standing, look);
	return [
		...(template === undefined ? [] : [write(template, key)]),
		item('Show me how to do it by hand', {event: 'by-hand', key}),
		item('Give it to my coding agent', {event: 'copy', key}),
		item('It is done: look again', {event: 'look-again'}),
		item('Not now: leave it open', {event: 'not-now'}),
		item('Accept the risk until a date', {event: 'form', key, form: 'accept'}),
		item('It does not apply here, because …', {event: 'form', key, form: 'not-applicable'}),
	];
}

const editor = (standing: Standing): readonly MenuItem[] => {
	const place = lineOf(standing);
	return place === undefined ? [] : [item('Open the line in my editor', {event: 'edit-file', path: place.path, line: place.line})];
};

/** What can be done on the page with the steps by hand. */
export function byHandMenu(standing: Standing, key: Key, look: Look): readonly MenuItem[] {
	const open = standing.outcome === 'gap' || standing.outcome === 'unknown';
	// On the step of a question this is where a file that helps is offered: what is asked comes first.
	const template = standing.outcome === 'unknown' ? templateFor(standing, look) : undefined;
	return [
		item('Go back', {event: 'back'}),
		...(template === undefined ? [] : [write(template, key)]),
		...(open ? [item('It is done: look again', {event: 'look-again'})] : []),
		...editor(standing),
		item('Show everything about it', {event: 'check', key}),
	];
}

/** What can be done about a check. */
export function checkMenu(standing: Standing, key: Key, session: Coaching): readonly MenuItem[] {
	const template = templateFor(standing, session.look);
	const open = standing.outcome === 'gap' || standing.outcome === 'unknown';
	const answer = standing.outcome === 'pass' ? [] : [item('Answer the question', {event: 'question', key})];
	const asks = standing.outcome === 'unknown';
	return [
		...(asks ? answer : []),
		...(template === undefined ? [] : [write(template, key)]),
		item('Look again', {event: 'look-again'}),
		...editor(standing),
		...(asks ? [] : answer),
		...(open ? [item('Give it to my coding agent', {event: 'copy', key})] : []),
		...(open
			? [
					item('Accept the risk until a date', {event: 'form', key, form: 'accept'}),
					item('It does not apply here, because …', {event: 'form', key, form: 'not-applicable'}),
				]
			: []),
		item('Go back', {event: 'back'}),
	];
}
