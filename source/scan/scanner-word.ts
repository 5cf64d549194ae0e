/** The word that makes the program's own file a scanner; not for people. */
export const scannerWord = '--scanner';
