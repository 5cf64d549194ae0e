import {type ReactNode, useEffect, useRef} from 'react';
import type {Input} from '../coaching/event.ts';
import type {Session} from '../coaching/session.ts';
import {menuKeys} from './bindings.ts';
import {menuOf} from './menu.ts';
import {readAloud, type Spoken, spoken, whole} from './spoken.ts';
import {inAscii} from './theme.ts';
import {useKeys} from './use-keys.ts';
import {type Program, useProgram} from './use-program.ts';

const showsCursor = '\u001B[?25h';

/** What a key of the menu does where no menu reads it by itself. */
function menuEvents(session: Session, name: string): readonly Input[] | undefined {
	const menu = menuOf(session);
	if (menu.length === 0 || session.phase === 'left' || !menuKeys.includes(name)) return undefined;
	const at = 'at' in session.here ? session.here.at : 0;
	if (name === 'down' || name === 'j') return [{event: 'highlight', at: (at + 1) % menu.length}];
	if (name === 'up' || name === 'k') return [{event: 'highlight', at: (at + menu.length - 1) % menu.length}];
	const chosen = menu[name === 'enter' ? at : Number(name) - 1];
	return chosen === undefined ? undefined : [chosen.event];
}

/** The program as lines of text, one after the other, for those who listen: nothing is drawn over, and each change is said once. */
export function Linear({
	write,
	ascii,
	stop,
	...program
}: Program & {readonly write: (text: string) => void; readonly ascii: boolean}): ReactNode {
	const {session, send, lend} = useProgram({stop, ...program}, false);
	const said = useRef<Session | undefined>(undefined);
	const isOpenLine = useRef(false);
	const say = ({lines, prompt = '', echo}: Spoken): void => {
		const start = isOpenLine.current && lines.length + prompt.length > 0 ? '\n' : '';
		const text = `${start}${lines.map(line => `${line}\n`).join('')}${prompt}${echo}`;
		if (prompt !== '' || lines.length > 0) isOpenLine.current = prompt !== '';
		if (text !== '') write(ascii ? inAscii(text) : text);
	};
	useEffect(() => {
		write(showsCursor);
	}, [write]);
	useEffect(() => {
		say(spoken(said.current, session));
		said.current = session;
	});
	useKeys(session, send, {
		isDeaf: false,
		paper: readAloud,
		menu: name => menuEvents(session, name),
		turn: (_, name) => ({event: 'dead-key', key: name}),
		redraw: () => say(whole(session)),
		suspend: () => void lend(stop),
	});
	return null;
}
