import type {PlainFacts} from '../../facts/facts.ts';
import type {View} from '../view.ts';
import {type Known, runbooksView} from './runbooks.ts';

/** What only people can say of how they answer an incident. */
type Answering = Known & {readonly deputy?: string; readonly hours?: string; readonly status?: string};

/** What the pages on incidents say of this repository: the same as its runbooks, and who answers when. */
export function incidentResponseView(facts: PlainFacts, {deputy = '', hours = '', status = '', ...known}: Answering): View {
	const {data} = runbooksView(facts, known);
	const isReachable = known.owner !== undefined && known.contact !== undefined;
	return {
		data: {...data, deputy, hours, status},
		after: [],
		owes: isReachable
			? []
			: [{check: 'ops-no-incident-process', owes: 'write down who is called first, and how they are reached at night'}],
		scripts: {},
	};
}
