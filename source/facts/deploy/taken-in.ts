import type {ImageFile, Instruction} from './deploy.ts';
import {lineageOf} from './image.ts';
import {isLeftOut} from './left-out.ts';

const mostSteps = 200;

/** The steps that put the whole folder of the build, as it lies on the builder's disk, into what is shipped. */
export function wholeFolderIn(image: ImageFile, target: string | undefined): readonly Instruction[] {
	const own = lineageOf(image, target).flatMap(({instructions}) => instructions);
	const direct = own.filter(takesAll);
	const through = own
		.filter(({word, flags}) => word === 'COPY' && flags.from !== undefined)
		.flatMap(step => {
			const stage = image.stages.find(({name}, index) => name === step.flags.from?.toLowerCase() || String(index) === step.flags.from);
			const name = stage?.name;
			if (stage === undefined) return [];
			const before = name === undefined ? stage.instructions : lineageOf(image, name).flatMap(({instructions}) => instructions);
			const [source = ''] = (step.exec ?? step.rest.split(/\s+/u)).map(bare);
			const all = before.slice(0, mostSteps).find(takesAll);
			if (all === undefined || source === '') return [];
			const given = bare((all.exec ?? all.rest.split(/\s+/u)).at(-1) ?? '');
			const folder = given.startsWith('/')
				? given
				: bare(before.slice(0, before.indexOf(all)).findLast(({word}) => word === 'WORKDIR')?.rest ?? '');
			return source === folder ? [all] : [];
		});
	return [...direct, ...through];
}

/** A path without what only says that it is a folder. */
const bare = (path: string): string => path.replace(/\/?\.?$/u, '');

const takesAll = ({word, flags, rest, exec}: Instruction): boolean => {
	if ((word !== 'COPY' && word !== 'ADD') || flags.from !== undefined || flags.parents !== undefined) return false;
	const [source = ''] = exec ?? rest.split(/\s+/u);
	return source === '.' || source === './' || source === './.';
};

/** A file of settings that a build would take in: one like those that lie in its folder. `paths` are the files of the repository. */
export function settingsTakenIn({context, ignores}: ImageFile, paths: readonly string[]): string | undefined {
	const below = context === '.' ? '' : `${context}/`;
	const folders = paths
		.filter(path => path.startsWith(below) && settingsFile.test(path))
		.map(path => path.slice(below.length).split('/').slice(0, -1).join('/'));
	return [...new Set(folders)].map(folder => (folder === '' ? '.env' : `${folder}/.env`)).find(path => !isLeftOut(path, ignores));
}

const settingsFile = /(?:^|\/)\.env(?:\.(?!d\.ts$|vault$|test)[\w.-]+)?$/u;
