import {parseDocument} from 'yaml';
import {nestsTooDeep} from '../../yaml-depth.ts';
import type {Edit, Wired} from './edit.ts';

type WorkflowEdit = Extract<Edit, {kind: 'workflow'}>;

const refused = (because: string): Wired => ({is: 'refused', because});
const usesLine = /^(?<head>\s*(?:-\s+)?uses:\s*)(?<quote>['"]?)(?<uses>[\w./@-]+)\k<quote>(?:\s+#.*)?$/u;
const jobsLine = /^jobs:\s*(?:#.*)?$/u;
const attached = /^\s*#/u;
const fewRights = ['permissions:', '  contents: read', ''];

const read = (text: string): unknown => {
	if (nestsTooDeep(text)) return undefined;
	const document = parseDocument(text, {uniqueKeys: true});
	return document.errors.length > 0 ? undefined : document.toJS({maxAliasCount: 0});
};

/** The whole of a workflow as text, with the actions of a change named as they were, and without the rights that it adds. */
function plain(value: unknown, {pins}: WorkflowEdit, added: boolean): string {
	const back = new Map(pins.map(({from, to}) => [to, from]));
	return JSON.stringify(value, (key, one: unknown) => {
		if (typeof one === 'string') return back.get(one) ?? one;
		return added && key === 'permissions' && JSON.stringify(one) === '{"contents":"read"}' ? undefined : one;
	});
}

/** Says what the token of a workflow may do, and pins actions to commits. Where more is wrong than that, or anything else would change, it is left as it is. */
export function wireWorkflow(text: string, edit: WorkflowEdit): Wired {
	if (edit.beyond !== '') return refused(edit.beyond);
	const before = read(text);
	if (before === undefined) return refused('it cannot be read as YAML');
	const rows = text.trimEnd().split('\n');
	const changed = rows.map(row => {
		const found = usesLine.exec(row)?.groups;
		const pin = edit.pins.find(({from}) => from === found?.uses);
		return pin === undefined ? row : `${found?.head ?? ''}${pin.to} # ${pin.version}`;
	});
	if (edit.permissions && !rows.some(row => /^permissions:/u.test(row))) {
		const jobs = changed.findIndex(row => jobsLine.test(row));
		if (jobs === -1) return refused('its jobs are not where they are expected');
		let spot = jobs;
		while (attached.test(changed[spot - 1] ?? '')) spot -= 1;
		changed.splice(spot, 0, ...fewRights);
	}
	const now = `${changed.join('\n')}\n`;
	if (now === `${rows.join('\n')}\n`) return {is: 'there'};
	if (plain(read(now), edit, edit.permissions) !== plain(before, edit, edit.permissions))
		return refused('more than its rights and its actions would change');
	return {is: 'changed', text: now};
}
