import type {Place} from '../../safe-text.ts';
import {type FileFact, marksOf} from '../files.ts';

const rules = /(?:^|\/)(?:firestore\.(?:rules|indexes\.json)|database\.rules(?:\.json)?|dataconnect\.ya?ml)$/u;

/** Where a database of Firebase is used. Sign-in, hosting and analytics alone keep no records of the application. */
export function firebaseData(files: readonly FileFact[]): readonly Place[] {
	const named = files.filter(({path, role}) => rules.test(path) && role !== 'test' && role !== 'vendored').map(({firstLine}) => firstLine);
	const used = marksOf({files}, 'db.firebase', ['app', 'config', 'script']).map(({path, line, text}) => ({path, line, text}));
	return [...used, ...named];
}
