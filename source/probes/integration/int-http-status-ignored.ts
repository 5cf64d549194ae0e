import {answersUsedOf} from '../../facts/outbound/answers-used.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const probe: Probe = facts => {
	const all = answersUsedOf(facts);
	const ignored = all.filter(({use}) => use === 'ignored');
	const looked = all.filter(({use}) => use === 'checked' || use === 'thrown');
	const unsure = all.filter(({use}) => use === 'unknown');
	if (ignored.length > 0)
		return gap(
			`${all.length === 1 ? 'the one call' : `${ignored.length} of ${all.length} calls`} to other services ${ignored.length === 1 ? 'uses' : 'use'} the body of an answer without looking at its status`,
			distinct(ignored),
			{occurrences: ignored.length},
		);
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	if (all.length === 0)
		return notApplicable('no server code calls other services itself; the libraries of vendors report failures by themselves');
	if (unsure.length > 0)
		return unknown(
			`${all.length === 1 ? 'the one call' : `${unsure.length} of ${all.length} calls`} to other services ${unsure.length === 1 ? 'hands' : 'hand'} the answer on, and where its status is looked at was not seen`,
			distinct(unsure),
		);
	return pass(
		`${looked.length === 1 ? 'the one call' : `all ${looked.length} calls`} to other services ${looked.length === 1 ? 'looks' : 'look'} at the status, or ${looked.length === 1 ? 'throws' : 'throw'} when it says that something failed`,
		distinct(looked),
	);
};

export default probe;
