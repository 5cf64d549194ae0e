import {lastOf, moduleLevel} from '../../../facts/code/code.ts';
import type {PlainFacts} from '../../../facts/facts.ts';
import {folderOf} from '../../../facts/modules/paths.ts';
import type {CodeNow} from '../../view.ts';
import type {Edit} from '../../wiring/edit.ts';
import {namedFor} from '../web/naming.ts';
import {placeIn} from '../web/place.ts';
import type {Server} from '../web/servers.ts';
import type {Source} from '../web/sources.ts';
import {installSnake, printed, pythonInstruments} from './instruments.ts';
import {type Followed, notFollowed} from './part.ts';

const names = ['tracing', 'request_tracing'];

type Spot = {
	readonly source: Source;
	readonly framework: 'fastapi' | 'flask' | 'django';
	readonly edits: (file: string) => readonly Edit[];
};

function partFor(facts: PlainFacts, code: CodeNow, {source, framework, edits}: Spot): Followed {
	const owner =
		facts.packages.find(one => one.path === source.package && one.ecosystems.includes('python')) ??
		facts.packages.find(one => one.ecosystems.includes('python'));
	const file = placeIn(facts, code, folderOf(source.path), names, ['start_tracing']);
	if (file === undefined || owner === undefined)
		return notFollowed(`Beside ${source.path} there are files called tracing already: start OpenTelemetry in one of them.`);
	const instruments = pythonInstruments(owner, framework);
	const installing = installSnake(owner, instruments, facts);
	return {
		data: {
			python: `${file}.py`,
			framework,
			instruments: instruments.map(printed),
			service: owner.name ?? '',
		},
		edits: [...installing.edits, ...edits(file)],
		after: [
			...(installing.command === ''
				? []
				: [`Before you set an address, run: ${installing.command}. Until then the packages are not needed.`]),
		],
	};
}

/** How requests of an application of FastAPI or Flask are followed: from the moment that it is made. */
export function pythonPart(facts: PlainFacts, code: CodeNow, sources: readonly Source[], server: Server): Followed {
	const {path, name, made, framework} = server;
	const line = `start_tracing(${name})`;
	return partFor(facts, code, {
		source: server,
		framework: framework === 'flask' ? 'flask' : 'fastapi',
		edits: file => [
			{
				kind: 'code',
				path,
				does: 'follows requests from the moment that the application is made',
				byHand: `In ${path}, import start_tracing from ${file}.py, and write right below the line that makes ${name}: ${line}`,
				imports: namedFor(facts, sources, server, [{name: 'start_tracing', from: {file}}]),
				inserts: [{at: {where: 'after', call: made.to}, lines: [line]}],
			},
		],
	});
}

const doors = /^get_[aw]sgi_application$/u;

/** How requests of a Django project are followed: from what starts it as a server. */
export function djangoPart(facts: PlainFacts, code: CodeNow, sources: readonly Source[]): Followed {
	const found = sources.filter(source => source.path.endsWith('.py') && doorOf(source) !== undefined);
	const [first] = found;
	if (first === undefined || found.some(({path}) => folderOf(path) !== folderOf(first.path)))
		return notFollowed('No single wsgi.py or asgi.py was found: start OpenTelemetry there, before the application is made.');
	return partFor(facts, code, {
		source: first,
		framework: 'django',
		edits: file =>
			found.map(source => ({
				kind: 'code',
				path: source.path,
				does: 'follows requests from the moment that the server starts',
				byHand: `In ${source.path}, import start_tracing from ${file}.py, and call start_tracing() above the line that makes the application.`,
				imports: [{name: 'start_tracing', from: {file, otherwise: 'relative' as const}}],
				inserts: [{at: {where: 'before', call: doorOf(source) ?? ''}, lines: ['start_tracing()']}],
			})),
	});
}

const doorOf = ({code}: Source): string | undefined => code.calls.find(({to, in: at}) => at === moduleLevel && doors.test(lastOf(to)))?.to;
