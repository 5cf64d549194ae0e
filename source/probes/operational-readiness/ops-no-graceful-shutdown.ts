import {devServerIn} from '../../facts/deploy/dev-server.ts';
import {hears} from '../../facts/deploy/signals.ts';
import {runsOf, type Start, startsOf} from '../../facts/deploy/start.ts';
import {type Facts, factsNamed, holds} from '../../facts/facts.ts';
import {importsFrom} from '../../facts/files.ts';
import {packageOf} from '../../facts/packages.ts';
import {distinct} from '../../facts/places.ts';
import {isReached} from '../../facts/reached.ts';
import {type StopHandler, stopHandlersIn} from '../../facts/shutdown/handlers.ts';
import {type Listening, listeningIn} from '../../facts/shutdown/servers.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {type Answer, gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

/** Programs that hear by themselves that they are to stop, and finish what they answer. */
const endsWell =
	/(?:^|[\s/])(?:gunicorn|uvicorn|hypercorn|daphne|waitress-serve|granian|fastapi run|next start|react-router-serve|remix-serve|celery\b[^;&|]*\bworker|nginx|caddy|rails (?:s|server)|puma|php-fpm|java\b|dotnet\b)(?:\s|$)/u;

const probe: Probe = facts => {
	const starts = startsOf(facts);
	const listening = listeningIn(facts.files, facts.reached).filter(({path}) => livesOn(packageOf(path, facts.packages), facts));
	const open = listening.length > 0 ? judged(listening, facts) : undefined;
	if (open !== undefined && open.outcome === 'gap') return open;
	const lost = starts.filter(start => startsServer(start, facts) && hears(start, facts.commands) === 'lost');
	if (lost[0] !== undefined)
		return gap(
			'the container starts a shell that keeps the signal to stop from the server, which is killed instead',
			lost.map(({path, line, text}) => ({path, line, text})),
			{severity: 'low'},
		);
	if (open !== undefined) return open;
	const servers = factsNamed(facts, 'app.server').map(fact => fact.package);
	if (!servers.some(path => livesOn(path, facts))) return notApplicable('no sign of a process that lives on between requests was found');
	return byCommand(starts, facts);
};

export default probe;

/** What keeps a process alive between requests. */
const kept = ['deploy.docker', 'deploy.k8s', 'deploy.fly', 'deploy.render', 'deploy.railway', 'deploy.heroku'];

/** The package has a process that lives on between requests: it says so, or the repository is deployed so and it is no set of functions. */
const livesOn = (path: string, facts: Facts): boolean => {
	const has = (at: string, ...ids: readonly string[]): boolean => ids.some(id => factsNamed(facts, id).some(fact => fact.package === at));
	return has(path, 'app.server') && (has(path, 'runtime.longlived') || (has('.', ...kept) && !has(path, 'runtime.serverless')));
};

function judged(listening: readonly Listening[], facts: Facts): Answer {
	const heard = facts.files
		.filter(file => (file.role === 'app' || file.role === 'config') && file.side !== 'client' && isReached(file, facts.reached) !== false)
		.flatMap(file => stopHandlersIn(file, facts.program.scopes));
	const near = heard.filter(one => listening.some(({path}) => packageOf(path, facts.packages) === packageOf(one.path, facts.packages)));
	const own = near.length > 0 ? near : heard;
	if (own.length === 0) return withoutHandler(listening, facts);
	const by = (does: StopHandler['does']): readonly Place[] => distinct(own.filter(one => one.does === does));
	const closes = by('closes');
	if (closes.length > 0) return pass('the server hears that it is to stop and closes before the process ends', closes);
	if (by('cuts').length > 0 && by('unsure').length + by('half').length === 0)
		return gap('it hears that it is to stop and ends the process at once, requests and all', by('cuts'));
	if (by('half').length > 0)
		return unknown('it closes the server when it is to stop; what ends the process and closes the database was not seen', by('half'));
	return unknown('something hears that the process is to stop; what it does could not be followed', own);
}

function withoutHandler(listening: readonly Listening[], facts: Facts): Answer {
	const jobs = importsFrom(facts, new Set(['bullmq', 'bull', 'bee-queue', 'pg-boss', 'agenda', 'graphile-worker'])).filter(
		({file}) => isReached(file, facts.reached) === true,
	);
	return gap(
		jobs.length > 0
			? 'nothing hears that the process is to stop (SIGTERM): requests and jobs that are under way are cut off'
			: 'nothing hears that the process is to stop (SIGTERM): requests that are under way are cut off',
		distinct([...listening, ...jobs.slice(0, 2)]),
		// What a queue does not hear the end of, it hands out again.
		{occurrences: listening.length},
	);
}

function startsServer(start: Start, facts: Facts): boolean {
	return runsOf(start, facts.commands).some(({command, stage}) => stage === 'start' || endsWell.test(command));
}

/** What reloads for development passes the signal on, and its child ends well. */
const reloads = /(?:^|[\s/])(?:uvicorn|hypercorn|granian|fastapi dev)\b/u;

/** Where no server of one's own listens in code: what the command that starts it is known to do. */
function byCommand(starts: readonly Start[], facts: Facts): Answer {
	const dev = starts.flatMap(start => {
		const found = devServerIn(start, facts);
		return found === undefined || (reloads.test(found.what) && hears(start, facts.commands) !== 'unsure') ? [] : [found];
	});
	if (dev[0] !== undefined) return gap(`a server for development (${dev[0].what}) is cut off where it stands`, dev);
	const known = starts.filter(start =>
		runsOf(start, facts.commands).some(
			({command}) =>
				endsWell.test(command) ||
				(/^(?:exec\s+)?node\s+(?:\S*\/)?server\.js$/u.test(command) && holds(facts, 'fw.next.app', 'fw.next.pages')),
		),
	);
	const unsure = known.filter(start => hears(start, facts.commands) === 'unsure');
	if (unsure[0] !== undefined)
		return unknown(
			'the server ends in order when it is told to stop; whether what starts it in the container passes that on hangs on its version',
			unsure.map(placeOf),
		);
	if (known.length > 0) return pass('it is started by a server that finishes requests before it stops', known.map(placeOf));
	const inCode = uvicornRun(facts);
	if (inCode.length > 0) return pass('it is started by a server that finishes requests before it stops', inCode);
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	return unknown('what starts the server, and what it does when it is told to stop, was not seen', starts.map(placeOf));
}

const placeOf = ({path, line, text}: Place): Place => ({path, line, text});

/** `uvicorn.run(app)` in a program of one's own. */
const uvicornRun = (facts: Facts): readonly Place[] =>
	importsFrom(facts, new Set(['uvicorn', 'hypercorn', 'waitress'])).flatMap(({file}) =>
		(file.code?.calls ?? [])
			.filter(
				({to, named}) =>
					/^(?:uvicorn\.run|waitress\.serve|serve)$/u.test(to) &&
					!named.some(({key, value}) => key === 'reload' && value.is === 'literal' && value.value === true),
			)
			.map(({line, text}) => ({path: file.path, line, text})),
	);
