import type {Place} from '../safe-text.ts';
import {dataCallsOf} from './data-calls/data-calls.ts';
import type {EntryPoint} from './entry-points/entry-point.ts';
import type {Facts} from './facts.ts';
import {asksHosted} from './limits/hosted.ts';

/** How many entry points that are made to change something were followed to a database, a bill, a service that signs people in or another change, and one that was not. */
export type Followed = {readonly followed: number; readonly all: number; readonly lost: Place | undefined};

const changing: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const known = new WeakMap<Facts['program'], Followed>();

/** Counted for the whole repository: code that hides its database behind interfaces is seen here by how little of it could be followed. */
export function followedOf(facts: Facts): Followed {
	const before = known.get(facts.program);
	if (before !== undefined) return before;
	const points = facts.entryPoints.points.filter(({method, kind}) => changing.has(method) || kind === 'action');
	const asking = new Set<EntryPoint>(dataCallsOf(facts).flatMap(({path, in: at}) => facts.program.pointsOf(path, at)));
	const lost = points.filter(point => point.writes.length + point.costs.length === 0 && !asking.has(point) && !asksHosted(point, facts));
	const [first] = lost;
	const made = {
		followed: points.length - lost.length,
		all: points.length,
		lost: first === undefined ? undefined : {path: first.path, line: first.line, text: first.text},
	};
	known.set(facts.program, made);
	return made;
}
