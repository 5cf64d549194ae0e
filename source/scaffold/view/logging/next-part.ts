import {moduleLevel} from '../../../facts/code/code.ts';
import type {PlainFacts} from '../../../facts/facts.ts';
import {below, folderOf} from '../../../facts/modules/paths.ts';
import type {CodeNow} from '../../view.ts';
import type {Edit, Swap} from '../../wiring/edit.ts';
import {namedFor} from '../web/naming.ts';
import type {NextApp} from '../web/next.ts';
import {placeIn} from '../web/place.ts';
import type {Source} from '../web/sources.ts';
import {libraryIn} from './libraries.ts';
import {type LogPart, noLogPart} from './part.ts';
import {logFiles} from './script-part.ts';

const routeFile = /(?:^|\/)route\.[jt]s$/u;
const verb = /^(?:GET|POST|PUT|PATCH|DELETE)$/u;
const head =
	/^export (?<async>async )?function (?<name>GET|POST|PUT|PATCH|DELETE)\s?(?<given>\(.*\))(?<type>\s*:\s*Promise<[^{}]+>|\s*:\s*[\w.]+)?\s*\{\s*$/u;
const tail = /^\}\s*$/u;
/** From this version on, the file of the start is read without being switched on. */
const startsByItself = 15;

/** The routes of one file that are written as functions of their own: a function around them takes two changes, where they begin and where they end. */
function around({code}: Source): readonly Swap[] {
	return code.functions
		.filter(({name, in: at, parameters, line, end, text}) => {
			const isRoute = at === moduleLevel && verb.test(name) && line < end && head.test(text);
			// A page that is made once for all has no request that could be named.
			return isRoute && (name !== 'GET' || parameters.length > 0);
		})
		.flatMap(({line, end}): readonly Swap[] => [
			{
				line,
				pattern: head,
				to: ({async: isAsync = '', name = '', given = '()', type = ''}) => `export const ${name} = logged(${isAsync}${given}${type} => {`,
			},
			{line: end, pattern: tail, to: '});'},
		]);
}

const runsAtTheEdge = ({code}: Source): boolean =>
	code.variables.some(({names, value}) => names.includes('runtime') && value.is === 'text' && /edge/u.test(value.text));

/** The log of a Next.js application: records of what its server writes, and an id for each request to its routes. */
export function nextPart(facts: PlainFacts, code: CodeNow, sources: readonly Source[], app: NextApp): LogPart {
	const base = folderOf(app.folder);
	const ending = app.typed ? 'ts' : 'js';
	const file = placeIn(facts, code, below(base, 'lib'), logFiles, ['log', 'recordConsole', 'logged']);
	if (file === undefined) return noLogPart(`In ${below(base, 'lib')} there are files called log, request-log and logging already.`);
	const routes = sources.filter(one => one.package === app.package && routeFile.test(one.path) && !runsAtTheEdge(one));
	const next = facts.packages.find(({path}) => path === app.package)?.dependencies.find(({name}) => name === 'next');
	const version = Number(/\d+/u.exec(next?.range ?? '')?.[0] ?? startsByItself);
	const starts = below(base, 'instrumentation');
	const isFree = ['ts', 'js', 'mjs'].every(one => !facts.files.some(({path}) => path === `${starts}.${one}`));
	const isOurs = code(`${starts}.${ending}`)?.calls.some(({to}) => to === 'recordConsole') === true;
	const edits = routes.flatMap((route): readonly Edit[] => {
		const swaps = around(route);
		if (swaps.length === 0) return [];
		return [
			{
				kind: 'swap',
				path: route.path,
				does: 'gives each request an id and writes one line when it is done',
				byHand: `In ${route.path}, put logged of ${file} around each route: export const POST = logged(async request => { … });`,
				swaps,
				imports: namedFor(facts, sources, route, [{name: 'logged', from: {file}}]),
			},
		];
	});
	const isStarted = version >= startsByItself && (isFree || isOurs);
	return {
		data: {
			script: `${file}.${ending}`,
			instrumentation: isStarted ? `${starts}.${ending}` : '',
			module: file.slice(below(base, 'lib').length + 1),
			framework: 'next',
			typed: app.typed,
			commonjs: false,
			library: libraryIn(facts, app.package),
			mixin: false,
		},
		edits,
		after: [
			...(isStarted
				? []
				: [
						version < startsByItself
							? `Before version 15, Next reads a file of the start only when it is told to: lines of pages stay plain until ${starts}.${ending} calls recordConsole() of ${file}.${ending} (experimental.instrumentationHook).`
							: `${starts} is there already: call recordConsole() of ${file}.${ending} in its register(), when NEXT_RUNTIME is nodejs.`,
					]),
			`Routes that are not functions of their own, and what runs at the edge, are not named: put logged() of ${file}.${ending} around them where it matters.`,
		],
		unfollowed: [],
		unrecorded: isStarted || edits.length > 0 ? [] : ['nothing starts the log yet'],
	};
}
