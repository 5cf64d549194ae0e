import type {FileAction} from '../scaffold/plan.ts';
import type {Input} from './event.ts';
import {saying} from './moving.ts';
import type {Coaching, CoachingScreen} from './session.ts';

type PlanScreen = Extract<CoachingScreen, {screen: 'plan'}>;

/** Whether writing would change that file. */
export function isWritten(action: FileAction): boolean {
	switch (action) {
		case 'create':
		case 'update':
		case 'merge':
		case 'edit':
			return true;
		case 'same':
		case 'by-hand':
		case 'conflict':
		case 'foreign':
		case 'kept':
		case 'deleted':
			return false;
	}
}

/** The next session while a plan is shown: leave a file out, or write the rest. */
export function nextPlan(session: Coaching, here: PlanScreen, event: Extract<Input, {event: 'leave-out' | 'write'}>): Coaching {
	const {plan, leftOut} = here;
	if (event.event === 'leave-out') {
		const file = plan.files[here.at];
		if (file === undefined) return session;
		if (!isWritten(file.action)) return saying(session, 'This file stays as it is in any case.');
		const without = leftOut.includes(file.path) ? leftOut.filter(path => path !== file.path) : [...leftOut, file.path];
		return saying({...session, here: {...here, leftOut: without}}, '');
	}
	if (session.known.doing !== undefined) return saying(session, 'One moment: something is still under way.');
	const writing = plan.files.filter(file => isWritten(file.action) && !leftOut.includes(file.path));
	if (writing.length === 0)
		return saying(session, 'Nothing would be written: every file is left out or stays as it is. Esc goes back.', 'warn');
	return saying({...session, known: {...session.known, doing: {doing: 'write', key: here.key, plan, leftOut}}}, 'Writing.');
}
