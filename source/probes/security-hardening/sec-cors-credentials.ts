import type {Sharing} from '../../facts/cors/share.ts';
import {sharingOf} from '../../facts/cors/sharing.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const probe: Probe = facts => {
	const all = sharingOf(facts);
	const by = (to: Sharing['with']): readonly Sharing[] => all.filter(one => one.with === to);
	const open = by('everyone');
	if (open.length > 0) return gap('every site is told that it may read answers, with the session of whoever visits it', distinct(open));
	const loose = by('a loose pattern');
	if (loose.length > 0) return gap('the pattern of allowed sites fits others too: a dot in it stands for any sign', distinct(loose));
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const listed = by('listed');
	const unclear = by('unknown');
	if (unclear.length > 0)
		return unknown('which sites may read answers is decided by settings or by code that could not be followed', distinct(unclear));
	const bare = by('everyone without a session');
	const loosely = by('listed or everyone');
	if (loosely.length > 0)
		return pass(
			'only sites that a setting names may read answers; without the setting every site may, though never with the session of who visits it',
			distinct([...loosely, ...listed, ...bare]),
		);
	if (listed.length > 0) return pass('only sites that are named may read answers', distinct([...listed, ...bare]));
	if (bare.length > 0) return pass('every site may read answers, but without the session of who visits it', distinct(bare));
	return notApplicable('no other site is told that it may read answers');
};

export default probe;
