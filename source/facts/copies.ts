import type {DocumentFact} from './documents.ts';
import type {Facts} from './facts.ts';
import {type FileFact, marksOf, type PlacedMark} from './files.ts';

const roles = ['app', 'config', 'script'] as const;
const about = /(?:^|\/)(?:backups?|restores?|copies|disaster[-_]recovery)\.md$/iu;

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Something that is done with copies of the data, and the file of a pipeline that does it on a schedule. */
export type ScheduledCopy = {readonly mark: PlacedMark; readonly job: FileFact};

/** Where something is done with copies on a schedule: in a pipeline itself, or in a script that one runs. */
export function scheduledCopies(facts: Facts, kind: 'backup.dump' | 'backup.restore'): readonly ScheduledCopy[] {
	return marksOf(facts, kind, roles).flatMap(mark =>
		[mark.file, ...runnersOf(mark, facts)].filter(file => isMarked(file, 'backup.schedule')).map(job => ({mark, job})),
	);
}

/** A copy leaves the machine: the pipeline sends it away, or a script that it runs does. */
export const leaves = ({mark, job}: ScheduledCopy, facts: Facts): boolean =>
	[job, mark.file, ...scriptsOf(job, facts)].some(file => isMarked(file, 'backup.elsewhere'));

/** The page on copies whose front matter says of itself that this was never done. */
export const pageThatSaysNever = ({documents}: Facts, what: 'copied' | 'restored'): DocumentFact | undefined =>
	documents.find(({path, frontMatter}) => about.test(path) && frontMatter[what] === 'never');

const isMarked = (file: FileFact, kind: string): boolean => file.marks.some(mark => mark.kind === kind);

/** The pipelines that run the script in which a mark stands. */
function runnersOf({path}: PlacedMark, facts: Facts): readonly FileFact[] {
	const name = nameOf(path);
	const paths = new Set(facts.commands.filter(({where, command}) => where === 'ci' && command.includes(name)).map(one => one.path));
	return facts.files.filter(file => paths.has(file.path));
}

/** The shell scripts that a pipeline runs. */
function scriptsOf(job: FileFact, facts: Facts): readonly FileFact[] {
	const commands = facts.commands.filter(({where, path}) => where === 'ci' && path === job.path).map(({command}) => command);
	return facts.files.filter(({path, language}) => language === 'sh' && commands.some(command => command.includes(nameOf(path))));
}
