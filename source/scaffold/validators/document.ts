import {placeholderIn} from './runbook.ts';

const heading = /^# \S/mu;
const link = /\]\((?<target>(?!https?:|#|mailto:)[^)\s#]+)/gu;

/** What is wrong with a generated page, or undefined: something left to fill in, no title, or a link that leads out of the repository. */
export function documentProblem(text: string): string | undefined {
	const held = placeholderIn(text);
	if (held) return `something was left to fill in: ${held}`;
	if (!heading.test(text)) return 'it has no title';
	const strange = [...text.matchAll(link)].map(match => match.groups?.target ?? '').find(target => !/^(?:\.\.\/)?[\w./-]+$/u.test(target));
	return strange && `it links to ${strange}`;
}
