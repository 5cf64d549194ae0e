import {distinct} from '../../facts/places.ts';
import {forwardedIn} from '../../facts/protection/forwarded/forwarded.ts';
import {believingAll, isOverwritten, isSelfHosted} from '../../facts/protection/forwarded/trusted-proxies.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const probe: Probe = facts => {
	const reads = forwardedIn(facts);
	const limits = reads.filter(({use, how}) => use === 'limit' && how === 'as it is');
	const believing = believingAll(facts);
	const counted = [...limits, ...believing];
	const [first] = counted;
	if (first !== undefined && isSelfHosted(facts) && !isOverwritten(facts))
		return gap(
			limits.length > 0
				? 'how often somebody may ask is counted by an address that the visitor writes into a header himself'
				: 'every forwarded address is believed, and the limiter counts by it, so a visitor picks a new one for each try',
			distinct(counted),
		);
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	if (first !== undefined && !isOverwritten(facts))
		return unknown(
			'limits are counted by a forwarded address, and whether a proxy writes it anew before it arrives cannot be seen',
			distinct(counted),
		);
	const unclear = reads.filter(({use, how}) => use === 'unclear' && how === 'as it is');
	if (unclear.length > 0 && !isOverwritten(facts))
		return unknown('a forwarded address is read beside limits, and whether they count by it could not be followed', distinct(unclear));
	const mails = reads.filter(({use}) => use === 'mail');
	if (mails.length > 0)
		return unknown(
			'a forwarded host name stands where mails are sent, and whether links in them are built from it could not be followed',
			distinct(mails),
			{
				asks: 'Are links in mails, as to reset a password, built from the host that a request names, or from a fixed setting?',
			},
		);
	const loose = reads.filter(({use, how, header}) => use === 'other' && how === 'as it is' && header !== 'host');
	if (loose.length > 0 && !isOverwritten(facts))
		return unknown(
			'a forwarded address is taken as the visitor sends it; no limit is seen to count by it, but whatever keeps it can be lied to',
			distinct(loose),
			{asks: 'What is the forwarded address used for: only to be read by people, or does something rest on it?'},
		);
	const [read] = reads;
	if (read === undefined) return notApplicable('no server code that is used here reads a forwarded header');
	return pass(
		first !== undefined
			? 'the platform that it runs on writes the forwarded address itself'
			: reads.some(({how, header}) => header === 'for' && how === 'counted')
				? 'the forwarded address is read as far back as the number of trusted proxies'
				: reads.some(({how, use}) => use === 'limit' && how === 'second')
					? 'the address of the connection, or the header that the platform sets itself, comes first'
					: 'forwarded headers are read, but neither limits nor links in mails rest on them',
		distinct(reads),
	);
};

export default probe;
