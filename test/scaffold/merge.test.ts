import {describe, expect, it} from 'vitest';
import {mergeTexts} from '../../source/scaffold/merge.ts';

const base = 'a\nb\nc\nd\ne\nf\ng\n';

describe('merging two edits of one text', () => {
	it.each([
		['edits far apart', 'A\nb\nc\nd\ne\nf\ng\n', 'a\nb\nc\nd\ne\nf\nG\n', 'A\nb\nc\nd\ne\nf\nG\n'],
		['an addition and a removal', 'a\nb\nc\nd\ne\nf\ng\nmine\n', 'b\nc\nd\ne\nf\ng\n', 'b\nc\nd\ne\nf\ng\nmine\n'],
		['the same edit on both sides', 'a\nX\nc\nd\ne\nf\ng\n', 'a\nX\nc\nd\ne\nf\nZ\n', 'a\nX\nc\nd\ne\nf\nZ\n'],
		['no edit of mine', base, 'a\n', 'a\n'],
	])('fits together: %s', (_, mine, theirs, merged) => {
		expect(mergeTexts(base, mine, theirs)).toBe(merged);
	});

	it.each([
		['the same line', 'a\nX\nc\nd\ne\nf\ng\n', 'a\nY\nc\nd\ne\nf\ng\n'],
		['lines next to each other', 'a\nX\nc\nd\ne\nf\ng\n', 'a\nb\nY\nd\ne\nf\ng\n'],
		['an edit of what the other removed', 'a\nb\nX\nd\ne\nf\ng\n', 'a\ne\nf\ng\n'],
		['two additions at one place', 'a\nb\nc\nmine\nd\ne\nf\ng\n', 'a\nb\nc\ntheirs\nd\ne\nf\ng\n'],
	])('is for a person: %s', (_, mine, theirs) => {
		expect(mergeTexts(base, mine, theirs)).toBeUndefined();
	});
});
