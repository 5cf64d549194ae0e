import {expect, test} from 'vitest';
import {mapLines, sectionFrom} from '../../source/coaching/map-rows.ts';
import {practiceLook} from '../support/practice.ts';

test('n goes to the next part of the map that has rows, N to the one before, and stays at the ends', async () => {
	const look = await practiceLook();
	const last = mapLines(look).length - 1;
	expect(mapLines(look).map(({section}) => section.id)).not.toContain('stack');
	expect(sectionFrom(look, 0, 1)).toBe(last);
	expect(sectionFrom(look, last, 1)).toBe(last);
	expect(sectionFrom(look, last, -1)).toBe(0);
	expect(sectionFrom(look, 12, -1)).toBe(0);
});
