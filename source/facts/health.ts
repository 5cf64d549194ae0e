import type {Place} from '../safe-text.ts';
import type {EntryPoint} from './entry-points/entry-point.ts';
import {scopesOf} from './entry-points/scope.ts';
import {type FileFact, marksOf} from './files.ts';
import {amongPoints} from './health/candidates.ts';
import {type Judged, judged} from './health/judged.ts';
import {holdsHealthPath, isHealthPath} from './health/path.ts';
import {written} from './health/written.ts';
import type {Modules} from './modules/modules.ts';

export {isHealthPath} from './health/path.ts';

/** A route that says whether the service works, and what it looks at before it answers. */
export type HealthRoute = Place & Judged & {readonly route: string};

/** The routes of a repository that say whether it works: its entry points, and what is written like one and was not followed. */
export function healthOf(files: readonly FileFact[], modules: Modules, points: readonly EntryPoint[]): readonly HealthRoute[] {
	const wired = files.flatMap(({marks}) =>
		marks.flatMap(({kind, value}) => (kind === 'health.wired' && value !== undefined && value !== '/' ? [withoutSlash(value)] : [])),
	);
	const scopes = scopesOf(modules);
	const isHealth = (route: string): boolean => {
		const path = withoutSlash(route);
		return isHealthPath(route) || wired.some(one => one === path || (path.length > 3 && one.endsWith(path)));
	};
	const registered = amongPoints(points, isHealth, scopes);
	const known = registered.map(({route}) => withoutSlash(route));
	const others = written(files, isHealth, scopes, wired.length === 0 ? holdsHealthPath : anything).filter(
		({route}) => !known.some(path => path.endsWith(withoutSlash(route))),
	);
	const states = new Map<string, number[]>();
	for (const {path, line} of marksOf({files}, 'health.state')) states.set(path, [...(states.get(path) ?? []), line]);
	const sight = {scopes, states: (path: string) => states.get(path) ?? []};
	const seen = new Set<string>();
	return [...registered, ...others].flatMap(({path, line, text, route, starts}) => {
		const key = JSON.stringify([path, line]);
		if (seen.has(key)) return [];
		seen.add(key);
		return [{path, line, text, route, ...judged(starts, sight)}];
	});
}

const anything = /^/u;

/** A path without its last slash. */
const withoutSlash = (path: string): string => path.replace(/\/+$/u, '');
