import type {PlainFacts} from '../../facts/facts.ts';
import {type CodeNow, type Given, type SeenAt, said, type View} from '../view.ts';
import type {Edit} from '../wiring/edit.ts';
import {kindsTaken} from './uploads/kinds.ts';
import {type Looking, lookingAt} from './uploads/looking.ts';
import {multerChanges} from './uploads/with-multer.ts';
import {interceptorAt, nestLooking} from './uploads/with-nest.ts';
import {serversOf} from './web/servers.ts';
import {type SharedFile, sharedFile} from './web/shared-file.ts';
import {type Source, sourcesOf} from './web/sources.ts';

const check = 'sec-upload-unbounded';
const names = {script: 'upload-limits', python: 'upload_limits'};
type Change = Looking & {readonly path: string; readonly framework: string};

/** Files of people are looked at where they are taken: how large they are, and how they begin. */
export function uploadLimitsView(facts: PlainFacts, given: Given, code: CodeNow, seenAt: SeenAt): View {
	const places = seenAt(check);
	const sources = sourcesOf(facts, code);
	const changes: Change[] = [];
	const left: string[] = [];
	for (const {path, line} of places) {
		const read = code(path);
		const multer = read?.calls.find(call => call.to === 'multer' && call.line === line);
		if (read !== undefined && multer !== undefined) {
			const bounded = multerChanges(sources, path, read, multer);
			if (bounded === undefined) left.push(`${path}:${line}`);
			else changes.push(...bounded.map(one => ({...one, imports: [], framework: 'multer'})));
			continue;
		}
		const taking = read && interceptorAt(read, line);
		if (taking !== undefined) {
			const looking = path.endsWith('.ts') ? nestLooking(taking) : undefined;
			if (looking === undefined) left.push(`${path}:${line}`);
			else changes.push({...looking, path, framework: 'nest'});
			continue;
		}
		const point = facts.entryPoints.points.find(one => (one.handler?.path ?? one.path) === path);
		const found = (read?.calls ?? []).flatMap(call => {
			const looking = read && point && call.line === line ? lookingAt(point.framework, call, read) : undefined;
			return looking === undefined ? [] : [looking];
		});
		const [looking] = found;
		if (looking === undefined || point === undefined || found.length > 1) left.push(`${path}:${line}`);
		else changes.push({...looking, path, framework: point.framework});
	}
	const shared = (...frameworks: readonly string[]): SharedFile | undefined => {
		const first = changes.find(({framework}) => frameworks.includes(framework));
		return first && sharedFile(facts, code, first.path, names);
	};
	const python = shared('fastapi', 'flask');
	const script = shared('next.app');
	const multer = shared('multer');
	const nest = shared('nest');
	const files = new Map([
		['next.app', script],
		['multer', multer],
		['nest', nest],
		['fastapi', python],
		['flask', python],
	]);
	const limit = changes.some(({framework}) => framework === 'flask') ? flaskLimit(facts, sources) : [];
	if (changes.some(({framework}) => framework === 'flask') && limit.length === 0) left.push('the file that makes the application of Flask');
	const byHand = `look at the size and at the first bytes of the file in ${left.join(', ')} (fileSize in the limits of multer, MAX_CONTENT_LENGTH in Flask)`;
	return {
		data: {
			...kindsTaken(said(given, 'kinds')),
			script: script === undefined ? '' : `${script.file}.${script.ending}`,
			multer: multer === undefined ? '' : `${multer.file}.${multer.ending}`,
			nest: nest === undefined ? '' : `${nest.file}.${nest.ending}`,
			commonjs: multer?.commonjs ?? false,
			typed: (multer ?? nest ?? script)?.ending.endsWith('ts') ?? false,
			python: python === undefined ? '' : `${python.file}.py`,
		},
		edits: [...editsOf(changes, framework => files.get(framework)), ...limit],
		after: left.length > 0 ? [`${byHand}.`] : [],
		owes:
			left.length > 0 || places.length === 0
				? [{check, owes: left.length > 0 ? byHand : 'nothing was seen that takes files without a limit'}]
				: [],
		scripts: {},
	};
}

const editsOf = (changes: readonly Change[], served: (framework: string) => SharedFile | undefined): readonly Edit[] =>
	[...new Set(changes.map(({path}) => path))].map(path => {
		const own = changes.filter(one => one.path === path);
		const imports = own.flatMap(one => [...one.imports, ...(served(one.framework)?.brings(path, one.names) ?? [])]);
		return {
			kind: 'swap',
			path,
			does: 'looks at files before they are kept',
			byHand: `Look at the size and the first bytes of the file in line ${own.map(({swap}) => swap.line).join(', ')}, and answer 413 or 415.`,
			swaps: own.map(({swap}) => swap),
			imports: [...new Map(imports.map(wanted => [wanted.name, wanted])).values()],
		};
	});

/** The largest request that Flask takes, where its one application is made. */
function flaskLimit(facts: PlainFacts, sources: readonly Source[]): readonly Edit[] {
	const servers = serversOf(sources, facts.reached).filter(({framework}) => framework === 'flask');
	const [server] = servers;
	if (server === undefined || servers.length > 1) return [];
	const line = `${server.name}.config["MAX_CONTENT_LENGTH"] = 5_000_000`;
	return [
		{
			kind: 'code',
			path: server.path,
			does: 'limits how large requests may be',
			byHand: `In ${server.path}, right below the line that makes ${server.name}, write: ${line}`,
			imports: [],
			inserts: [{at: {where: 'after', call: server.made.to}, lines: [line]}],
		},
	];
}
