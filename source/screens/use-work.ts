import {useEffect, useRef} from 'react';
import type {Event, Report} from '../coaching/event.ts';
import {visitOf} from '../coaching/leaving.ts';
import type {Doing, Session} from '../coaching/session.ts';
import type {Work} from '../coaching/work.ts';
import {safeText} from '../safe-text.ts';

type Send = (event: Event) => void;
/** Hands the terminal to another program until it is done. */
export type Lend = (use: () => Promise<void>) => Promise<void>;

/** What work is done with. */
type Means = {readonly work: Work; readonly send: Send; readonly lend: Lend; readonly editor: string};

async function reportOf(doing: Doing, {work, send, lend, editor}: Means, signal: AbortSignal): Promise<Report> {
	switch (doing.doing) {
		case 'look':
		case 'look-after-write':
		case 'look-after-undo':
			return {
				event: 'looked',
				result: await work.look(doing.context, progress => !signal.aborted && send({event: 'progressed', progress}), signal),
			};
		case 'assess':
			return {event: 'assessed', context: doing.context, result: await work.assess(doing.context)};
		case 'plan':
			return {event: 'planned', result: await work.plan(doing.template, doing.answers)};
		case 'write':
			return {event: 'wrote', result: await work.write(doing.plan, doing.leftOut)};
		case 'recover':
			return {event: 'recovered', result: await work.recover()};
		case 'undo':
			return {event: 'undone', result: await work.undo()};
		case 'remember':
			return {event: 'remembered', result: await work.remember(doing.decision, doing.given)};
		case 'exercise':
			return {event: 'exercised', result: await work.exercise(doing, doing.context, signal)};
		case 'copy':
			return {event: 'copied', result: await work.copyForAgent(doing.task)};
		case 'edit': {
			const opened: Awaited<ReturnType<Work['openEditor']>>[] = [];
			await lend(async () => {
				opened.push(await work.openEditor({path: doing.path, line: doing.line, editor}));
			});
			return {event: 'edited', result: opened[0] ?? {ok: true, value: undefined}};
		}
	}
}

const broke = (error: unknown): Report => ({
	event: 'broke',
	problem: {
		what: safeText(`Something broke: ${error instanceof Error ? error.message : String(error)}`),
		next: safeText('This is a bug of shipworthy or a broken machine. Nothing was lost; look again, or leave and start anew.'),
	},
});

/** Runs the work that the session asks for, one piece at a time, and keeps the visit. The program's only effects. */
export function useWork(session: Session, work: Work, send: Send, lend: Lend): void {
	const doing = session.phase === 'left' ? undefined : session.known.doing;
	const {editor} = session.known.preferences;
	const latest = useRef<Means>({work, send, lend, editor});
	latest.current = {work, send, lend, editor};
	useEffect(() => {
		if (doing === undefined) return;
		const stop = new AbortController();
		const {send: tell} = latest.current;
		const report = (event: Event): void => {
			if (!stop.signal.aborted) tell(event);
		};
		void reportOf(doing, {...latest.current, send: report}, stop.signal).then(report, error => report(broke(error)));
		return () => stop.abort();
	}, [doing]);

	const context = useRef(session.known.context);
	context.current = session.known.context;
	const {watching} = session.known;
	useEffect(() => {
		if (!watching) return;
		const stop = new AbortController();
		// The first look is the watch's own, every other one is after a save.
		let saved = false;
		latest.current.work.watch(
			() => context.current,
			result => {
				if (!stop.signal.aborted) latest.current.send({event: 'seen', result, ...(saved ? {saved} : {})});
				saved = true;
			},
			stop.signal,
		);
		return () => stop.abort();
	}, [watching]);

	const look = session.phase === 'coaching' ? session.look : undefined;
	const notNow = session.known.notNow;
	const current = useRef(session);
	current.current = session;
	useEffect(() => {
		const now = current.current;
		if (look === undefined || now.phase !== 'coaching' || now.known.notNow !== notNow) return;
		void latest.current.work.keep(visitOf(now)).then(
			result => latest.current.send({event: 'kept', result}),
			error => latest.current.send(broke(error)),
		);
	}, [look, notNow]);
}
