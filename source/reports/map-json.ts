import type {PlainFacts} from '../facts/facts.ts';
import {callerOf} from '../facts/map/who.ts';
import {safeText} from '../safe-text.ts';
import {safeJson} from './json.ts';

type Known = {readonly name: string; readonly head?: string; readonly version: string; readonly facts: PlainFacts};

/** What is known of a repository for machines: sorted, without a clock or an absolute path; ends in a line end. */
export function mapJson({name, head, version, facts}: Known): string {
	const {stack, packages, entryPoints, guards, schema, readFirst, nowhere, notRead, files} = facts;
	const known = {
		schemaVersion: 1,
		tool: {name: 'shipworthy', version},
		repository: {name, head: head ?? null, files: files.length, complete: !facts.capped},
		stack,
		packages: packages.map(({path, name: called, ecosystems, managers, workspaces, library, cli}) => ({
			path,
			name: called ?? null,
			ecosystems,
			managers,
			workspaces,
			library,
			cli,
		})),
		entryPoints: entryPoints.points.map(point => ({...point, caller: callerOf(point)})),
		unread: entryPoints.unread,
		guards,
		guardsSaid: facts.said,
		schema,
		readFirst,
		importsNowhere: nowhere,
		notParsed: files.flatMap(({path, unparsed}) => (unparsed === undefined ? [] : [{path, because: unparsed}])),
		notRead,
	};
	return `${safeJson(safe(known))}\n`;
}

/** The same value with every text in it made safe to show. */
function safe(value: unknown): unknown {
	if (typeof value === 'string') return safeText(value, 4000);
	if (Array.isArray(value)) return value.map(safe);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [safeText(key), safe(inner)]));
}
