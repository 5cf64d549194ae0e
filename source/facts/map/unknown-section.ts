import type {PlainFacts} from '../facts.ts';
import {type MapRow, type MapSection, many} from './map.ts';

/** What of the tables could not be read: one row for all places of a file that have the same reason. */
function unreadSchema(unread: PlainFacts['schema']['unread']): readonly MapRow[] {
	const reasons = new Set(unread.map(({path, because}) => `${path}\n${because}`));
	return [...reasons].flatMap(reason => {
		const [first, ...others] = unread.filter(({path, because}) => `${path}\n${because}` === reason);
		if (first === undefined) return [];
		const {path, line, text, because} = first;
		const times = others.length === 0 ? '' : `, in ${others.length + 1} places`;
		return [
			{
				cells: [path, `${because}${times}`],
				place: {path, line, text},
				more: others.map(other => ({path: other.path, line: other.line, text: other.text})),
			},
		];
	});
}

/** What could not be read or followed, by name. */
export function unknownSection({entryPoints, files, notRead, nowhere, schema, said, capped}: PlainFacts): MapSection {
	const unparsed = files.filter(({unparsed}) => unparsed !== undefined);
	const rows: readonly MapRow[] = [
		...entryPoints.unread.map(({framework, because, places}) => ({
			cells: [framework, because],
			...(places[0] === undefined ? {} : {place: places[0], more: places.slice(1)}),
		})),
		...unparsed.map(({path, unparsed = '', firstLine}) => ({cells: [path, `not parsed: ${unparsed}`], place: firstLine})),
		...unreadSchema(schema.unread),
		...nowhere.map(({path, line, source}) => ({cells: [path, `imports ${source}, which was not found`], place: {path, line, text: ''}})),
		...said.broken.map(({path, line, problem}) => ({cells: [path, `did not count: ${problem}`], place: {path, line, text: ''}})),
		...said.entries.flatMap(({problem, path, line, text}) =>
			problem === undefined ? [] : [{cells: [path, `did not count: ${problem}`], place: {path, line, text}}],
		),
		...notRead.map(({path, because}) => ({cells: [path, because]})),
	];
	return {
		id: 'unknown',
		title: 'Not known',
		lead: `${rows.length === 0 ? 'Every file and every entry point could be read.' : `${many(rows.length, 'thing')} could not be read or followed.`}${capped ? ' The walk was cut short: what was not found may still be there.' : ''}`,
		columns: ['what', 'why'],
		rows,
	};
}
