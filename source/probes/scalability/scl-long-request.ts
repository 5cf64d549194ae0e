import type {EntryPoint} from '../../facts/entry-points/entry-point.ts';
import type {Facts} from '../../facts/facts.ts';
import {fileAt} from '../../facts/files.ts';
import {distinct} from '../../facts/places.ts';
import type {Place} from '../../safe-text.ts';
import {notApplicable, type Probe, unknown} from '../probe.ts';

const answered: ReadonlySet<EntryPoint['kind']> = new Set<EntryPoint['kind']>(['http', 'rpc', 'action', 'function', 'webhook']);
/** Programs and packages whose work takes seconds to minutes. */
const heavy =
	/^(?:puppeteer(?:-core)?|playwright(?:-core)?|fluent-ffmpeg|@ffmpeg\/ffmpeg|ffmpeg|selenium|moviepy|whisper|tesseract\.js|pytesseract|pdf-lib|@react-pdf\/renderer|weasyprint|exceljs|firecrawl|@mendable\/firecrawl-js)$/u;

const probe: Probe = facts => {
	const points = facts.entryPoints.points.filter(({kind}) => answered.has(kind));
	const models = points.filter(
		({costs}) => new Set(costs.flatMap(({does, path, line}) => (does === 'asks a model' ? [`${path}:${line}`] : []))).size > 1,
	);
	const tools = points.flatMap(point => (heavyIn(point, facts) === undefined ? [] : [point]));
	const loops = points.flatMap(point => loopedIn(point, facts));
	const found = distinct([...models, ...loops, ...tools]);
	if (found.length === 0)
		return points.length === 0 && facts.entryPoints.unread.length > 0
			? unknown(`the routes of ${facts.entryPoints.unread[0]?.framework ?? 'a framework'} are not read`)
			: notApplicable('no request was seen that starts work of minutes');
	const queues = facts.entryPoints.points.filter(({kind}) => kind === 'queue');
	return unknown(
		queues.length > 0
			? 'requests ask models several times, drive browsers or send in loops; a queue is there, and whether such work goes through it was not seen'
			: 'requests ask models several times, drive browsers or send in loops, and answer when all of it is done',
		[...found, ...distinct(queues)],
		{occurrences: found.length},
	);
};

export default probe;

function heavyIn(point: EntryPoint, facts: Facts): Place | undefined {
	for (const {path} of facts.program.runBy(point).slice(0, 20)) {
		const found = fileAt(facts, path)?.imports.find(
			({dependency, typeOnly}) => dependency !== undefined && !typeOnly && heavy.test(dependency),
		);
		if (found !== undefined) return {path, line: found.line, text: found.text};
	}
	return undefined;
}

/** Mail, messages or models for each of many, while the request waits. */
const loopedIn = (point: EntryPoint, facts: Facts): readonly Place[] =>
	point.costs
		.filter(
			({does, path, line}) =>
				(does === 'mails' || does === 'texts' || does === 'asks a model') &&
				facts.program.scopes.at(path)?.code.calls.some(call => call.line === line && call.inLoop) === true,
		)
		.map(({path, line, text}) => ({path, line, text}));
