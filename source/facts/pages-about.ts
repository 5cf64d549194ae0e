import type {DocumentFact} from './documents.ts';
import type {Facts} from './facts.ts';
import {isLesson} from './teaching.ts';

/** Fewer words are a heading and a hope. */
const fewestWords = 60;

/** Pages of the project's own whose name or title says what they are about, and that say something: no lesson, no notes for agents, nothing left to fill in. */
export const pagesAbout = ({documents}: Pick<Facts, 'documents'>, pattern: RegExp): readonly DocumentFact[] =>
	documents.filter(
		({kind, role, path, title, words, placeholders}) =>
			kind === 'prose' &&
			role !== 'agent-tooling' &&
			words >= fewestWords &&
			placeholders.length === 0 &&
			(pattern.test(path) || pattern.test(title ?? '')) &&
			!isLesson({path, title: title ?? ''}),
	);
