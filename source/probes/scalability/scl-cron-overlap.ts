import {severalInstances} from '../../facts/deploy/instances.ts';
import {runsOf, startsOf} from '../../facts/deploy/start.ts';
import type {Facts} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import {scheduledIn} from '../../facts/scheduling/scheduled.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const probe: Probe = facts => {
	const all = scheduledIn(facts);
	const jobs = facts.deploy.workloads.filter(({kind}) => kind === 'CronJob');
	if (all.length + jobs.length === 0) return notApplicable('no clock starts any work that was read');
	const several = [...severalInstances(facts), ...severalProcesses(facts)];
	const free = all.filter(({inProcess, lock, followed}) => inProcess && lock === undefined && followed);
	const matters = free.some(({point}) => point.costs.some(({does}) => does === 'mails' || does === 'texts' || does === 'pays'));
	if (free[0] !== undefined && several.length > 0)
		return gap(
			`${free.length === 1 ? 'a timer runs' : `${free.length} timers run`} in every process that is started, more than one of them is, and nothing lets only one do the work`,
			distinct([...free, ...several]),
			{occurrences: free.length, ...(matters ? {severity: 'high' as const} : {})},
		);
	const unsure = all.filter(({lock}) => lock === undefined);
	const open = jobs.filter(({concurrency}) => concurrency === 'Allow');
	if (unsure.length > 0 || open.length > 0)
		return unknown(
			unsure.some(({inProcess}) => inProcess)
				? 'a timer in the program starts work; how many of the program run at once is not said here, and no lock was seen'
				: 'a clock from outside starts work; what happens when the one before is not done, or when it is started twice, was not seen',
			distinct([...unsure, ...open]),
		);
	return pass('scheduled work lets one at a time through', distinct([...all.flatMap(({lock}) => lock ?? []), ...jobs]));
};

export default probe;

/** One container that starts several processes of the program. */
const severalProcesses = (facts: Facts): readonly Place[] =>
	startsOf(facts)
		.filter(start =>
			runsOf(start, facts.commands).some(({command}) =>
				/\bpm2(?:-runtime)?\b[^;&|]*\s-i\s*(?:max|0|[2-9])|\b(?:uvicorn|gunicorn|fastapi run|hypercorn)\b[^;&|]*(?:--workers|-w)[= ](?:[2-9]|\d\d)/u.test(
					command,
				),
			),
		)
		.map(({path, line, text}) => ({path, line, text}));
