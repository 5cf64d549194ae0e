import * as v from 'valibot';
import {parseRecord} from './decision-file.ts';
import {brokenAt} from './read.ts';
import {guardsFile, type SaidGuard, type SaidGuards} from './said-guards.ts';

const kinds = ['signed-in', 'role', 'key', 'signature'] as const;
const mostEntries = 200;
const mustName = 'must be the name of a function, as `shipworthy facts` shows it';
const mustLead = 'must be a path from the root of the repository';

const entry = v.strictObject(
	{
		name: v.pipe(v.string(mustName), v.trim(), v.minLength(1, mustName), v.maxLength(120, mustName)),
		file: v.optional(v.pipe(v.string(mustLead), v.minLength(1, mustLead), v.maxLength(400, mustLead))),
		is: v.picklist(['guard', 'none'], 'must be guard or none'),
		lets: v.optional(v.picklist(kinds, 'must be signed-in, role, key or signature'), 'signed-in'),
		because: v.optional(v.pipe(v.string('must be text'), v.maxLength(400, 'must be at most 400 characters'))),
	},
	'is none of name, file, is, lets and because',
);
const schema = v.strictObject(
	{guards: v.pipe(v.array(entry, 'must be a list'), v.maxLength(mostEntries, `must be at most ${mostEntries} entries`))},
	'must be a list under `guards:`, and nothing else',
);

/** What the text of the file says. */
export function guardsIn(text: string): SaidGuards {
	const parsed = parseRecord(schema, text);
	if ('problem' in parsed) return brokenGuards(parsed.line, parsed.problem);
	const lines = text.split(/\r\n?|\n/u);
	const entries = parsed.value.guards.map(({name, file, is, lets}, at): SaidGuard => {
		const line = parsed.lineOf(['guards', at]);
		const place = {path: guardsFile, line, text: (lines[line - 1] ?? '').trim().slice(0, 160)};
		return {...place, name, is, lets, ...(file === undefined ? {} : {file: file.replace(/^\.\//u, '')})};
	});
	return {entries, broken: []};
}

/** A file that counts for nothing, and why. */
export function brokenGuards(line: number, problem: string): SaidGuards {
	return {entries: [], broken: [brokenAt(guardsFile, line, problem)]};
}
