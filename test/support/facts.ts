import type {Facts} from '../../source/facts/facts.ts';
import {factsOf as factsFrom} from '../../source/facts/facts-of.ts';
import {type FileFact, filesOf as filesFrom} from '../../source/facts/files.ts';
import {languageOf} from '../../source/facts/language.ts';
import {loadParsers, parsedLanguages} from '../../source/facts/syntax/parsers.ts';
import type {Repository} from '../../source/repository/repository.ts';
import type {ReadCode} from '../../source/scaffold/wiring/code.ts';

/** Every parser there is, ready. */
export const parsers = await loadParsers(new Set([...parsedLanguages, 'sql']));

/** What is seen in the files of a repository, in this process. */
export const filesOf = (repository: Repository): readonly FileFact[] => filesFrom(repository, parsers);

/** The facts of a repository, in this process. */
export const factsOf = (repository: Repository): Facts => factsFrom(repository, filesOf(repository));

/** The code in a text, in this process. */
export const readCode: ReadCode = (path, text) => {
	const parsed = parsers.code(path, languageOf(path), text);
	return parsed !== undefined && 'code' in parsed ? parsed.code : undefined;
};
