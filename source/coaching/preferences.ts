import type {Preferences} from '../record/preferences.ts';
import {type Field, fieldOf} from './field.ts';
import type {Coaching} from './session.ts';

/** What holds until a person says otherwise. */
export const usualPreferences: Preferences = {theme: 'dark', editor: '', alternateScreen: true, pace: 25};

/** The settings in the order in which they are shown. */
export const settings = ['theme', 'editor', 'alternateScreen', 'pace'] as const satisfies readonly (keyof Preferences)[];
/** One setting. */
export type Setting = (typeof settings)[number];

/** Where the editor's command is kept while it is typed. */
export const editorDraft = 'preferences/editor';

/** What is typed for the editor; what holds now until something is. */
export const editorField = ({known}: Coaching): Field => known.drafts[editorDraft] ?? fieldOf(known.preferences.editor);
