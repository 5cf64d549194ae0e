import {lastOf} from '../code/code.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import {type Facts, holds} from '../facts.ts';
import {fileAt} from '../files.ts';
import type {DataCall} from './data-call.ts';

const waiting: ReadonlySet<EntryPoint['kind']> = new Set<EntryPoint['kind']>([
	'http',
	'page',
	'action',
	'rpc',
	'function',
	'socket',
	'webhook',
]);

/** Routes that a clock calls, by their path. */
const byClock = /(?:^|[/_-])(?:cron|crons|scheduled|scheduler-tick)(?:[/_-]|$)/iu;

/** The entry points at which somebody waits for a call to the database. */
export const waitingFor = (call: Pick<DataCall, 'path' | 'in'>, facts: Facts): readonly EntryPoint[] =>
	facts.program
		.pointsOf(call.path, call.in)
		.filter(({kind, route, path}) => waiting.has(kind) && !byClock.test(route) && !isLeftAlone(path, facts));

const hosted = /(?:^|\/)supabase\/functions\/(?<name>[\w-]+)\//u;
/** What a function is called that runs by itself. */
const byItself =
	/^(?:check|remind|clean-?up|fix|backfill|migrate|process|sync|export)[-_]|[-_](?:reminders?|cron|job|backup|digest|sweep)(?:[-_]|$)/u;
const known = new WeakMap<Facts['program'], ReadonlySet<string>>();

/** A hosted function whose name says that it runs by itself, and that no screen asks for while screens ask for others by their name. */
function isLeftAlone(path: string, facts: Facts): boolean {
	const name = hosted.exec(path)?.groups?.name;
	if (name === undefined || !byItself.test(name)) return false;
	const asked = known.get(facts.program) ?? askedByName(facts);
	known.set(facts.program, asked);
	return asked.size > 0 && !asked.has(name);
}

const byAddress = /\/functions\/v1\/(?<name>[\w-]+)/u;
/** The hosted functions that the rest of the code asks for. */
const askedByName = (facts: Facts): ReadonlySet<string> =>
	new Set(
		facts.files.flatMap(({path, code}) =>
			hosted.test(path)
				? []
				: (code?.calls ?? []).flatMap(({to, args}) => {
						const [first] = args;
						const said = first?.is === 'text' || first?.is === 'template' ? first.text : '';
						return lastOf(to) === 'invoke' ? [said] : (byAddress.exec(said)?.groups?.name ?? []);
					}),
		),
	);

/** It runs in a browser, or while somebody waits for an answer. */
export const runsForRequest = (call: Pick<DataCall, 'path' | 'in'>, facts: Facts): boolean =>
	holds(facts, 'fw.streamlit', 'fw.gradio') || fileAt(facts, call.path)?.side === 'client' || waitingFor(call, facts).length > 0;

/** Answers are given to callbacks, whose order is not followed. */
export const takesCallbacks = (calls: readonly DataCall[], facts: Facts): boolean =>
	calls.some(
		({path, call, client}) => client !== 'firestore' && facts.program.scopes.at(path)?.code.calls[call]?.args.at(-1)?.is === 'function',
	);
