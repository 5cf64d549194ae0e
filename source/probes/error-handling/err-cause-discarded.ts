import {rethrownIn} from '../../facts/caught/discarded-causes.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const probe: Probe = facts => {
	const all = rethrownIn(facts);
	const lost = all.filter(({isLost}) => isLost);
	if (lost.length > 0)
		return gap(
			`${all.length === 1 ? 'the only error that is thrown again' : `${lost.length} of ${all.length} errors that are thrown again`} ${lost.length === 1 ? 'says' : 'say'} nothing of what really went wrong`,
			distinct(lost),
			{occurrences: lost.length},
		);
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	return all.length > 0
		? pass(
				`${all.length === 1 ? 'the only error that is thrown again' : `each of ${all.length} errors that are thrown again`} keeps what went wrong, or logs it first`,
				distinct(all),
				{
					occurrences: all.length,
				},
			)
		: notApplicable('no server code was found that throws another error in place of the one that it caught');
};

export default probe;
