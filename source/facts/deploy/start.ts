import type {Place} from '../../safe-text.ts';
import {joined} from '../commands/simple.ts';
import {type Command, expanded, type Run} from '../commands.ts';
import type {Facts} from '../facts.ts';
import {folderOf} from '../modules/paths.ts';
import type {ImageFile, ImageStage, Service} from './deploy.ts';
import {devServerNamed} from './dev-server.ts';
import {shippedSteps} from './image.ts';
import {shippedImages, shippedStage} from './shipped.ts';

/** A command that starts the product, as a container or a platform is told. */
export type Start = Place & {
	readonly command: string;
	readonly folder: string;
	/** Of an image or a compose service: the words of `["node", "app.js"]`, or a line that a shell reads. */
	readonly form: 'exec' | 'shell';
	/** The first process of a container: what it runs is signalled by it alone. */
	readonly first: boolean;
};

/** What starts the product: the last ENTRYPOINT and CMD of shipped images, processes of platforms, and of manifests of Kubernetes. */
export function startsOf(facts: Facts): readonly Start[] {
	return [...images(facts), ...services(facts), ...platforms(facts), ...pods(facts)];
}

const images = (facts: Facts): readonly Start[] =>
	shippedImages(facts).flatMap((image): readonly Start[] => {
		const steps = shippedSteps(image, shippedStage(image));
		const starts = ['ENTRYPOINT', 'CMD'].flatMap(word => steps.findLast(step => step.word === word) ?? []);
		const last = starts.at(-1);
		if (last === undefined) return [];
		return [
			{
				path: last.path,
				line: last.line,
				text: last.text,
				command: starts.map(({exec, rest}) => (exec === undefined ? rest : exec.map(quoted).join(' '))).join(' '),
				folder: image.context,
				form: starts.every(({exec}) => exec !== undefined) ? 'exec' : 'shell',
				first: true,
			},
		];
	});

/** A word with spaces is one argument: the line after `sh -c`. */
const quoted = (word: string): string => (/\s/u.test(word) && !word.includes("'") ? `'${word}'` : word);

/** Compose services that are built here; only those whose image starts nothing by itself. */
const services = (facts: Facts): readonly Start[] =>
	facts.deploy.services.flatMap((service): readonly Start[] => {
		const {purpose, build, command} = service;
		if (purpose !== 'production' || build === undefined || command === undefined) return [];
		const image = shippedImages(facts).find(({path}) => path === build.file);
		if (image === undefined) return [];
		if (image.stages.some(startsItself) && isForWork(service, image)) return [];
		const own = shippedSteps(image, build.target ?? shippedStage(image));
		if (own.some(({word}) => word === 'CMD' || word === 'ENTRYPOINT')) return [];
		const {path, line, text, words, exec} = command;
		return [{path, line, text, command: words, folder: build.context, form: exec ? 'exec' : 'shell', first: true}];
	});

const startsItself = ({instructions}: ImageStage): boolean => instructions.some(({word}) => word === 'CMD' || word === 'ENTRYPOINT');

/** What starts the service in place of the image's own start is for work on code: the code is mounted from outside, files are watched, or another stage is taken. */
function isForWork({path, build, command, volumes}: Service, image: ImageFile): boolean {
	if (build?.target !== undefined && build.target !== image.stages.at(-1)?.name && build.target !== shippedStage(image)) return true;
	if (command !== undefined && devServerNamed(opened(command.words)) !== undefined) return true;
	return volumes.some(({volume}) => {
		const source = /^(?<source>\.{1,2}[^:]*):[^:]+/u.exec(volume)?.groups?.source;
		return source !== undefined && joined(folderOf(path) || '.', source) === build?.context;
	});
}

const platforms = ({commands}: Facts): readonly Start[] =>
	commands
		.filter(
			({where, stage, role, name}) =>
				where === 'platform' && stage === 'start' && role !== 'test' && role !== 'example' && name !== 'release',
		)
		.map(({path, line, text, command, folder}) => ({path, line, text, command, folder, form: 'shell', first: false}));

const pods = ({deploy}: Facts): readonly Start[] =>
	deploy.workloads
		.filter(({kind}) => kind === 'Deployment' || kind === 'StatefulSet')
		.flatMap(({containers}) =>
			containers
				.filter(({command, args}) => command.length + args.length > 0)
				.map(
					({path, line, text, command, args}): Start => ({
						path,
						line,
						text,
						command: [...command, ...args].map(quoted).join(' '),
						folder: '.',
						form: 'exec',
						first: true,
					}),
				),
		);

/** What a start runs in the end: `sh -c "…"` is opened, scripts are followed. */
export const runsOf = (start: Start, commands: readonly Command[]): readonly Run[] =>
	expanded({...start, command: opened(start.command)}, commands);

const shellLine = /^(?:\S*\/)?(?:ba|da|z)?sh\s+-\w*c\s+(?<quote>['"]?)(?<line>[\s\S]+?)\k<quote>$/u;

/** The line that `sh -c` is given; the command itself when it is none. */
export const opened = (command: string): string => shellLine.exec(command)?.groups?.line ?? command;
