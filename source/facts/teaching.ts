import {oncePer} from './code/once-per.ts';
import type {DocumentFact} from './documents.ts';

const lessonPath =
	/(?:^|\/)(?:labs|lessons?|chapters?|exercises?|workshops?|tutorials?|case-studies)\/|(?:^|\/)\d+[-_.](?:lab|lesson|exercise|chapter|tutorial|case-study)(?=[-_.])/iu;
const lessonTitle = /^(?:lab|lesson|chapter|exercise|tutorial|workshop|file|module|unit|day|week)\s*#?\d+\s*(?:$|[:.—–-])|:\s*lab\b/iu;

/** A page that teaches how such things are done in general: it says nothing of how they are done here. */
export const isLesson = ({path, title}: Pick<DocumentFact, 'path' | 'title'>): boolean =>
	lessonPath.test(path) || lessonTitle.test(title ?? '');

const agentName =
	/(?:^|\/)(?:(?:CLAUDE|AGENTS?|GEMINI|CODEX|WARP|copilot-instructions)(?:[.-][\w.-]*)?|(?:ai|llm|agents?)[-_](?:playbook|guide|rules|instructions|workflow|context)[\w-]*)\.(?:md|mdx|txt)$/iu;
const agentFolder = /(?:^|\/)(?:ai|ai-docs|agents?|agent-docs|skills|prompts)\//iu;
const agentWords =
	/\bcoding (?:agents?|assistants?)\b|\b(?:for|by) (?:ai|llm) (?:agents?|assistants?)\b|\bclaude code\b|\bgithub copilot\b|\bcursor rules\b/iu;
const duty = /run-?books?|incident|on-?call|outage|disaster|emergency|recovery/iu;

/** A page that tells coding agents how to work on the code: it says nothing of what people do when the product fails. */
export const isForAgents = oncePer(({path, title = '', headings}: Pick<DocumentFact, 'path' | 'title' | 'headings'>): boolean => {
	if (agentName.test(path) || agentWords.test(title) || headings.slice(0, 12).some(one => agentWords.test(one.title))) return true;
	return agentFolder.test(path) && !duty.test(path.slice(path.lastIndexOf('/') + 1)) && !duty.test(title);
});
