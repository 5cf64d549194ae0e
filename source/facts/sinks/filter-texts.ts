import type {Facts} from '../facts.ts';
import {placeOf, type Sink, serverFiles} from './sink.ts';
import {statementOf} from './statement.ts';

/** Where a list of conditions is written as text for Supabase: `.or(`name.ilike.%${q}%`)`. */
export function filterTextsOf(facts: Facts): readonly Sink[] {
	return serverFiles(facts).flatMap(({scope}) =>
		scope.code.calls.flatMap((call): readonly Sink[] => {
			if (!/\(\)\.or$/u.test(call.to) || !/(?:^|\.)from\(\)/u.test(call.to)) return [];
			const {parts} = statementOf(call.args[0], call, scope);
			return parts.length === 0 ? [] : [{...placeOf(scope.path, call), name: call.to, parts, unread: false}];
		}),
	);
}
