import {servedDocs} from '../facts/files.ts';
import {languagesOf} from '../facts/syntax/parsers.ts';
import type {Repository} from '../repository/repository.ts';
import type {Ground} from './scanner-process.ts';

/** What scanners of this repository need to know. */
export const groundOf = (root: string, repository: Repository): Ground => ({
	root,
	languages: [...languagesOf(repository.files.map(({path}) => path))],
	served: [...servedDocs(repository)],
});
