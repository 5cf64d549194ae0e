import {useEffect, useRef} from 'react';
import type {Event} from '../coaching/event.ts';
import {placeHere} from '../coaching/moving.ts';
import type {Session} from '../coaching/session.ts';
import type {Work} from '../coaching/work.ts';

type Send = (event: Event) => void;

/** Milliseconds. */
const minute = 60_000;

/** What goes on beside the one piece of work: the code of the place in front is read where it is wanted, preferences are kept, a pause is offered. */
export function useBeside(session: Session, work: Work, send: Send, readsCode: boolean): void {
	const latest = useRef({work, send});
	latest.current = {work, send};

	const look = session.phase === 'coaching' ? session.look : undefined;
	const place = readsCode && session.phase === 'coaching' ? placeHere(session) : undefined;
	const front = useRef(place);
	front.current = place;
	const name = place === undefined || place.text === '' ? '' : `${place.path}:${place.line}`;
	useEffect(() => {
		const wanted = front.current;
		if (look === undefined || name === '' || wanted === undefined) return;
		const stop = new AbortController();
		void latest.current.work.around(wanted).then(code => {
			if (code !== undefined && !stop.signal.aborted) latest.current.send({event: 'read', code});
		});
		return () => stop.abort();
	}, [name, look]);

	const wantsExercises = session.phase === 'arriving' && session.here.screen === 'exercises' && session.known.offered === undefined;
	useEffect(() => {
		if (!wantsExercises) return;
		void latest.current.work.exercises().then(exercises => latest.current.send({event: 'offered', exercises}));
	}, [wantsExercises]);

	const {preferences} = session.known;
	const kept = useRef(preferences);
	useEffect(() => {
		if (kept.current === preferences) return;
		kept.current = preferences;
		void latest.current.work.prefer(preferences).then(result => latest.current.send({event: 'kept', result}));
	}, [preferences]);

	const {pace} = preferences;
	useEffect(() => {
		if (pace === 0) return;
		const timer = setInterval(() => latest.current.send({event: 'paused'}), pace * minute);
		return () => clearInterval(timer);
	}, [pace]);
}
