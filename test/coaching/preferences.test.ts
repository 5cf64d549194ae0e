import {expect, test} from 'vitest';
import {after, coaching, onFirstStep} from '../support/sessions.ts';

const first = await onFirstStep();
const open = coaching(after(first, {event: 'preferences'}));

test('each setting goes round its values, forwards and backwards', () => {
	const themes = [1, 2, 3].map(times => {
		const turned = after(open, ...Array.from({length: times}, () => ({event: 'open'}) as const));
		return turned.known.preferences.theme;
	});
	expect(themes).toEqual(['light', 'none', 'dark']);
	expect(after(open, {event: 'change', by: -1}).known.preferences.theme).toBe('none');
	expect(after(open, {event: 'move', by: 3}, {event: 'change', by: 1}).known.preferences.pace).toBe(45);
	expect(after(open, {event: 'move', by: 2}, {event: 'open'}).known.preferences.alternateScreen).toBe(false);
});

test('the editor is typed; Esc leaves it as it was, and keeps what was typed', () => {
	const typing = coaching(
		after(open, {event: 'move', by: 1}, {event: 'open'}, {event: 'type', edit: {edit: 'insert', text: 'code\n--wait'}}),
	);
	const left = coaching(after(typing, {event: 'back'}));
	expect(left.here).toMatchObject({screen: 'preferences', typing: false});
	expect(left.known.preferences.editor).toBe('');
	const saved = coaching(after(left, {event: 'open'}, {event: 'submit'}));
	expect(saved.known.preferences.editor).toBe('code --wait');
});

test('a pause is offered in one line, and covers nothing that waits for an answer', () => {
	const offered = after(first, {event: 'paused'});
	expect(offered.known.notice?.text).toContain('25 minutes. A good moment for a pause');
	const warned = coaching({...first, known: {...first.known, notice: {text: 'u once more', tone: 'warn', confirms: 'undo'}}});
	expect(after(warned, {event: 'paused'})).toBe(warned);
});
