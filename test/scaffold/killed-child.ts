// Run as a process of its own: writes or undoes, and dies by SIGKILL at the point that it was told.
import {readFileSync} from 'node:fs';
import {scaffoldStore} from '../../source/record/scaffold-store.ts';
import {undoWriting} from '../../source/scaffold/undo.ts';
import {writePlan} from '../../source/scaffold/write.ts';

const [, , work = '', root = '', point = ''] = process.argv;
const store = scaffoldStore(root, {pid: process.pid, isRunning: () => false});
const stop = (at: string): void => {
	if (at === point) process.kill(process.pid, 'SIGKILL');
};
if (work === 'write') writePlan(root, JSON.parse(readFileSync(0, 'utf8')), store, {id: 'second', stop});
else undoWriting(root, 'second', store, stop);
