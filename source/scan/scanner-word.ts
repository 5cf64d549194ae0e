/** The word that makes the program's own file look at a folder and answer over its channel; not for people. */
export const lookWord = '--look';

/** The word that makes the program's own file keep watch over a folder; not for people. */
export const watchWord = '--watch';

/** The word that makes the program's own file see files for the process that started it; not for people. */
export const scannerWord = '--scanner';
