import type {Place} from '../../../safe-text.ts';
import type {Facts} from '../../facts.ts';
import {runningFiles} from '../running.ts';

const taken = /(?:body|form|payload|credentials|values)\.password$/u;

/** Where a server is handed a password. */
export const passwordsTakenIn = (facts: Facts): readonly Place[] =>
	runningFiles(facts)
		.filter(({file}) => file.side !== 'client')
		.flatMap(({path, code}) =>
			code.variables
				.filter(
					({names, pattern, value}) =>
						(pattern === 'object' && names.includes('password') && value.is === 'name') || (value.is === 'name' && taken.test(value.name)),
				)
				.map(({line, text}) => ({path, line, text})),
		);
