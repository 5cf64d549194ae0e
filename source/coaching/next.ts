import {assessedWhileArriving, lookedWhileArriving} from './arriving.ts';
import type {Event, Report} from './event.ts';
import {saying} from './moving.ts';
import {lookFirst, nextArriving} from './next-arriving.ts';
import {nextCoaching} from './next-coaching.ts';
import {nextReport} from './next-report.ts';
import type {Arriving, Session} from './session.ts';
import {withinRows} from './walking.ts';
import {type Problem, withSeen} from './work.ts';

const failed = (session: Arriving, problem: Problem): Arriving => ({
	...session,
	here: {screen: 'failed', problem},
	trail: session.here.screen === 'failed' ? session.trail : [...session.trail, session.here],
	known: {...session.known, doing: undefined, notice: undefined},
});

function reportedWhileArriving(session: Arriving, event: Report): Session {
	switch (event.event) {
		case 'progressed':
			return {...session, known: {...session.known, progress: withSeen(session.known.progress, event.progress)}};
		case 'looked':
			return event.result.ok ? lookedWhileArriving(session, event.result.value) : failed(session, event.result.problem);
		case 'assessed':
			return event.result.ok ? assessedWhileArriving(session, event.result.value, event.context) : failed(session, event.result.problem);
		case 'broke':
			return failed(session, event.problem);
		case 'recovered':
			return event.result.ok
				? saying(
						lookFirst({...session, known: {...session.known, cutOff: []}}),
						`Put back as before: ${event.result.value.join(', ')}`,
						'good',
					)
				: failed(session, event.result.problem);
		case 'offered':
			return {...session, known: {...session.known, offered: event.exercises}};
		case 'planned':
		case 'wrote':
		case 'undone':
		case 'remembered':
		case 'edited':
		case 'copied':
		case 'seen':
		case 'kept':
		case 'exercised':
		case 'read':
		case 'paused':
			return session;
	}
}

const reports: ReadonlySet<string> = new Set<Report['event']>([
	'progressed',
	'looked',
	'assessed',
	'planned',
	'wrote',
	'undone',
	'recovered',
	'remembered',
	'edited',
	'copied',
	'seen',
	'kept',
	'read',
	'exercised',
	'offered',
	'paused',
	'broke',
]);

const isReport = (event: Event): event is Report => reports.has(event.event);

/** The next session. An event that means nothing where the person is changes nothing, or says so. */
export function next(session: Session, event: Event): Session {
	if (session.phase === 'left') return session;
	if (event.event === 'leave' && session.phase === 'arriving')
		return {phase: 'left', known: {...session.known, doing: undefined}, code: event.code, words: [], visit: undefined};
	if (session.phase === 'arriving') return isReport(event) ? reportedWhileArriving(session, event) : nextArriving(session, event);
	const after = isReport(event) ? nextReport(session, event) : nextCoaching(session, event);
	return after.phase === 'coaching' ? withinRows(after) : after;
}
