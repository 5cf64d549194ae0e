import type {DocumentFact} from './documents.ts';

const lessonPath =
	/(?:^|\/)(?:labs|lessons?|chapters?|exercises?|workshops?|tutorials?|case-studies)\/|(?:^|\/)\d+[-_.](?:lab|lesson|exercise|chapter|tutorial|case-study)(?=[-_.])/iu;
const lessonTitle = /^(?:lab|lesson|chapter|exercise|tutorial|workshop|file|module|unit|day|week)\s*#?\d+\s*(?:$|[:.—–-])|:\s*lab\b/iu;

/** A page that teaches how such things are done in general: it says nothing of how they are done here. */
export const isLesson = ({path, title}: Pick<DocumentFact, 'path' | 'title'>): boolean =>
	lessonPath.test(path) || lessonTitle.test(title ?? '');
