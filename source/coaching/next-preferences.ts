import type {Preferences} from '../record/preferences.ts';
import {edited} from './field.ts';
import {goTo, saying} from './moving.ts';
import {editorDraft, editorField, type Setting, settings} from './preferences.ts';
import type {Coaching, CoachingScreen} from './session.ts';

const themes: readonly Preferences['theme'][] = ['dark', 'light', 'none'];
const paces: readonly number[] = [0, 15, 25, 45, 60, 90];

type Screen = Extract<CoachingScreen, {screen: 'preferences'}>;

const turned = <Value>(list: readonly Value[], value: Value, by: number): Value =>
	list[(list.indexOf(value) + by + list.length) % list.length] ?? value;

/** The value after (or before) the one that a setting has. The editor has no list: it is typed. */
function changed(preferences: Preferences, setting: Setting, by: number): Preferences {
	switch (setting) {
		case 'theme':
			return {...preferences, theme: turned(themes, preferences.theme, by)};
		case 'alternateScreen':
			return {...preferences, alternateScreen: !preferences.alternateScreen};
		case 'pace':
			return {...preferences, pace: turned(paces, preferences.pace, by)};
		case 'editor':
			return preferences;
	}
}

/** Changes the chosen setting, or begins to type it. It holds and is saved at once. */
export function changePreference(session: Coaching, here: Screen, by: number): Coaching {
	const setting = settings[here.at];
	if (setting === undefined) return session;
	if (setting === 'editor') return saying({...session, here: {...here, typing: true}}, '');
	const preferences = changed(session.known.preferences, setting, by);
	const later = setting === 'alternateScreen' ? 'Saved. It holds from the next start on.' : 'Saved.';
	return saying({...session, known: {...session.known, preferences}}, later, 'good');
}

/** Types the editor's command. */
export function typeEditor(session: Coaching, edit: Parameters<typeof edited>[1]): Coaching {
	const oneLine = edit.edit === 'insert' ? {...edit, text: edit.text.replace(/[\r\n\t]+/gu, ' ')} : edit;
	const drafts = {...session.known.drafts, [editorDraft]: edited(editorField(session), oneLine)};
	return saying({...session, known: {...session.known, drafts}}, '');
}

/** Saves the editor's command. */
export function saveEditor(session: Coaching, here: Screen): Coaching {
	const editor = editorField(session).text.trim().slice(0, 300);
	const {[editorDraft]: _, ...drafts} = session.known.drafts;
	const preferences = {...session.known.preferences, editor};
	const words = editor === '' ? 'Saved. Your editor is what VISUAL or EDITOR says.' : 'Saved.';
	return saying({...session, here: {...here, typing: false}, known: {...session.known, drafts, preferences}}, words, 'good');
}

/** Opens the preferences, or goes on there. */
export const openPreferences = (session: Coaching): Coaching =>
	session.here.screen === 'preferences' ? session : goTo(session, {screen: 'preferences', at: 0, typing: false});

/** Offers a pause. What waits for an answer, or warns, is not covered by it. */
export function offerPause(session: Coaching): Coaching {
	const {known} = session;
	if (known.notice?.tone === 'warn' || known.doing !== undefined) return session;
	return saying(session, `${known.preferences.pace} minutes. A good moment for a pause: everything is kept, q wraps up. (, changes this)`);
}
