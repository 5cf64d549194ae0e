import type {Item} from '../checklists/checklist.ts';
import type {Facts} from '../facts/facts.ts';
import type {FileFact} from '../facts/files.ts';
import {isReached} from '../facts/reached.ts';

/** A file that runs on a server and could not be parsed, where the check's question is put to code: what was not seen may stand in it. */
export function blindSpotOf(item: Pick<Item, 'reads'>, {files, reached}: Facts): FileFact | undefined {
	if (item.reads !== 'code' && item.reads !== 'schema') return undefined;
	return files.find(
		file => file.unparsed !== undefined && file.role === 'app' && file.side !== 'client' && isReached(file, reached) !== false,
	);
}

/** Why what was not found proves nothing. */
export const blindBecause = ({path, unparsed = ''}: FileFact): string => `${path} could not be parsed (${unparsed})`;
