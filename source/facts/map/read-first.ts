import type {Place} from '../../safe-text.ts';
import {ciChecksOf} from '../ci-checks.ts';
import type {Command} from '../commands.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import {type FileFact, marksOf} from '../files.ts';
import type {Guard} from '../guards/guard.ts';
import type {Modules} from '../modules/modules.ts';
import type {Schema} from '../schema/schema.ts';
import type {Settings} from '../settings.ts';
import type {Workflow} from '../workflows.ts';
import {many} from './map.ts';

/** A file that tells a newcomer much, and what it tells. */
export type ReadFirst = Place & {readonly why: string};

const mostFiles = 10;
const starts = ['express', 'fastify', 'hono', 'koa', 'nest', 'http', 'fastapi', 'flask', 'connexion', 'streamlit', 'gradio', 'other'];
const manifest = /^(?:package\.json|pyproject\.toml|requirements\.txt|go\.mod|Gemfile|pom\.xml)$/u;
const readme = /^README(?:\.\w+)?$/iu;
const deployment =
	/(?:^|\/)(?:Dockerfile|render\.yaml|fly\.toml|vercel\.json|netlify\.toml|railway\.json|wrangler\.(?:toml|jsonc?)|(?:docker-)?compose\.ya?ml)$/u;
const checksByName = /(?:^|[/._-])(?:ci|tests?|checks?|build|lint|main|pull[-_]?request|pr)(?=[._-])/u;
const plainPart = /(?:^|\/)(?:types?|utils?|constants?|cn|classnames|icons?|styles?|theme|i18n|ui)(?:\/|\.\w+$)/u;

type Known = {
	readonly files: readonly FileFact[];
	readonly modules: Modules;
	readonly points: readonly EntryPoint[];
	readonly guards: readonly Guard[];
	readonly schema: Schema;
	readonly settings: Settings;
	readonly workflows: readonly Workflow[];
	readonly commands: readonly Command[];
};

/** At most ten files, the most telling first, each with its reason: what it is, where it starts, who may do what, what it keeps, what all else leans on. */
export function readFirstOf({files, modules, points, guards, schema, settings, workflows, commands}: Known): readonly ReadFirst[] {
	const app = files.filter(({role, lines}) => role === 'app' && lines > 0);
	const byPath = new Map(files.map(file => [file.path, file]));
	const first = (path: string): Place => byPath.get(path)?.firstLine ?? {path, line: 1, text: ''};
	const named = (pattern: RegExp, why: string): readonly ReadFirst[] =>
		files
			.filter(({path, lines}) => lines > 0 && pattern.test(path))
			.slice(0, 1)
			.map(file => ({...file.firstLine, why}));
	const moving = points.filter(({writes, costs}) => writes.length + costs.length > 0);
	const start = starts.flatMap(kind => marksOf({files}, `server.${kind}`)).sort((one, other) => depth(one.path) - depth(other.path))[0];
	const [changes, changed] = most(moving.map(({path}) => path));
	const [described, tables] = most(schema.tables.map(({path}) => path));
	const paying = points.find(({costs}) => costs.length > 0)?.costs[0];
	const guard = [...guards]
		.sort((one, other) => other.uses - one.uses)
		.find(({known, kind, uses}) => known !== 'library' && identity.has(kind) && uses > 0);
	const turnedAway = guard === undefined ? 0 : passing(guard, byPath.get(guard.path), points);
	const gate = points.flatMap(({guards: own}) => own.filter(({how}) => how === 'gate'))[0];
	const hub = app
		.map(file => ({file, importers: modules.importersOf(file.path).length}))
		.filter(({file, importers}) => importers > 4 && !plainPart.test(file.path))
		.sort((one, other) => other.importers - one.importers)[0];
	const checking = new Set(ciChecksOf(workflows, commands).checks.map(({workflow}) => workflow.path));
	const rankOf = (path: string): number => Number(checking.has(path)) * 2 + Number(checksByName.test(path));
	const candidates: readonly (ReadFirst | undefined)[] = [
		...named(readme, 'what its authors say that it is'),
		start === undefined ? undefined : {path: start.path, line: start.line, text: start.text, why: 'where the server is set up'},
		guard === undefined || turnedAway === 0
			? undefined
			: {...placeOf(guard), why: `turns callers away from ${many(turnedAway, 'entry point')}`},
		changes === undefined
			? undefined
			: {...first(changes), why: `${many(changed, 'entry point that changes or costs', 'entry points that change or cost')} something`},
		described === undefined ? undefined : {...first(described), why: `describes ${many(tables, 'table')}`},
		paying === undefined ? undefined : {...placeOf(paying), why: `${paying.does}${paying.what === '' ? '' : ` (${paying.what})`}`},
		gate === undefined ? undefined : {...placeOf(gate), why: 'stands in front of the pages'},
		hub === undefined ? undefined : {...hub.file.firstLine, why: `${many(hub.importers, 'file')} import it`},
		...[...settings.schemas, ...settings.examples].slice(0, 1).map(place => ({...placeOf(place), why: 'the settings that it wants'})),
		...named(manifest, 'what it is built with and how it is started'),
		...named(deployment, 'where and how it runs'),
		...[...workflows]
			.sort((one, other) => rankOf(other.path) - rankOf(one.path))
			.slice(0, 1)
			.map(({path}) => ({
				...first(path),
				why: checking.has(path) ? 'what checks a change' : 'what a pipeline does; no check was seen in it',
			})),
	];
	const seen = new Set<string>();
	return candidates
		.flatMap(one => one ?? [])
		.filter(({path}) => !seen.has(path) && seen.add(path))
		.slice(0, mostFiles);
}

const identity: ReadonlySet<Guard['kind']> = new Set(['signed-in', 'role', 'key', 'signature']);
/** How many entry points a file turns callers away from: by a function of its own wherever it is called, by a test that several handlers repeat only where that stands. */
function passing({name, path, uses}: Guard, file: FileFact | undefined, points: readonly EntryPoint[]): number {
	const called = lastOf(name);
	if (file?.code?.functions.some(one => lastOf(one.name) === called) === true) return uses;
	return points.filter(({guards}) => guards.some(one => one.name === name && one.path === path)).length;
}

const lastOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1);
const depth = (path: string): number => path.split('/').length;
const placeOf = ({path, line, text}: Place): Place => ({path, line, text});

/** The value that occurs most often, and how often; the first of equals. */
function most(values: readonly string[]): readonly [string | undefined, number] {
	const counts = new Map<string, number>();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	return [...counts].reduce<readonly [string | undefined, number]>((best, one) => (one[1] > best[1] ? one : best), [undefined, 0]);
}
