import type {PlainFacts} from '../../facts/facts.ts';
import {type Given, said, type View} from '../view.ts';
import {runbooksView} from './runbooks.ts';

/** What the pages on incidents say of this repository: the same as its runbooks, and who answers when. */
export function incidentResponseView(facts: PlainFacts, given: Given): View {
	const {data} = runbooksView(facts, given);
	const isReachable = said(given, 'owner') !== undefined && said(given, 'contact') !== undefined;
	return {
		data: {...data, deputy: said(given, 'deputy') ?? '', hours: said(given, 'hours') ?? '', status: said(given, 'status') ?? ''},
		after: [],
		owes: isReachable
			? []
			: [{check: 'ops-no-incident-process', owes: 'write down who is called first, and how they are reached at night'}],
		scripts: {},
	};
}
