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
	facts.program.pointsOf(call.path, call.in).filter(({kind, route}) => waiting.has(kind) && !byClock.test(route));

/** It runs in a browser, or while somebody waits for an answer. */
export const runsForRequest = (call: Pick<DataCall, 'path' | 'in'>, facts: Facts): boolean =>
	holds(facts, 'fw.streamlit', 'fw.gradio') || fileAt(facts, call.path)?.side === 'client' || waitingFor(call, facts).length > 0;

/** Answers are given to callbacks, whose order is not followed. */
export const takesCallbacks = (calls: readonly DataCall[], facts: Facts): boolean =>
	calls.some(
		({path, call, client}) => client !== 'firestore' && facts.program.scopes.at(path)?.code.calls[call]?.args.at(-1)?.is === 'function',
	);
