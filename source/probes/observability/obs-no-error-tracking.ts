import {type App, appsOf, nameOf, unreadServer} from '../../facts/apps.ts';
import type {Facts} from '../../facts/facts.ts';
import {marksOf} from '../../facts/files.ts';
import type {PackageFact} from '../../facts/packages.ts';
import {packageOf} from '../../facts/packages.ts';
import {distinct, outermost} from '../../facts/places.ts';
import {isReached} from '../../facts/reached.ts';
import {type TrackerStart, trackerCommands, trackerStarts, trackersNamed} from '../../facts/trackers.ts';
import {startWithout} from '../../facts/tracking/left-out.ts';
import {unseenSetting} from '../../facts/tracking/unseen-setting.ts';
import type {Place} from '../../safe-text.ts';
import {type Answer, gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

const probe: Probe = facts => {
	const apps = appsOf(facts);
	if (apps.length === 0) return notApplicable('nothing that runs for others was found');
	const answers = apps.map(app => ({app, answer: answerFor(app, apps.length > 1, facts)}));
	const open = answers.filter(({answer}) => answer.outcome === 'gap');
	const heard = answers.some(({app, answer}) => app.server && answer.outcome === 'pass');
	const found = worst(answers.map(({answer}) => answer));
	return heard && open.length > 0 && open.every(({app}) => !app.server) ? {...found, ...half} : found;
};

export default probe;

/** The server, where the data is, is heard; only what breaks in a browser is not. */
const half = {severity: 'medium'} as const;

/** Start commands that load what follows requests, and hears of no error by itself. */
const followsOnly = /(?<!elastic-)opentelemetry/iu;

function answerFor(app: App, several: boolean, facts: Facts): Answer {
	const where = several ? ` in ${nameOf(app)}` : '';
	const packages = packagesIn(app, facts);
	const dependencies = packages.flatMap(one => one.dependencies);
	const all = trackerStarts(app.files);
	const starts = all.filter(({followsRequests}) => followsRequests !== true);
	const loaded = all.filter(start => isReached(start.file, facts.reached) !== false && startWithout(start.path, facts) === undefined);
	const started = loaded.filter(({followsRequests}) => followsRequests !== true);
	const deaf = app.client ? started.filter(start => sideOf(start) === 'client' && unseenSetting(start, facts) !== undefined) : [];
	const reached = started.filter(start => !deaf.includes(start));
	const commands = trackerCommands(facts.files).filter(({text}) => !followsOnly.test(text));
	const surface = surfaceOf(app, packages);

	if (deaf[0] !== undefined && reached.every(start => sideOf(start) === 'server'))
		return gap(
			`${deaf[0].tracker} in the browser${where} reads its address from ${unseenSetting(deaf[0], facts) ?? 'a setting'}, which no page is given: nothing is sent from there`,
			deaf,
			reached.length > 0 ? half : {},
		);
	if (reached.length === 0 && starts[0] !== undefined)
		return unknown(`${starts[0].tracker} is started${where}, but nothing was seen to import that file`, starts, {
			asks: `Is ${starts[0].path} part of what runs in production, and did an error from there reach you?`,
		});
	if (reached.length === 0 && app.server && commands[0] !== undefined && !app.client)
		return pass('the start command loads an error tracker', commands);
	if (reached[0] === undefined && loaded[0] !== undefined && app.client && loaded.every(start => sideOf(start) === 'server'))
		return gap(
			`${loaded[0].tracker} follows requests${where} on the server only: an error in the visitor's browser reaches nobody`,
			[...surface, ...loaded],
			half,
		);
	if (reached[0] === undefined && loaded[0] !== undefined)
		return unknown(`${loaded[0].tracker} follows requests${where}, and nothing shows that anybody hears of an error`, loaded, {
			asks: `Where does ${loaded[0].tracker} send what it sees, and who is told there of a new error?`,
		});
	if (reached.length === 0) return nothingStarted(app, where, dependencies, packages, surface, facts);
	if (app.server && app.client) return bothSides(reached, commands, where, surface);
	return pass(`${named(reached)} started${where}`, reached);
}

function nothingStarted(
	app: App,
	where: string,
	dependencies: PackageFact['dependencies'],
	packages: readonly PackageFact[],
	surface: readonly Place[],
	facts: Facts,
): Answer {
	const installed = trackersNamed(dependencies);
	const own = marksOf({files: app.files}, 'tracker.own', ['app', 'config']);
	const unread = unreadServer(app);
	const foreign = marksOf({files: facts.files}, 'tracker.dependency', ['app', 'config']);
	if (installed[0] !== undefined && unread === undefined)
		return gap(`${installed[0].tracker} is installed${where} and never started`, installed);
	if (unread !== undefined && foreign.length > 0)
		return unknown(`${foreign[0]?.value ?? 'a tracker'} is among the dependencies, and code in ${unread} is not read yet`, foreign);
	if (own.length > 0)
		return unknown(`no error tracker was found${where}; errors go to a handler of its own`, own, {
			asks: 'Who reads the errors that this handler records, and how soon do they hear of a new one?',
		});
	if (app.client && packages.some(one => one.broken.length > 0)) return unknown('a manifest could not be read', surface);
	const count = dependencies.length;
	return gap(
		count > 0
			? `no error tracker is among ${count === 1 ? 'the dependencies' : `${count} dependencies`}${where}, and none is started in code`
			: `no error tracker is named in a manifest${where}, and none is started in code`,
		surface,
	);
}

/** A full-stack application needs a tracker where the visitor is and where the server is. */
function bothSides(reached: readonly TrackerStart[], commands: readonly Place[], where: string, surface: readonly Place[]): Answer {
	const onServer = reached.filter(start => sideOf(start) !== 'client');
	const onClient = reached.filter(start => sideOf(start) !== 'server');
	const tracker = named(reached);
	if (onServer.length === 0 && commands.length === 0)
		return gap(`${tracker} started${where} for the browser only: an error on the server reaches nobody`, [...surface, ...reached]);
	if (onClient.length === 0)
		return gap(
			`${tracker} started${where} on the server only: an error in the visitor's browser reaches nobody`,
			[...surface, ...reached],
			half,
		);
	return pass(`${tracker} started${where} on the server and in the browser`, distinct([...onServer, ...onClient]));
}

const named = (starts: readonly TrackerStart[]): string =>
	isAre([...new Set(starts.map(({tracker}) => tracker))].sort().reverse().slice(0, 3));
const isAre = (names: readonly string[]): string => `${listed(names, 'and')} ${names.length === 1 ? 'is' : 'are'}`;

/** Where a start counts: by its name, else by what the file is. */
function sideOf(start: TrackerStart): 'client' | 'server' | 'both' {
	const name = start.path.slice(start.path.lastIndexOf('/') + 1);
	if (/client|browser|web/iu.test(name) || start.path.endsWith('.html')) return 'client';
	if (/server|edge|node|instrument(?:ation)?\.[cm]?[jt]s$/iu.test(name)) return 'server';
	return start.file.side === 'shared' ? 'both' : start.file.side;
}

const packagesIn = (app: App, facts: Facts): readonly PackageFact[] => {
	const paths = new Set(app.files.map(file => packageOf(file.path, facts.packages)));
	return facts.packages.filter(({path}) => path === app.path || paths.has(path));
};

function surfaceOf(app: App, packages: readonly PackageFact[]): readonly Place[] {
	const starts = app.files.flatMap(file =>
		file.role === 'app'
			? file.marks.filter(({kind}) => kind.startsWith('server.')).map(({line, text}) => ({path: file.path, line, text}))
			: [],
	);
	const own = packages.find(({path}) => path === app.path);
	return [...(own?.manifests ?? []), ...outermost(starts)].slice(0, 3);
}

const rank = {gap: 3, unknown: 2, pass: 1, 'not-applicable': 0} as const;

/** The worst answer stands; passes are told together. */
function worst(answers: readonly Answer[]): Answer {
	const [first] = [...answers].sort((one, other) => rank[other.outcome] - rank[one.outcome]);
	if (first === undefined) return notApplicable('nothing that runs for others was found');
	const same = answers.filter(({outcome}) => outcome === first.outcome);
	return same.length < 2
		? first
		: {
				...first,
				because: [
					...same.slice(0, 2).map(({because}) => because),
					...(same.length > 2 ? [`the same in ${same.length - 2} more`] : []),
				].join('; '),
				places: same.flatMap(({places}) => places),
			};
}
