import {createTwoFilesPatch, FILE_HEADERS_ONLY} from 'diff';
import type {PlannedFile} from './plan.ts';

/** What writing would change in one file, as a unified diff that `patch -p1` and `git apply` read. */
export const unifiedDiff = ({path, before, text}: PlannedFile): string =>
	createTwoFilesPatch(before === undefined ? '/dev/null' : `a/${path}`, `b/${path}`, before ?? '', text, undefined, undefined, {
		context: 3,
		headerOptions: FILE_HEADERS_ONLY,
	});
