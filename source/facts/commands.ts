import type {Repository} from '../repository/repository.ts';
import type {Command, ReadCommand} from './commands/command.ts';
import {imageCommands} from './commands/image.ts';
import {makeCommands, taskCommands} from './commands/make.ts';
import {composeCommands, objectPlatformCommands, procfileCommands, yamlPlatformCommands} from './commands/platform.ts';
import {joined, scriptLines} from './commands/simple.ts';
import {stageOf, stageOfName} from './commands/stage.ts';
import type {FileFact} from './files.ts';
import type {PackageFact} from './packages.ts';
import type {CiStep, Workflow} from './workflows.ts';

export type {Command} from './commands/command.ts';
export {expanded, type Run} from './commands/expanded.ts';

type Reader = {readonly path: RegExp; readonly read: (text: string, folder: string, path: string) => readonly ReadCommand[]};

const readers: readonly Reader[] = [
	{path: /(?:^|\/)(?:Dockerfile|Containerfile)(?:\.[\w.-]+)?$|\.dockerfile$/iu, read: imageCommands},
	{path: /(?:^|\/)(?:docker-)?compose(?:\.[\w.-]+)?\.ya?ml$/u, read: composeCommands},
	{path: /(?:^|\/)Procfile(?:\.[\w-]+)?$/u, read: procfileCommands},
	{path: /(?:^|\/)(?:render|app|amplify|heroku|apphosting)\.ya?ml$/u, read: yamlPlatformCommands},
	{
		path: /(?:^|\/)(?:fly(?:\.[\w-]+)?|railway|nixpacks|netlify|wrangler)\.toml$|(?:^|\/)\.replit$/u,
		read: (text, folder) => objectPlatformCommands(text, folder, 'toml'),
	},
	{path: /(?:^|\/)(?:railway|vercel|firebase|wrangler|app)\.json$/u, read: (text, folder) => objectPlatformCommands(text, folder, 'json')},
	{path: /(?:^|\/)(?:GNU)?[Mm]akefile$/u, read: (text, folder) => makeCommands(text, folder, 'make')},
	{path: /(?:^|\/)[Jj]ustfile$/u, read: (text, folder) => makeCommands(text, folder, 'just')},
	{path: /(?:^|\/)Taskfile\.ya?ml$/u, read: taskCommands},
	{path: /\.(?:sh|bash)$|^\.husky\/[\w-]+$/u, read: shellCommands},
];
const mostOfAFile = 400;

/** Every command that something runs: scripts, CI steps, images, compose files, platforms, make targets and shell scripts. */
export function commandsOf(
	repository: Repository,
	files: readonly FileFact[],
	packages: readonly PackageFact[],
	workflows: readonly Workflow[],
): readonly Command[] {
	const read = files
		.filter(({role}) => role !== 'vendored' && role !== 'generated')
		.flatMap(file => {
			const reader = readers.find(one => one.path.test(file.path));
			const text = reader === undefined ? undefined : repository.text(file.path);
			if (reader === undefined || text === undefined) return [];
			const rows = text.split('\n');
			const folder = file.path.includes('/') ? file.path.slice(0, file.path.lastIndexOf('/')) : '.';
			return reader
				.read(text, folder, file.path)
				.slice(0, mostOfAFile)
				.map(
					(command): Command => ({...command, path: file.path, text: (rows[command.line - 1] ?? '').trim().slice(0, 300), role: file.role}),
				);
		});
	return [...packages.flatMap(scriptCommands), ...workflows.flatMap(ciCommands), ...read];
}

const scriptCommands = (one: PackageFact): readonly Command[] =>
	one.scripts.map(({name, command, path, line, text}) => ({
		path,
		line,
		text,
		command,
		name,
		where: 'script',
		role: 'config',
		folder: one.path,
		stage: /no test specified/u.test(command) ? 'other' : (stageOfName(name) ?? stageOf(command)),
	}));

/** The command lines of every CI step that runs something. */
const ciCommands = (workflow: Workflow): readonly Command[] =>
	workflow.jobs.flatMap(job =>
		job.steps.flatMap(step =>
			scriptLines(step.run ?? remoteScript(step), joined('.', step.workingDirectory ?? '.')).map(({text, offset, folder}) => ({
				path: workflow.path,
				line: step.runLine + offset,
				text: text.slice(0, 300),
				command: text,
				...(step.name === undefined ? {} : {name: step.name}),
				where: 'ci' as const,
				role: 'config' as const,
				folder,
				job: job.id,
				stage: stageOf(text),
			})),
		),
	);

/** What an SSH action runs on the server. */
const remoteScript = ({uses, with: given}: CiStep): string => (/ssh/u.test(uses ?? '') ? (given.script ?? '') : '');

/** A shell script is taken to run at the root, as most are written for. */
function shellCommands(text: string, _folder: string, path: string): readonly ReadCommand[] {
	const named = stageOfName(path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/u, ''));
	return scriptLines(text, '.').map(({text: command, offset, folder}) => {
		const stage = stageOf(command);
		return {command, line: offset + 1, folder, where: 'shell', stage: stage === 'other' && named === 'deploy' ? 'deploy' : stage};
	});
}
