import {spawnSync} from 'node:child_process';
import {resolve} from 'node:path';
import {node} from '../support/node.ts';

const program = resolve(import.meta.dirname, '../../dist/cli.js');

/** Runs the built program without a terminal, as a script or a pipe would. */
export function shipworthy(
	words: readonly string[],
	{cwd = '/', env = {}, uid, timeout}: {cwd?: string; env?: Readonly<Record<string, string>>; uid?: number; timeout?: number} = {},
): {readonly code: number | null; readonly out: string; readonly err: string} {
	const {status, stdout, stderr} = spawnSync(node, [program, ...words], {
		cwd,
		encoding: 'utf8',
		env: {PATH: process.env.PATH ?? '', HOME: '/nonexistent', ...env},
		maxBuffer: 1 << 28,
		...(timeout === undefined ? {} : {timeout}),
		...(uid === undefined ? {} : {uid, gid: uid}),
	});
	return {code: status, out: stdout, err: stderr};
}
