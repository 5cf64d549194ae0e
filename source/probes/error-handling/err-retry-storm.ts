import {retriesIn} from '../../facts/outbound/retries.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const probe: Probe = facts => {
	const all = retriesIn(facts);
	const bare = all.filter(({isBare}) => isBare === true);
	if (bare.length > 0)
		return gap(
			`${bare.length === 1 ? 'something is tried' : `${bare.length} things are tried`} again at once, or without an end, when it fails`,
			distinct(bare),
			{occurrences: bare.length},
		);
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const unsure = all.filter(({isBare}) => isBare === 'unknown');
	if (unsure.length > 0)
		return unknown('a function of the project’s own tries again, and how long it waits in between cannot be told', distinct(unsure), {
			occurrences: unsure.length,
		});
	return all.length > 0
		? pass('what is tried again waits longer each time, and not for ever', distinct(all), {occurrences: all.length})
		: notApplicable('nothing was found that tries again by itself');
};

export default probe;
