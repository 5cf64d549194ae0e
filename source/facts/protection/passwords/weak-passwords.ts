import type {Facts} from '../../facts.ts';
import {fileAt} from '../../files.ts';
import {type RunningFile, runningFiles} from '../running.ts';
import {cheapIn} from './cheap-hash.ts';
import {fastMakers, hashedFastIn} from './hashed-fast.ts';
import {comparedIn, comparersIn} from './kept-readable.ts';
import {lookedUpIn} from './looked-up.ts';
import {storedAsHash} from './stored-as-hash.ts';
import type {WeakPassword} from './weak-password.ts';

/** Passwords that are kept in a way from which they can be had back. */
export function weakPasswordsIn(facts: Facts): readonly WeakPassword[] {
	const files = runningFiles(facts).filter(({file}) => file.side !== 'client');
	const makers = fastMakers(files);
	const same = [...comparedIn(facts), ...files.flatMap(comparersIn), ...[...files, ...seedsIn(facts)].flatMap(storedAsHash)];
	const found = files.flatMap(file => [...hashedFastIn(file, makers, facts), ...lookedUpIn(file), ...cheapIn(file, facts)]);
	return [
		...found.filter(({how}) => how === 'fast'),
		...same,
		...found.filter(({how}) => how === 'plain'),
		...found.filter(({how}) => how === 'cheap'),
	];
}

/** Scripts that running code brings in: what they store is stored when the program starts. */
const seedsIn = ({files, program, reached}: Facts): readonly RunningFile[] =>
	files.flatMap(file =>
		file.role === 'script' &&
		file.code !== undefined &&
		program.scopes.modules.importersOf(file.path).some(path => fileAt({files}, path)?.role === 'app' && reached.has(path))
			? [{file, path: file.path, code: file.code}]
			: [],
	);
