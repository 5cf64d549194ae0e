import type {Place} from '../../safe-text.ts';
import type {Facts} from '../facts.ts';
import {marksOf} from '../files.ts';

/** A bucket that the project makes, and what it limits by itself. */
export type Bucket = {readonly place: Place; readonly limited: boolean; readonly boundless: boolean; readonly names: ReadonlySet<string>};

/** Buckets that are made with or without limits of their own. */
export const bucketsOf = (facts: Facts): readonly Bucket[] =>
	marksOf(facts, 'upload.bucket', ['app', 'config', 'script']).map(({path, line, text, value = ''}) => {
		const size = /file_size_limit/iu.test(value);
		const kind = /allowed_mime_types/iu.test(value);
		return {
			place: {path, line, text},
			limited: size && kind,
			boundless: !size && !kind,
			names: new Set([...value.matchAll(/'(?<name>[^'\n]{1,100})'/gu)].map(({groups}) => groups?.name ?? '')),
		};
	});
