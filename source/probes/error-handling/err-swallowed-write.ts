import {carriedOnIn} from '../../facts/caught/carried-on.ts';
import {swallowedWrites} from '../../facts/caught/swallowed-writes.ts';
import {toldAnywayIn} from '../../facts/caught/told-anyway.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const probe: Probe = facts => {
	const {swallowed, writes} = swallowedWrites(facts);
	const [first] = swallowed;
	if (first !== undefined) {
		const isMessage = swallowed.every(({does}) => does === 'mails' || does === 'texts');
		const what = [...new Set(swallowed.map(one => one.what).filter(one => one !== '' && one !== '[]'))].slice(0, 3).join(', ');
		return gap(
			`${swallowed.length === 1 ? 'a catch drops' : `${swallowed.length} catches drop`} every trace of a ${isMessage ? 'message that was not sent' : 'write that failed'}${what === '' ? '' : ` (${what})`}`,
			distinct([...swallowed].sort((one, other) => Number(one.hasAnotherWay) - Number(other.hasAnotherWay))),
			{
				occurrences: swallowed.length,
				severity: swallowed.every(({hasAnotherWay}) => hasAnotherWay) ? 'low' : isMessage ? 'medium' : 'high',
			},
		);
	}
	const told = toldAnywayIn(facts);
	const [wrongly] = told;
	if (wrongly !== undefined)
		return gap(
			`people are told that all went well after a write that may have failed${wrongly.table === '' ? '' : ` (${wrongly.table})`}: the function that writes keeps the failure to itself`,
			distinct(told.flatMap(one => [{path: one.path, line: one.line, text: one.text}, one.said])),
			{occurrences: told.length},
		);
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const carried = carriedOnIn(facts);
	if (carried.length > 0)
		return unknown(
			`${carried.length === 1 ? 'after a write that failed' : `after writes that failed, in ${carried.length} places,`} the code goes on as if it had worked, and only a log knows`,
			distinct(carried),
			{occurrences: carried.length, asks: 'What does the person who asked see when that write fails, and who finds out?'},
		);
	return writes.length === 0
		? notApplicable('nothing was found that server code writes')
		: pass(
				`no catch around ${writes.length === 1 ? 'the only write' : `${writes.length} writes`} drops every trace of what went wrong`,
				distinct(writes),
				{occurrences: writes.length},
			);
};

export default probe;
