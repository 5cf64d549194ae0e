import {isMap, isScalar, parseDocument} from 'yaml';
import {nestsTooDeep} from '../../yaml-depth.ts';
import type {Edit, Wired} from './edit.ts';

const refused = (because: string): Wired => ({is: 'refused', because});

/** Lets a job of a workflow wait for others; every other line stays as it is. */
export function wireNeeds(text: string, {job, needs, beyond}: Extract<Edit, {kind: 'needs'}>): Wired {
	if (beyond !== '') return refused(beyond);
	if (nestsTooDeep(text)) return refused('it cannot be read as YAML');
	const document = parseDocument(text, {uniqueKeys: true});
	const own = document.errors.length > 0 ? undefined : document.getIn(['jobs', job]);
	if (!isMap(own) || own.flow === true) return refused(`its job ${job} is not where it is expected`);
	const held = own.get('needs', true);
	if (held !== undefined) return refused(`its job ${job} waits for others already`);
	const first = own.items[0]?.key;
	const from = isScalar(first) ? (first.range?.[0] ?? -1) : -1;
	const start = text.lastIndexOf('\n', from) + 1;
	const indent = text.slice(start, from);
	if (from === -1 || indent.trim() !== '') return refused(`its job ${job} is written in a way that is not added to`);
	const made = `${text.slice(0, start)}${indent}needs: [${needs.join(', ')}]\n${text.slice(start)}`;
	const after = parseDocument(made, {uniqueKeys: true});
	after.deleteIn(['jobs', job, 'needs']);
	if (after.errors.length > 0 || JSON.stringify(after.toJS({maxAliasCount: 0})) !== JSON.stringify(document.toJS({maxAliasCount: 0})))
		return refused('more than what it waits for would change');
	return {is: 'changed', text: made};
}
