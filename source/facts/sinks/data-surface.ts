import type {Place} from '../../safe-text.ts';
import {lastOf} from '../code/code.ts';
import {mayName} from '../code/lazy.ts';
import {type Facts, factsNamed} from '../facts.ts';
import {isQuery} from '../guards/origin.ts';
import {builtIn} from '../inputs/words.ts';
import {serverFiles} from './sink.ts';

const mostShown = 20;

/** Where code asks or changes a database, a few of the places. */
export function dataSurfaceOf(facts: Facts): readonly Place[] {
	const found: Place[] = facts.entryPoints.points.flatMap(({writes}) => writes.map(({path, line, text}) => ({path, line, text})));
	if (found.length > 0) return found.slice(0, mostShown);
	for (const file of facts.files) {
		if (file.role !== 'app' || !facts.reached.has(file.path)) continue;
		for (const call of facts.program.scopes.at(file.path)?.code.calls ?? [])
			if (
				(isQuery(call.to) && !builtIn.test(call.to) && isOnData(call.to)) ||
				/(?:^|\.)(?:getDocs|getDoc|setDoc|addDoc|onSnapshot)$/u.test(call.to)
			) {
				found.push({path: file.path, line: call.line, text: call.text});
				if (found.length >= mostShown) return found;
			}
	}
	return found;
}

const isOnData = (to: string): boolean =>
	/(?:^|\.)(?:db|database|prisma|supabase|client|session|objects|query|conn|connection|cursor|knex|collection|firestore|from\(\)|[A-Z]\w*|\w*(?:Repository|Repo|Model|Service))\b/u.test(
		to,
	);

const cleaners = /^(?:express-mongo-sanitize|mongo-sanitize|@exortek\/express-mongo-sanitize|mongo-express-sanitize)$/u;
const setting = 'sanitizeFilter';

/** Something takes operators out of what comes in before it reaches a document database. */
export function cleansFilters(facts: Facts): boolean {
	const app = facts.files.flatMap(({path, role, code}) => (role === 'app' && code !== undefined ? [{path, code}] : []));
	const isImported = app.some(({code}) => code.imports.some(({from}) => cleaners.test(from)));
	return app.some(({path, code}) =>
		(isImported || mayName(code, [setting]) ? code.calls : []).some(({to, args, in: at}) => {
			if (lastOf(to) === 'set' && args[0]?.is === 'text' && args[0].text === setting) return true;
			const from = isImported ? facts.program.scopes.modules.definitionOf(path, to, at) : undefined;
			return from?.is === 'package' && cleaners.test(from.package);
		}),
	);
}

/** Express from its fifth version on reads a query as flat text, unless it is told otherwise. */
export const flatQueries = (facts: Facts): boolean => {
	const express = factsNamed(facts, 'fw.express');
	return (
		express.length > 0 &&
		express.every(({value}) => typeof value === 'number' && value >= 5) &&
		!serverFiles(facts).some(({scope}) =>
			scope.code.calls.some(call => lastOf(call.to) === 'set' && call.args[0]?.is === 'text' && call.args[0].text === 'query parser'),
		)
	);
};
