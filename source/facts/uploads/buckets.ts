import type {Place} from '../../safe-text.ts';
import type {Facts} from '../facts.ts';
import {marksOf} from '../files.ts';

/** Buckets that are made with or without limits of their own. */
export const bucketsOf = (facts: Facts): readonly {readonly place: Place; readonly limited: boolean}[] =>
	marksOf(facts, 'upload.bucket', ['app', 'config', 'script']).map(({path, line, text, value}) => ({
		place: {path, line, text},
		limited: /file_size_limit/iu.test(value ?? '') && /allowed_mime_types/iu.test(value ?? ''),
	}));
