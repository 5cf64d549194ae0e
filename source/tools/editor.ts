import {basename, join} from 'node:path';
import {execa} from 'execa';
import {programOnPath} from './on-path.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether the editor ran, or what is wrong and what to do. */
export type Edited = {readonly edited: true} | {readonly edited: false; readonly problem: string};

/** What the terminal and the editor need; nothing else is passed on. */
const passedOn = [
	'HOME',
	'PATH',
	'TERM',
	'COLORTERM',
	'LANG',
	'LC_ALL',
	'LC_CTYPE',
	'USER',
	'LOGNAME',
	'SHELL',
	'DISPLAY',
	'WAYLAND_DISPLAY',
	'XDG_RUNTIME_DIR',
	'XDG_CONFIG_HOME',
	'TMPDIR',
	'SSH_AUTH_SOCK',
	'TMUX',
];

/** Opens the person's editor (`VISUAL`, else `EDITOR`) at a line and waits until it is closed. A program inside the repository is never run. */
export async function openEditor(root: string, path: string, line: number, environment: Environment): Promise<Edited> {
	const [name, ...words] = (environment.VISUAL ?? environment.EDITOR ?? '').split(/\s+/u).filter(word => word !== '');
	if (name === undefined) return {edited: false, problem: 'No editor is set. Set EDITOR, for example: export EDITOR=nano'};
	const program = programOnPath(name, environment.PATH ?? '', root);
	if (program === undefined)
		return {edited: false, problem: `The editor "${name}" was not found outside the repository. Set EDITOR to one that is installed.`};
	const env = Object.fromEntries(passedOn.flatMap(key => (environment[key] === undefined ? [] : [[key, environment[key]]])));
	const result = await execa(program, [...words, ...atLine(basename(program), join(root, path), line)], {
		cwd: root,
		env,
		extendEnv: false,
		stdio: 'inherit',
		reject: false,
		preferLocal: false,
	});
	return result.exitCode === 0
		? {edited: true}
		: {edited: false, problem: `The editor ended with an error (${result.exitCode ?? result.signal ?? 'not started'}).`};
}

function atLine(editor: string, path: string, line: number): readonly string[] {
	if (/^(?:code|cursor|windsurf|codium)$/u.test(editor)) return ['--wait', '--goto', `${path}:${line}`];
	if (/^(?:subl|zed|hx|helix)$/u.test(editor)) return [`${path}:${line}`];
	if (/^(?:vi|vim|nvim|nano|emacs|emacsclient|micro|kak|joe|ne)$/u.test(editor)) return [`+${line}`, path];
	return [path];
}
