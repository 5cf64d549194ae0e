import type {Place} from '../../safe-text.ts';
import {entryOf, lastOf, textOf} from '../code/code.ts';
import {mayName} from '../code/lazy.ts';
import type {Facts} from '../facts.ts';
import {isReached} from '../reached.ts';
import {dataMapOf} from './data-map-of.ts';

const removing: ReadonlySet<string> = new Set([
	'DeleteObjectCommand',
	'DeleteObjectsCommand',
	'deleteObject',
	'deleteObjects',
	'delete_object',
	'delete_objects',
	'removeObject',
	'remove_object',
	'remove_objects',
	'removeObjects',
	'delete_blob',
	'delete_blobs',
	'unlink',
	'unlinkSync',
	'rmSync',
	'destroy_many',
	'deleteFiles',
	'deleteFile',
	'del',
	'rmtree',
]);
const endings = [...removing, 'remove', 'destroy', 'delete', 'fetch'];

/** Where what people uploaded is stored by the requests of callers. */
export const storedFiles = ({entryPoints}: Facts): readonly Place[] =>
	entryPoints.points.flatMap(({costs, writes}) =>
		[...costs, ...writes].filter(({does}) => does === 'stores a file').map(({path, line, text}) => ({path, line, text})),
	);

const keyColumn = /^(?:object|storage|s3|blob)_?key$|^(?:storage|file)_?path$/iu;

/** Columns that name a stored file of an account. */
export const fileColumns = (facts: Facts): readonly Place[] => {
	const {accounts, owned} = dataMapOf(facts);
	return [...accounts, ...owned.map(({table}) => table)].flatMap(({columns}) =>
		columns.filter(({name}) => keyColumn.test(name)).map(({path, line, text}) => ({path, line, text})),
	);
};

/** Where code that something calls takes stored files away again. */
export function removedFiles(facts: Facts): readonly Place[] {
	const wanted = new Set(facts.files.flatMap(({role, code}) => (role === 'test' ? [] : (code?.imports.map(({name}) => name) ?? []))));
	return facts.files.flatMap(file => {
		if (file.role !== 'app' || file.code === undefined || isReached(file, facts.reached) === false || !mayName(file.code, endings))
			return [];
		const {calls, functions} = file.code;
		return calls
			.filter(
				({to, args}) =>
					removing.has(lastOf(to)) || ofStorage.test(to) || (file.side !== 'client' && textOf(entryOf(args[1], 'method')) === 'DELETE'),
			)
			.filter(({in: at}) => {
				const one = functions[at];
				return (
					file.side === 'client' ||
					one === undefined ||
					one.class !== undefined ||
					wanted.has(one.name) ||
					facts.program.pointsOf(file.path, at).length > 0
				);
			})
			.map(({line, text}) => ({path: file.path, line, text}));
	});
}

const ofStorage = /storage[\w.()]*\.remove$|bucket[\w.()]*\.delete$|uploader\.destroy$|\.file\(\)\.delete$|os\.remove$/u;
