import {useInput, usePaste} from 'ink';
import type {Event, Input} from '../coaching/event.ts';
import type {Session} from '../coaching/session.ts';
import type {Turn} from './bindings.ts';
import {keyName} from './key-name.ts';
import {isTyping, keysFor} from './keymap.ts';
import type {Paper} from './page.ts';

/** What keys lead to beside events. */
export type Hands = {
	/** Only Ctrl-C is heard: there is nothing to see. */
	readonly isDeaf: boolean;
	/** The terminal that the keys are for. */
	readonly paper: Paper;
	/** What a key does that belongs to the menu; undefined for any other key. Nothing where the menu reads it by itself. */
	readonly menu: (name: string) => readonly Input[] | undefined;
	readonly turn: (turn: Turn, name: string) => Input;
	readonly redraw: () => void;
	readonly suspend: () => void;
};

/** The program's one reader of keys: each becomes an event, or is said to do nothing. */
export function useKeys(session: Session, send: (event: Event) => void, {isDeaf, paper, menu, turn, redraw, suspend}: Hands): void {
	const bindings = keysFor(session, paper);
	useInput((input, key) => {
		const name = keyName(input, key);
		const binding = bindings.find(candidate => candidate.key === name);
		if (name === 'ctrl-c') return send({event: 'leave', code: 130});
		if (isDeaf) return;
		if (isTyping(session) && binding === undefined) {
			if (!key.ctrl && !key.meta && input !== '' && name !== 'up' && name !== 'down')
				send({event: 'type', edit: {edit: 'insert', text: input}});
			return;
		}
		const chosen = menu(name);
		if (chosen !== undefined) return chosen.forEach(send);
		if (binding?.act === undefined) return send({event: 'dead-key', key: name === '' || input.length > 12 ? 'That key' : name});
		const {act} = binding;
		if ('turn' in act) return send(turn(act, name));
		if (act.event === 'redraw') return redraw();
		if (act.event === 'suspend') return suspend();
		send(act);
	});
	usePaste(text => {
		if (isTyping(session) && !isDeaf) return send({event: 'type', edit: {edit: 'insert', text: text.replace(/\r\n?/gu, '\n')}});
		send({event: 'dead-key', key: 'Pasted text'});
	});
}
