import {moduleStateOf, sessionsInMemory, unfollowedStateOf} from '../../facts/data-calls/module-state.ts';
import type {Facts} from '../../facts/facts.ts';
import {factsNamed, holds} from '../../facts/facts.ts';
import {limitersInMemory} from '../../facts/limits/in-memory.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

const workers = /\b(?:uvicorn|gunicorn|hypercorn)\b[^\n]*(?:--workers|-w)[ =]?(?:[2-9]|\d{2,}|\$)|\bpm2\b[^\n]*-i\s*(?:max|[2-9])/u;

const probe: Probe = facts => {
	const unread = unreadLanguage(facts);
	if (unread !== undefined) return unknown(`code in ${unread} is not read yet`);
	if (facts.entryPoints.points.length === 0)
		return holds(facts, 'app.server')
			? unknown('no request could be followed into the code')
			: notApplicable('nothing here answers requests');
	const sessions = sessionsInMemory(facts);
	if (sessions.length > 0)
		return gap('sessions are kept in the memory of the process, and everybody is signed out when it restarts', distinct(sessions), {
			severity: 'high',
		});
	const state = moduleStateOf(facts);
	const mutable = state.filter(({own}) => !own);
	const names = listed([...new Set(mutable.map(({name}) => name))].slice(0, 3), 'and');
	const many = severalOf(facts);
	const alone = mutable.filter(({path}) => !hasStoreBeside(path, facts));
	if (alone.length > 0 && many !== undefined)
		return gap(
			`requests write to ${names} in the memory of one process, and ${many}`,
			distinct(alone.flatMap(({changed, ...place}) => [place, changed])),
			{
				occurrences: alone.length,
				severity: alone.every(({path, name}) => counts.test(path) || counts.test(name)) ? 'medium' : 'high',
			},
		);
	const handed = alone.filter(({handedOn}) => handedOn);
	if (handed.length > 0)
		return gap(
			`one request puts ${listed([...new Set(handed.map(({name}) => name))].slice(0, 3), 'and')} into the memory of the process and others ask for it, so that a restart or a deploy loses what people have under way`,
			distinct(handed.flatMap(({changed, ...place}) => [place, changed])),
			{occurrences: handed.length, severity: 'medium'},
		);
	if (mutable.length > 0)
		return unknown(
			`requests write to ${names} in the memory of the process, and it is lost when that restarts`,
			distinct(mutable.flatMap(({changed, ...place}) => [place, changed])),
			{
				asks: `Does it hurt anybody when ${names} ${mutable.length === 1 ? 'is' : 'are'} empty after a restart or a deploy, and will there ever be two processes?`,
			},
		);
	const limits = limitersInMemory(facts);
	if (limits.length > 0 && many !== undefined)
		return gap(`a limit is counted in the memory of one process, and ${many}: each counts for itself`, distinct(limits), {
			severity: 'medium',
		});
	if (facts.entryPoints.unread.length > 0)
		return unknown('some requests could not be followed into the code', distinct(facts.entryPoints.unread.flatMap(({places}) => places)));
	const loose = unfollowedStateOf(facts);
	if (loose.length > 0)
		return unknown(
			`${listed([...new Set(loose.map(({name}) => name))].slice(0, 3), 'and')} ${loose.length === 1 ? 'is' : 'are'} kept in the memory of the process${many === undefined ? '' : `, ${many}`}, and which requests change ${loose.length === 1 ? 'it' : 'them'} could not be followed`,
			distinct(loose),
		);
	const counters = 'requests change nothing that only the memory of a process holds but the counters of limits';
	if (limits.length > 0 && holds(facts, 'db.redis'))
		return unknown(`${counters}, although there is a Redis that every process could count in`, distinct(limits), {
			asks: 'Do two processes ever answer at once, and may each of them let through as many calls as the limit says?',
		});
	if (limits.length > 0)
		return pass(`${counters}: these begin anew at each start, and a second process would count for itself`, distinct(limits));
	return pass(
		`requests change nothing that only the memory of a process holds${state.length > 0 ? ' and that could not be made again' : ''}`,
		surface(facts, state),
	);
};

export default probe;

/** What only counts calls: lost, it lets some more through. */
const counts = /rate-?_?limit|throttl|hits\b|bucket/iu;

/** The file keeps it elsewhere too, and in memory while that cannot be reached. */
const hasStoreBeside = (path: string, facts: Facts): boolean =>
	(facts.program.scopes.at(path)?.code.imports ?? []).some(({from}) =>
		/^(?:@upstash\/|ioredis$|redis(?:$|\.)|@vercel\/kv$|aioredis$|keyv$)/u.test(from),
	);

/** Why there is more than one process, where that is certain. */
function severalOf(facts: Facts): string | undefined {
	if (holds(facts, 'runtime.serverless') && !holds(facts, 'runtime.longlived'))
		return 'the next request may be answered by another instance of the function';
	const command = facts.commands.find(one => workers.test(one.command) && one.role !== 'test');
	return command === undefined ? undefined : 'several workers are started';
}

const surface = (facts: Facts, state: readonly Place[]): readonly Place[] =>
	distinct([...state, ...facts.entryPoints.points.slice(0, 2), ...factsNamed(facts, 'app.server').flatMap(({evidence}) => evidence)]).slice(
		0,
		3,
	);
