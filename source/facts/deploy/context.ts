import type {Repository} from '../../repository/repository.ts';
import {joined} from '../commands/simple.ts';
import type {Command} from '../commands.ts';
import type {FileFact} from '../files.ts';
import type {Workflow} from '../workflows.ts';
import type {IgnoreFile, ImageFile, Service} from './deploy.ts';

/** What else of the repository says how images are built. */
type Said = {
	readonly services: readonly Service[];
	readonly commands: readonly Command[];
	readonly workflows: readonly Workflow[];
	readonly files: readonly Pick<FileFact, 'path'>[];
};
type Written = Pick<ImageFile, 'path' | 'folder' | 'stages'>;

/** The folder that an image is built from, and what names the image. */
export function contextOf(image: Written, said: Said): Pick<ImageFile, 'context' | 'named'> {
	const {commands} = said;
	const released =
		ofAction(image, said) ??
		ofCommand(
			image,
			commands.filter(({where}) => where === 'ci' || where === 'platform'),
		);
	if (released !== undefined) return {context: released, named: 'release'};
	const service = said.services.find(({build}) => build?.file === image.path)?.build;
	const context = service?.context ?? ofCommand(image, commands);
	return context === undefined ? {context: ofCopies(image, said)} : {context, named: 'elsewhere'};
}

/** `docker/build-push-action` with `context` and `file`. */
function ofAction({path}: Written, {workflows}: Said): string | undefined {
	for (const {jobs} of workflows)
		for (const {steps} of jobs)
			for (const {uses, with: given} of steps) {
				if (!/^docker\/build-push-action/u.test(uses ?? '')) continue;
				const context = joined('.', given.context ?? '.');
				if (joined('.', given.file ?? joined(context, 'Dockerfile')) === path) return context;
			}
	return undefined;
}

const build = /\bdocker(?:\s+buildx)?\s+build\b/u;
const file = /\s(?:-f|--file)[= ]["']?(?<file>[\w./-]+)/u;

/** `docker build -f docker/Dockerfile .` */
function ofCommand({path}: Written, commands: readonly Command[]): string | undefined {
	for (const {command, folder} of commands) {
		if (!build.test(command)) continue;
		const context = / (?<context>\.[\w./-]*)["']?\s*$/u.exec(command)?.groups?.context;
		if (context === undefined) continue;
		const named = file.exec(command)?.groups?.file;
		if (joined(folder, named ?? joined(context, 'Dockerfile')) === path) return joined(folder, context);
	}
	return undefined;
}

/** The folder of the Dockerfile, unless what it copies lies below the root alone. */
function ofCopies({folder, stages}: Written, {files}: Said): string {
	if (folder === '.') return '.';
	const sources = stages
		.flatMap(({instructions}) => instructions)
		.filter(({word, flags}) => (word === 'COPY' || word === 'ADD') && flags.from === undefined)
		.flatMap(({rest, exec}) => (exec ?? rest.split(/\s+/u)).slice(0, -1))
		.filter(source => /^[\w./-]+$/u.test(source) && !/^\.?\/?$/u.test(source) && !source.includes('://'));
	const holds = (below: string): number => sources.filter(source => holdsPath(joined(below, source), files)).length;
	return holds('.') > holds(folder) ? '.' : folder;
}

const holdsPath = (path: string, files: Said['files']): boolean =>
	files.some(({path: known}) => known === path || known.startsWith(`${path}/`));

/** The list of what a build leaves out: the Dockerfile's own, else that of the context. */
export function ignoresFor(
	path: string,
	context: string,
	repository: Pick<Repository, 'text'>,
	paths: ReadonlySet<string>,
): IgnoreFile | undefined {
	const [found] = [`${path}.dockerignore`, joined(context, '.dockerignore')].filter(one => paths.has(one));
	const text = found === undefined ? undefined : repository.text(found);
	if (found === undefined || text === undefined) return undefined;
	const rows = text.split(/\r?\n/u).map(row => row.trim());
	const patterns = rows.filter(row => row !== '' && !row.startsWith('#'));
	const first = rows.findIndex(row => row !== '' && !row.startsWith('#'));
	return {path: found, line: Math.max(first, 0) + 1, text: (rows[Math.max(first, 0)] ?? '').slice(0, 300), patterns};
}
