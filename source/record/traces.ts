import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {preferencesFile} from './preferences.ts';

/** Whether an earlier run left a journal of writes in the repository; reading it takes longer than asking this. */
export const hasJournal = (root: string): boolean => existsSync(join(root, '.shipworthy', 'scaffold', 'journal'));

/** Whether any visit was ever remembered in the person's state folder. */
export const hasVisits = (states: string): boolean => existsSync(join(states, 'visits'));

/** Whether the folder says that it is an exercise. */
export const hasExercise = (root: string): boolean => existsSync(join(root, '.shipworthy', 'exercise.json'));

/** Whether the person has ever set anything in their own folder. */
export const hasPreferences = (config: string): boolean => existsSync(preferencesFile(config));
