import {existsSync} from 'node:fs';
import {join} from 'node:path';

/** Whether an earlier run left a journal of writes in the repository; reading it takes longer than asking this. */
export const hasJournal = (root: string): boolean => existsSync(join(root, '.shipworthy', 'scaffold', 'journal'));

/** Whether any visit was ever remembered in the person's state folder. */
export const hasVisits = (states: string): boolean => existsSync(join(states, 'visits'));
