import type {Schema, Table} from '../../../facts/schema/schema.ts';

const suffix = 'row_security.sql';
const numbered = /^(?<number>\d+)(?<rest>[_-])/u;
const ofPath = (path: string): {readonly folder: string; readonly name: string} => {
	const at = path.lastIndexOf('/');
	return {folder: path.slice(0, at + 1), name: path.slice(at + 1)};
};

/** Where the SQL for tables goes so that it runs after what makes them. */
export type SqlPlace = {readonly is: 'new'; readonly path: string} | {readonly is: 'unsupported'; readonly tool: string};

/** The files that we wrote before, the newest last. */
export const writtenBefore = ({tables}: Pick<Schema, 'tables'>): readonly string[] => {
	const paths = tables.flatMap(({rowSecurity, policies}) =>
		[...(rowSecurity === undefined ? [] : [rowSecurity.place]), ...policies].map(({path}) => path),
	);
	return [...new Set(paths)].filter(path => path.endsWith(`_${suffix}`)).toSorted();
};

/** The place of a new file behind the migrations that make these tables. */
export function placeFor(tables: readonly Table[], {migrations}: Pick<Schema, 'migrations'>): SqlPlace {
	const script = tables.find(({made}) => made === 'script');
	if (script !== undefined && tables.every(({made}) => made === 'script')) {
		const {folder, name} = ofPath(script.path);
		return {is: 'new', path: `${folder}${name.replace(/\.sql$/u, '')}_${suffix}`};
	}
	const makers = migrations.filter(({path}) => tables.some(table => table.path === path));
	const tool = makers[0]?.tool ?? 'none';
	const last = migrations.filter(one => one.tool === tool).at(-1);
	if (last === undefined) return {is: 'unsupported', tool};
	const {folder, name} = ofPath(last.path);
	if (tool === 'supabase' || tool === 'numbered') {
		const match = numbered.exec(name)?.groups;
		if (match?.number === undefined) return {is: 'unsupported', tool};
		const next = String(BigInt(match.number) + 1n).padStart(match.number.length, '0');
		return {is: 'new', path: `${folder}${next}_${suffix}`};
	}
	return {is: 'unsupported', tool};
}
