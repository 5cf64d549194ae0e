import {type App, appsOf, nameOf, unreadServer} from '../../facts/apps.ts';
import {lastOf} from '../../facts/code/code.ts';
import {requestsIn} from '../../facts/entry-points/requests.ts';
import type {Facts} from '../../facts/facts.ts';
import {type FileFact, importsFrom, marksOf, type PlacedMark} from '../../facts/files.ts';
import {ownRecordsIn} from '../../facts/logs/own-records.ts';
import {ownLogger} from '../../facts/marks/logging.ts';
import {distinct} from '../../facts/places.ts';
import type {Place} from '../../safe-text.ts';
import {passOfMain} from '../main-server.ts';
import {type Answer, gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const fewestEntries = 5;
const manyConsoleCalls = 10;
const loggers =
	/^(?:pino|pino-http|nestjs-pino|bunyan|winston|nest-winston|structlog|loguru|logfire|fastify|evlog|@nestjs\/common|@logtape\/logtape)$/u;

/** Packages whose loggers write records without being told to. */
const writesRecords: ReadonlySet<string> = new Set([
	'@aws-lambda-powertools/logger',
	'aws_lambda_powertools',
	'next-axiom',
	'@axiomhq/logging',
	'@logtail/node',
	'@logtail/next',
	'@google-cloud/logging-winston',
	'@google-cloud/pino-logging-gcp-config',
]);

const probe: Probe = facts => {
	const servers = appsOf(facts).filter(app => app.server);
	if (servers.length === 0) return notApplicable('no server code was found');
	const judged = servers.map(app => ({app, entries: requestsIn(facts, app.files), unread: unreadServer(app)}));
	const unread = judged.find(one => one.unread !== undefined);
	const large = judged.filter(({entries, unread}) => unread === undefined && entries.length >= fewestEntries);
	if (large.length === 0 && unread !== undefined) return unknown(`code in ${unread.unread} is not read yet`);
	if (large.length === 0) return notApplicable('fewer than five places were found where requests come in');
	const answers = large.map(({app, entries}) => ({
		app,
		answer: answerFor(app, entries, servers.length > 1 ? ` in ${nameOf(app)}` : '', facts),
	}));
	return passOfMain(answers, facts) ?? worst(answers.map(({answer}) => answer));
};

export default probe;

function answerFor(app: App, entries: readonly Place[], where: string, facts: Facts): Answer {
	const files = serverFiles(app);
	const said = marksOf({files}, 'log.console').filter(({path}) => !byHand.test(path));
	const logged = marksOf({files}, 'log.call').filter(({path}) => !early.test(path));
	const structured = [
		...marksOf({files: app.files}, 'log.structured', ['app', 'config']).filter(
			mark => mark.file.side !== 'client' && isLogger(mark) && (!structlogAlone.test(mark.text) || structlogWritesRecords(facts)),
		),
		...importsFrom({files}, writesRecords),
	];
	const own = ownRecordsIn(app.files);
	if (own.calls.length > 0 && own.calls.length >= said.length)
		return pass(
			`a logger of the project's own writes records${where}, and ${own.calls.length === 1 ? 'one line goes' : `${own.calls.length} lines go`} through it`,
			[...own.made, ...own.calls],
		);
	// Where a logger takes the place of the console, each line that goes there is a record.
	const captured = marksOf({files: app.files}, 'log.captured').filter(({path}) => structured.some(one => one.path === path));
	const levels = marksOf({files}, 'log.levels', ['app', 'config']);
	const consoleWord = `${said.length} ${said.length === 1 ? 'line goes' : 'lines go'} to the console as plain text in ${filesIn(said)}`;

	if (captured.length > 0) return pass(`what goes to the console is written as records${where}`, distinct([...captured, ...structured]));
	if (structured.length > 0 && (logged.length > 0 || structured.some(({text}) => /http|fastify|logger\s*:/iu.test(text)))) {
		if (said.length > logged.length && said.length >= manyConsoleCalls)
			return unknown(
				`a structured logger is used ${logged.length === 1 ? 'once' : `${logged.length} times`}${where}, and ${consoleWord}`,
				[...structured, ...said],
				{
					asks: "Do the lines that go to the console matter when something breaks, and can you search them together with the logger's?",
				},
			);
		return pass(`a structured logger is set up and used${where}`, distinct([...structured, ...logged]));
	}
	if (levels.length > 0 || logged.length > 0) {
		if (said.length >= manyConsoleCalls && said.length > 3 * logged.length)
			return gap(
				`${logged.length === 0 ? 'the logger that is set up is never called' : `a logger is called ${logged.length === 1 ? 'once' : `${logged.length} times`}`}${where}, and ${consoleWord}`,
				said.map(plain),
				{occurrences: said.length},
			);
		return unknown(
			`a logger with levels is used${where}, and nothing shows that a machine can read its lines`,
			[...levels, ...logged].map(plain),
		);
	}
	if (said.length >= manyConsoleCalls)
		return gap(`no logger that writes records is used${where}: ${consoleWord}`, said.map(plain), {occurrences: said.length});
	const broken = facts.notRead.length > 50;
	const few = said.length === 0 ? 'write no log line' : `share ${said.length} plain console ${said.length === 1 ? 'line' : 'lines'}`;
	const nests = importsFrom({files}, nest).some(({file}) =>
		file.code?.imports.some(({from, name}) => from === '@nestjs/common' && (name === 'Logger' || name === 'ConsoleLogger')),
	);
	const because = `${nests ? "no logger but the framework's own, which writes plain text, is used" : 'no logger is used'}${where}, and ${entries.length} places where requests come in ${few}`;
	return broken
		? unknown(`${because}; but many files could not be read`)
		: gap(because, said.length > 0 ? said.map(plain) : entries.slice(0, 3));
}

/** What somebody runs to look into something prints what it found. */
const byHand = /(?:^|\/)(?:debug|check|fix|verify|diagnose|test)_\w+\.py$/iu;

const nest: ReadonlySet<string> = new Set(['@nestjs/common']);

/** Files that run on the server: in an app with a browser side only those that surely do. */
const serverFiles = (app: App): readonly FileFact[] =>
	app.files.filter(
		file =>
			(file.side === 'server' || (!app.client && file.side === 'shared')) && !/(?:^|\/)(?:alembic|migrations?|seeds?)\//u.test(file.path),
	);

/** The mark really sets up a logger: its file imports one, or the words leave no doubt. */
const isLogger = (mark: PlacedMark): boolean =>
	mark.file.language === 'py'
		? !/serialize\s*=/u.test(mark.text) || mark.file.imports.some(({source}) => source.startsWith('loguru'))
		: ownLogger.test(mark.path) && /JSON\.stringify/u.test(mark.text)
			? true
			: mark.file.imports.some(({dependency, typeOnly}) => !typeOnly && dependency !== undefined && loggers.test(dependency));

/** Until it is told otherwise, structlog prints coloured text. */
const structlogAlone = /\bstructlog\.(?:configure|get_logger)\b/u;
const renders = /^(?:JSONRenderer|LogfmtRenderer)$/u;
const structlogWritesRecords = ({files}: Facts): boolean =>
	files.some(
		({role, code}) =>
			(role === 'app' || role === 'config') &&
			code?.imports.some(({from}) => /^structlog\b/u.test(from)) === true &&
			code.calls.some(({to}) => renders.test(lastOf(to))),
	);

/** What runs once before the server does. */
const early = /(?:^|[/_-])(?:pre_?start|initial|init_?db)(?=[/_.-])/u;

const filesIn = (marks: readonly PlacedMark[]): string => {
	const count = new Set(marks.map(({path}) => path)).size;
	return count === 1 ? 'one file' : `${count} files`;
};

const plain = ({path, line, text}: Place): Place => ({path, line, text});
const rank = {gap: 3, unknown: 2, pass: 1, 'not-applicable': 0} as const;
/** The worst answer stands; but where one server is in order and another is not, someone must say which of them counts. */
function worst(answers: readonly Answer[]): Answer {
	const [first] = [...answers].sort((one, other) => rank[other.outcome] - rank[one.outcome]);
	if (first === undefined) return notApplicable('no server code was found');
	const good = answers.find(({outcome}) => outcome === 'pass');
	if (first.outcome !== 'gap' || good === undefined) return first;
	return unknown(`${good.because}; ${first.because}`, first.places, {
		asks: 'Which of these servers do people depend on, and how do you search its logs?',
	});
}
