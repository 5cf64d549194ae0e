import {standingHere} from '../coaching/moving.ts';
import type {Arriving, Coaching} from '../coaching/session.ts';
import {lineOf} from '../coaching/standings.ts';
import {item, type MenuItem} from './menu-item.ts';

/** What can be done about the exercise that is open. */
export function exerciseMenu(session: Coaching): readonly MenuItem[] {
	const open = session.known.exercise;
	if (open === undefined) return [item('Show everything', {event: 'everything'})];
	const {hints, of, closed, shows, tried} = open;
	const standing = standingHere(session);
	const place = standing === undefined ? undefined : lineOf(standing);
	const at = place?.path === shows ? place.line : 1;
	const isClosed = tried === undefined ? closed : tried.closed;
	const check = item('Check it (starts the app here)', {event: 'exercise', what: 'check'});
	return [
		...(isClosed ? [item('Leave', {event: 'leave', code: 0})] : []),
		check,
		item(
			`Open ${shows.slice(shows.lastIndexOf('/') + 1)} in my editor`,
			{event: 'edit-file', path: shows, line: at},
			'Open the file in my editor',
		),
		...(hints.length < of ? [item(`Give me a hint (${hints.length} of ${of} given)`, {event: 'exercise', what: 'hint'})] : []),
		...(hints.length >= of || closed ? [item('Show one way to do it', {event: 'exercise', what: 'solution'})] : []),
		item('Start over (a copy is kept)', {event: 'exercise', what: 'reset'}),
		...(isClosed ? [] : [item('Leave; what you did stays', {event: 'leave', code: 0})]),
	];
}

/** The exercises that can be begun, and the other way: on this code. */
export const exercisesMenu = ({known}: Arriving): readonly MenuItem[] => [
	...(known.offered ?? []).map(({id, title, minutes}) =>
		item(`${title} (${id}, about ${minutes} min)`, {event: 'begin-exercise', exercise: id}, title),
	),
	item(`No app: close one gap of ${known.name}, start to finish`, {event: 'goal', goal: 'exercise'}, 'No app: close one gap of this code'),
];
