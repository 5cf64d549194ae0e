import type {Place} from '../../safe-text.ts';
import {lastOf, type Value} from '../code/code.ts';
import type {Facts} from '../facts.ts';
import {isReached} from '../reached.ts';

const logging = /(?:^|\.)(?:console|log|logger)\.(?:log|info|warn|error|debug|fatal)$/u;

/** Where the cause of an error is written to the log whole: the error of a query often holds the statement with the values that it was given. */
export const loggedCauses = (facts: Facts): readonly Place[] =>
	facts.files.flatMap(file => {
		if (file.role !== 'app' || file.side === 'client' || isReached(file, facts.reached) !== true) return [];
		return (file.code?.calls ?? []).flatMap(({to, args, line, text}) =>
			logging.test(to) && args.some(isCause) ? [{path: file.path, line, text}] : [],
		);
	});

const isCause = (value: Value): boolean =>
	value.is === 'object' ? value.entries.some(entry => isCause(entry.value)) : value.is === 'name' && lastOf(value.name) === 'cause';
