import type {Place} from '../../../safe-text.ts';
import {entryOf} from '../../code/code.ts';
import type {Facts} from '../../facts.ts';
import {runningFiles} from '../running.ts';

const firstSafe: Readonly<Record<string, readonly number[]>> = {jsonwebtoken: [4, 2, 2], 'express-jwt': [6, 0, 0]};

/** Versions of libraries that let the token choose how it is checked, where the code does not say it either. */
export function oldLibrariesIn(facts: Facts): readonly Place[] {
	const named = runningFiles(facts).some(({code}) =>
		code.calls.some(call => call.args.some(arg => entryOf(arg, 'algorithms') !== undefined)),
	);
	if (named) return [];
	return facts.packages.flatMap(one =>
		one.dependencies.filter(({name, range, use, ecosystem}) => {
			const safe = firstSafe[name];
			const parts = /(?<major>\d+)(?:\.(?<minor>\d+))?(?:\.(?<patch>\d+))?/u.exec(range)?.groups;
			if (safe === undefined || parts === undefined || ecosystem !== 'npm' || use === 'development') return false;
			const version = [Number(parts.major), Number(parts.minor ?? 0), Number(parts.patch ?? 0)];
			const at = version.findIndex((part, index) => part !== safe[index]);
			return at !== -1 && (version[at] ?? 0) < (safe[at] ?? 0);
		}),
	);
}
