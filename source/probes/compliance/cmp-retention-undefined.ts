import {dataCallsOf} from '../../facts/data-calls/data-calls.ts';
import {dataMapOf} from '../../facts/data-map/data-map-of.ts';
import {type Facts, factsNamed, holds} from '../../facts/facts.ts';
import {isLibrary} from '../../facts/library.ts';
import {askToConfirm, papersOf} from '../../facts/papers.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const names = /(?:^|\/)(?:(?:data[-_])?retention(?:[-_]policy)?)\.(?:mdx?|ya?ml|json|csv|toml|txt)$/iu;
const titles = /\b(?:data )?retention\b|aufbewahrung|löschkonzept|conservation des données/iu;
const ages =
	/(?:created|updated|expires?|expir(?:y|ation)|last|deleted|timestamp|sent|logged|joined|seen|used|valid|end)_?(?:at|on|date|time|until)?/iu;
const periods = /\b\d+\s?(?:days?|weeks?|months?|years?|hours?|tage?n?|monate?n?|jahre?n?|jours|mois|ans)\b/iu;
const purge = /(?:^|[-_/.\s])(?:purge|prune|clean(?:up)?|cleanup|retention|expire|expunge|sweep|delete-?old|remove-?old|gc|vacuum)/iu;

const probe: Probe = facts => {
	if (isLibrary(facts)) return notApplicable('it is code that others build on: whoever runs it keeps the data');
	const {fields} = dataMapOf(facts);
	const enforced = deletesByAge(facts);
	const [paper] = papersOf(facts, names, titles);
	if (paper?.unconfirmed !== undefined)
		return unknown(`${paper.path} says how long data is kept, and nobody confirmed it yet`, [paper.unconfirmed, ...enforced], {
			asks: askToConfirm(paper),
		});
	if (paper !== undefined && paper.blanks.length > 0)
		return gap(
			`${paper.path} still has ${paper.blanks.length === 1 ? 'a blank' : `${paper.blanks.length} blanks`} to fill in`,
			paper.blanks,
		);
	const states = paper !== undefined && periods.test(paper.lines.join('\n'));
	if (paper !== undefined && (states || paper.lines.length === 0) && enforced.length > 0)
		return pass(`${paper.path} says how long data is kept, and a job deletes what is older`, [paper.firstLine, ...enforced]);
	if (enforced.length > 0) return unknown('a job deletes what is old, and no document says how long each kind of data is kept', enforced);
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	if (paper !== undefined)
		return unknown(`${paper.path} speaks of how long data is kept, and no job that deletes anything by its age was found`, [
			paper.firstLine,
		]);
	const kept = distinct(fields.filter(({in: where}) => where === 'table'));
	const hosted = holds(facts, 'baas.firebase', 'baas.supabase', 'baas.convex', 'baas.appwrite', 'db.mongo', 'db.dynamo');
	return unknown(
		`nothing in the repository deletes personal data by its age, and no document says how long it may stay${hosted ? '; a hosted database can be told to do so elsewhere' : ''}`,
		kept.length > 0 ? kept : distinct(factsNamed(facts, 'data.pii').flatMap(({evidence}) => evidence)),
	);
};

export default probe;

/** What takes away old rows: a clock's job that deletes, a job of the database, an index that lets documents expire, or a command named so. */
function deletesByAge(facts: Facts): readonly Place[] {
	const jobs = facts.entryPoints.points
		.filter(({kind}) => kind === 'cron' || kind === 'queue')
		.flatMap(({writes, path, line, text}) => (writes.some(({does}) => does === 'deletes') ? [{path, line, text}] : []));
	const byAge = dataCallsOf(facts)
		.filter(({operation, filters, path}) => operation === 'delete' && (filters.some(name => ages.test(name)) || purge.test(path)))
		.map(({path, line, text}) => ({path, line, text}));
	const routines = facts.schema.routines.filter(
		({body = ''}) => /\bdelete\s+from\b/iu.test(body) && /\binterval\b|\bnow\s*\(\)\s*-|current_(?:date|timestamp)\s*-/iu.test(body),
	);
	const commands = facts.files.filter(
		({path, role}) =>
			(role === 'app' || role === 'script') && /\/commands?\/|(?:^|\/)(?:jobs|cron|tasks|workers)\//u.test(path) && purge.test(path),
	);
	const expiring = facts.files.flatMap(({path, role, code}) =>
		role !== 'app' || code === undefined || !facts.stack.some(({id}) => id === 'db.mongo')
			? []
			: code.calls
					.filter(({args}) => args.some(arg => arg.is === 'object' && arg.entries.some(({key}) => key === 'expireAfterSeconds')))
					.map(({line, text}) => ({path, line, text})),
	);
	return distinct([...jobs, ...byAge, ...routines, ...commands.map(({firstLine}) => firstLine), ...expiring]);
}
