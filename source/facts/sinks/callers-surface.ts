import type {Place} from '../../safe-text.ts';
import type {Facts} from '../facts.ts';
import {distinct} from '../places.ts';

/** Where something from outside comes in, a few of the places: those that change something first. */
export function surfaceOf(facts: Pick<Facts, 'entryPoints'>): readonly Place[] {
	const points = facts.entryPoints.points.filter(({kind}) => kind !== 'page' && kind !== 'cron');
	const pages = facts.entryPoints.points.filter(({kind}) => kind === 'page');
	const ordered = [...points.filter(({writes, costs}) => writes.length + costs.length > 0), ...points, ...pages];
	return distinct(ordered.slice(0, 12).map(({path, line, text}) => ({path, line, text})));
}
