import {connectionsOf} from '../../facts/data-calls/connections.ts';
import {factsNamed} from '../../facts/facts.ts';
import {outboundOf} from '../../facts/outbound/outbound-of.ts';
import {distinct} from '../../facts/places.ts';
import {sessionKeepersIn} from '../../facts/protection/sign-in-calls.ts';
import {uncheckedTlsIn} from '../../facts/protection/tls/unchecked-tls.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

/** The line of Django's settings that opens a connection to a server of its own. */
const engine = /["']ENGINE["'](?!.*sqlite)/u;

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
	const engines = factsNamed(facts, 'db.any').flatMap(({evidence}) => evidence.filter(({text}) => engine.test(text)));
	const surface = distinct(
		[...calls, ...sessionKeepersIn(facts), ...connectionsOf(facts), ...engines].map(({path, line, text}) => ({path, line, text})),
	);
	if (surface.length > 0)
		return pass(
			`${surface.length === 1 ? 'the one place that opens a connection to another machine is not' : `none of the ${surface.length} places that open a connection to another machine is`} told to skip the check of who is at the other end`,
			surface,
		);
	const signs = ['db.any', 'baas.supabase', 'baas.firebase', 'surface.email'].flatMap(id => factsNamed(facts, id));
	return signs.length === 0
		? notApplicable('no code here opens a connection to another machine')
		: unknown(
				'where connections to other machines are opened was not found, and nothing here tells one to skip the check',
				distinct(signs.flatMap(({evidence}) => evidence)),
			);
};

export default probe;
