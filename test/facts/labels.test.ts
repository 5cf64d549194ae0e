import {expect, test} from 'vitest';
import {checklists} from '../../source/checklists/checklists.ts';
import {labelOf} from '../../source/facts/labels.ts';
import {rules} from '../../source/facts/stack/stack.ts';

test('every fact of the stack, and every fact that a check asks for, has a name that a person can read', () => {
	const asked = checklists()
		.flatMap(({items}) => items)
		.flatMap(({when}) => [...(when?.all ?? []), ...(when?.any ?? []), ...(when?.none ?? [])])
		.map(condition => (typeof condition === 'string' ? condition : condition.fact));
	const ids = [...rules.map(({id}) => id), ...asked];
	expect(ids.filter(id => labelOf(id) === id && id !== 'iac')).toEqual([]);
});
