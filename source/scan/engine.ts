import {createHash} from 'node:crypto';
import {readdirSync, readFileSync, realpathSync} from 'node:fs';
import {dirname} from 'node:path';
import {isUnreadable, statOf} from '../repository/read.ts';

/**
 * What tells this build of the program, on this Node, from every other: what it sees in a file may differ.
 * The bundler names each part after its content, and the program's own file names the parts. Undefined when the program cannot be read.
 */
export function engineOf(program: string): string | undefined {
	try {
		const file = realpathSync(program);
		const folder = dirname(file);
		const hash = createHash('sha1').update(process.version).update(readFileSync(file));
		for (const name of readdirSync(folder).sort()) hash.update(`\n${name} ${statOf(`${folder}/${name}`)?.size}`);
		return hash.digest('hex');
	} catch (error) {
		if (isUnreadable(error)) return undefined;
		throw error;
	}
}
