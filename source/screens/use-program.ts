import {useApp} from 'ink';
import {useEffect, useReducer} from 'react';
import {type Beginning, begin} from '../coaching/beginning.ts';
import type {Event} from '../coaching/event.ts';
import {next} from '../coaching/next.ts';
import type {Left, Session} from '../coaching/session.ts';
import type {Work} from '../coaching/work.ts';
import {useBeside} from './use-beside.ts';
import {type Lend, useWork} from './use-work.ts';

/** What the program is opened with, whatever shows it. */
export type Program = {
	readonly work: Work;
	readonly beginning: Beginning;
	/** Stops the process until it is continued. */
	readonly stop: () => Promise<void>;
	/** Told of the last session, so that whoever started the program knows how it ended. */
	readonly ended: (left: Left) => void;
};

/** The session and what changes it: everything of the program but what it looks like. `readsCode`: the lines around a place are wanted. */
export function useProgram(
	{work, beginning, ended}: Program,
	readsCode: boolean,
): {readonly session: Session; readonly send: (event: Event) => void; readonly lend: Lend} {
	const [session, dispatch] = useReducer(next, beginning, begin);
	const send = (event: Event): void => dispatch(event);
	const {exit, suspendTerminal} = useApp();
	const lend: Lend = use => suspendTerminal(use);
	useWork(session, work, send, lend);
	useBeside(session, work, send, readsCode);
	useEffect(() => {
		if (session.phase !== 'left') return;
		ended(session);
		exit();
	}, [session, ended, exit]);
	return {session, send, lend};
}
