import type {Facts} from '../../facts.ts';
import {runningFiles} from '../running.ts';
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
	const same = [...comparedIn(facts), ...files.flatMap(comparersIn), ...files.flatMap(storedAsHash)];
	const found = files.flatMap(file => [...hashedFastIn(file, makers, facts), ...lookedUpIn(file), ...cheapIn(file, facts)]);
	return [
		...found.filter(({how}) => how === 'fast'),
		...same,
		...found.filter(({how}) => how === 'plain'),
		...found.filter(({how}) => how === 'cheap'),
	];
}
