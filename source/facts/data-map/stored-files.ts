import type {Place} from '../../safe-text.ts';
import {lastOf} from '../code/code.ts';
import {mayName} from '../code/lazy.ts';
import type {Facts} from '../facts.ts';
import {isReached} from '../reached.ts';

const removing: ReadonlySet<string> = new Set([
	'DeleteObjectCommand',
	'DeleteObjectsCommand',
	'deleteObject',
	'deleteObjects',
	'delete_object',
	'delete_objects',
	'removeObject',
	'remove_object',
	'unlink',
	'unlinkSync',
	'rmSync',
	'destroy_many',
	'deleteFiles',
	'deleteFile',
	'del',
	'rmtree',
]);
const endings = [...removing, 'remove', 'destroy', 'delete'];

/** Where what people uploaded is stored by the requests of callers. */
export const storedFiles = ({entryPoints}: Facts): readonly Place[] =>
	entryPoints.points.flatMap(({costs, writes}) =>
		[...costs, ...writes].filter(({does}) => does === 'stores a file').map(({path, line, text}) => ({path, line, text})),
	);

/** Where code that a caller or a clock sets going takes stored files away again. */
export const removedFiles = (facts: Facts): readonly Place[] =>
	facts.files.flatMap(file => {
		if (file.role !== 'app' || file.code === undefined || isReached(file, facts.reached) === false || !mayName(file.code, endings))
			return [];
		return file.code.calls
			.filter(
				({to}) =>
					removing.has(lastOf(to)) ||
					/storage[\w.()]*\.remove$|bucket[\w.()]*\.delete$|uploader\.destroy$|\.file\(\)\.delete$|os\.remove$/u.test(to),
			)
			.filter(({in: at}) => file.side === 'client' || facts.program.pointsOf(file.path, at).length > 0)
			.map(({line, text}) => ({path: file.path, line, text}));
	});
