import {existsSync, readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {folderWith} from '../repository/folder.ts';

/** The built program. */
export const program = resolve(import.meta.dirname, '../../dist/cli.js');

const logs = new Map<string, string>();

/** The built program, with scanners that do what the paths of files say: crash, hang, throw or run out of memory where files are parsed; `always-crash` and the like also where they are not. */
export function faultyProgram(): string {
	const log = join(folderWith({}), 'pids');
	const folder = folderWith({
		'program.mjs': `
import {appendFileSync} from 'node:fs';
const faults = {
	crash: () => { process.kill(process.pid, 'SIGSEGV'); for (;;) {} },
	hang: () => { for (;;) {} },
	// As V8 ends a process that has no memory left; running it full takes minutes on a busy machine.
	memory: () => { process.abort(); },
	throws: () => { throw new RangeError('Maximum call stack size exceeded'); },
};
appendFileSync(${JSON.stringify(log)}, process.argv[2] + ' ' + process.pid + '\\n');
await import(${JSON.stringify(pathToFileURL(program).href)});
if (process.argv[2] === '--scanner') process.prependListener('message', ({asks, jobs = [], unparsed}) => {
	for (const {file} of asks === 'see' ? jobs : [])
		for (const [word, fault] of Object.entries(faults))
			if (file.path.includes('always-' + word) || (unparsed === undefined && file.path.includes(word))) fault();
});
`,
	});
	logs.set(join(folder, 'program.mjs'), log);
	return join(folder, 'program.mjs');
}

/** The processes that a faulty program became, of those that were started with this word. */
export function started(faulty: string, word: string): readonly number[] {
	const log = logs.get(faulty) ?? '';
	return (existsSync(log) ? readFileSync(log, 'utf8') : '')
		.split('\n')
		.filter(line => line.startsWith(`${word} `))
		.map(line => Number(line.slice(word.length + 1)));
}

/** Whether a process is there and is not only waiting to be buried. */
export function isAlive(pid: number): boolean {
	if (!existsSync(`/proc/${pid}/stat`)) return false;
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	return !/^\S+ \(.*\) Z/u.test(stat);
}
