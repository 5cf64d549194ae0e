import {factsNamed} from '../../facts/facts.ts';
import {outboundOf} from '../../facts/outbound/outbound-of.ts';
import {distinct} from '../../facts/places.ts';
import {uncheckedTlsIn} from '../../facts/protection/tls/unchecked-tls.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const probe: Probe = facts => {
	const found = uncheckedTlsIn(facts);
	const open = found.filter(({severity}) => severity !== 'asked');
	const [worst] = open;
	if (worst !== undefined && worst.severity !== 'asked')
		return gap(`${worst.said}${open.length === 1 ? '' : ` (and ${open.length - 1} more of the kind)`}`, distinct(open), {
			severity: worst.severity,
		});
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const [told] = found;
	if (told !== undefined)
		return unknown(
			told.text.includes('starttls') ? told.said : `${told.said}, and what it is told in production could not be seen`,
			distinct(found),
			{asks: `Is the connection at ${told.path}:${told.line} told to check who is at the other end in production?`},
		);
	const calls = outboundOf(facts).filter(({isOwn}) => !isOwn);
	const databases = factsNamed(facts, 'db.any').flatMap(({evidence}) => evidence);
	const hosted = ['baas.supabase', 'baas.firebase', 'surface.email']
		.flatMap(id => factsNamed(facts, id))
		.flatMap(({evidence}) => evidence.slice(0, 1));
	const surface = distinct([...calls.map(({path, line, text}) => ({path, line, text})), ...databases, ...hosted]);
	if (surface.length === 0) return notApplicable('no code here opens a connection to another machine');
	return pass('no connection is told to skip the check of who is at the other end', surface);
};

export default probe;
