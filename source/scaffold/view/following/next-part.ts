import {moduleLevel} from '../../../facts/code/code.ts';
import type {PlainFacts} from '../../../facts/facts.ts';
import type {CodeNow} from '../../view.ts';
import type {Edit} from '../../wiring/edit.ts';
import type {NextSide} from '../tracking/next-side.ts';
import {placeIn} from '../web/place.ts';
import {installScript, printed, scriptInstruments} from './instruments.ts';
import {type Followed, notFollowed} from './part.ts';
import {tracingFiles} from './script-part.ts';

const head = /^export (?:async )?function register\(\)(?:\s*:\s*[\w<>]+)?\s*\{\s*$/u;
/** From this version on, the file of the start is read without being switched on. */
const startsByItself = 15;

/** The line that loads it, and what Next.js reads to leave that out where it builds for the edge. Put together from parts: it is text of another file. */
const loading = (module: string): readonly [condition: string, load: string] => [
	`if (${['process', 'env', 'NEXT_RUNTIME'].join('.')} === 'nodejs')`,
	`await ${['import', `('${module}');`].join('')}`,
];

/** How requests of a Next.js application are followed: it names them itself once something listens. */
export function nextPart(facts: PlainFacts, code: CodeNow, side: NextSide): Followed {
	const owner = facts.packages
		.filter(
			({path, dependencies}) => dependencies.some(({name}) => name === 'next') && (path === '.' || side.folder.startsWith(`${path}/`)),
		)
		.toSorted((one, other) => other.path.length - one.path.length)[0];
	const folder = side.folder.replace(/\/$/u, '');
	const file = placeIn(facts, code, folder, tracingFiles, ['stopTracing']);
	if (owner === undefined || file === undefined)
		return notFollowed(`Beside ${side.folder}instrumentation there are files called tracing already: start OpenTelemetry in one of them.`);
	const next = owner.dependencies.find(({name}) => name === 'next');
	const version = Number(/\d+/u.exec(next?.range ?? '')?.[0] ?? startsByItself);
	if (version < startsByItself)
		return notFollowed(
			`Before version 15, Next reads ${side.folder}instrumentation only when it is told to (experimental.instrumentationHook): update Next, and plan again.`,
		);
	const module = `./${file.slice(side.folder.length)}`;
	const starts = ['ts', 'js', 'mjs'].map(ending => `${side.folder}instrumentation.${ending}`);
	const there = starts.find(path => facts.files.some(one => one.path === path));
	const now = there === undefined ? undefined : code(there);
	const isWired = now?.imports.some(({from}) => from === module) === true;
	// A file that does nothing else is the one that this template writes.
	const isOurs = isWired && now?.imports.length === 1 && now.calls.every(({to}) => to === '' || to === 'import');
	const register = now?.functions.find(({name, in: at}) => name === 'register' && at === moduleLevel);
	const instruments = scriptInstruments(owner, 'next');
	const installing = installScript(owner, instruments, facts);
	const edits: readonly Edit[] =
		there === undefined || isWired
			? []
			: [
					{
						kind: 'swap',
						path: there,
						does: 'starts it before the first request',
						byHand: `In ${there}, make register async, and write as its first line: ${loading(module).join(' ')}`,
						swaps: [
							{
								line: register?.line ?? 1,
								pattern: head,
								to: `export async function register() {\n  ${loading(module).join(' {\n    ')}\n  }`,
							},
						],
					},
				];
	return {
		data: {
			script: `${file}.${side.ending}`,
			instrumentation: there === undefined || isOurs ? (there ?? `${side.folder}instrumentation.${side.ending}`) : '',
			module: file.slice(side.folder.length),
			framework: 'next',
			typed: side.ending === 'ts',
			commonjs: false,
			names: false,
			preload: false,
			preloads: [],
			instruments: instruments.map(printed),
			service: owner.name ?? '',
		},
		edits: [...installing.edits, ...edits],
		after: [
			`Before you start it again, run: ${installing.command}. The new file needs the packages, and the lockfile belongs into the same change.`,
			'What runs at the edge (middleware, routes with runtime = edge) is not followed.',
		],
	};
}
