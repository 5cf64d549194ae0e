import type {Code} from '../../../facts/code/code.ts';
import type {PlainFacts} from '../../../facts/facts.ts';
import type {CodeNow} from '../../view.ts';
import {bare} from './databases.ts';

/** The names that a file offers to others. */
const offeredBy = ({exports, functions}: Code): ReadonlySet<string> =>
	new Set([...exports.map(({name}) => name), ...functions.map(({name}) => name)]);

/** Whether a file that stands at a path is the one that the template writes: it offers all of the names. */
const isOurs = (code: CodeNow, path: string, offers: readonly string[]): boolean => {
	const now = code(path);
	const offered = now && offeredBy(now);
	return offered !== undefined && offers.every(name => offered.has(name));
};

/** A path without ending in a folder under the first of the names that is free, or that holds what the template wrote there before. */
export function placeIn(
	facts: PlainFacts,
	code: CodeNow,
	folder: string,
	names: readonly string[],
	offers: readonly string[],
): string | undefined {
	const inFolder = (name: string): string => (folder === '' ? name : `${folder}/${name}`);
	return names.map(inFolder).find(path => {
		const there = facts.files.filter(one => bare(one.path) === path || one.path.startsWith(`${path}/`));
		return there.length === 0 || there.every(one => isOurs(code, one.path, offers));
	});
}
