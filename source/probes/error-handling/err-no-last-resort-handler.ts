import type {Severity} from '../../checklists/checklist.ts';
import {type Caught, caughtIn} from '../../facts/last-resort/caught.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const order: Readonly<Record<Severity, number>> = {blocker: 0, high: 1, medium: 2, low: 3};
const severityOf = (one: Caught): Severity => (one.outcome === 'open' ? one.severity : 'low');

const probe: Probe = facts => {
	const parts = caughtIn(facts);
	const open = parts.filter(({outcome}) => outcome === 'open').sort((one, other) => order[severityOf(one)] - order[severityOf(other)]);
	const [worst] = open;
	if (worst !== undefined)
		return gap(open.map(({said}) => said).join('; '), distinct(open.flatMap(({places}) => places)), {severity: severityOf(worst)});
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const unsure = parts.filter(({outcome}) => outcome === 'unsure');
	if (unsure.length > 0) return unknown(unsure.map(({said}) => said).join('; '), distinct(unsure.flatMap(({places}) => places)));
	if (parts.length === 0) return notApplicable('nothing here keeps running that an unexpected error could end');
	return pass(parts.map(({said}) => said).join('; '), distinct(parts.flatMap(({places}) => places)));
};

export default probe;
