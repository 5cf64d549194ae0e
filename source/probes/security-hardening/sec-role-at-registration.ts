import {signedUp, signUpsOf} from '../../facts/access/registration.ts';
import {isLimited, onSignUp, takesRole} from '../../facts/access/sign-up-triggers.ts';
import {holds} from '../../facts/facts.ts';
import {wordsOf} from '../../facts/guards/words.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

/** The role of what somebody said is who said it. */
const spoken: ReadonlySet<string> = new Set(
	'message messages chat chats conversation conversations prompt prompts completion completions code'.split(' '),
);

const probe: Probe = facts => {
	const triggers = onSignUp(facts);
	const trusting = triggers.filter(takesRole);
	const rows = signedUp(facts);
	const open = rows.filter(({role}) => role === 'caller');
	const loose = trusting.filter(one => !isLimited(one));
	if (open.length + loose.length > 0)
		return gap(
			loose[0] === undefined
				? `whoever signs up sends their own ${open[0]?.column ?? 'role'}, and it is stored as it came`
				: `${loose[0].name} gives whoever signs up the role that they ask for`,
			distinct([...open, ...loose]),
		);
	const chosen = rows.filter(({role}) => role === 'chosen');
	if (chosen.length + trusting.length > 0)
		return unknown(
			'whoever signs up chooses a role from a list, and whether an administrator is on it was not seen',
			distinct([...chosen, ...trusting]),
		);
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const fixed = rows.filter(({role}) => role === 'fixed');
	const unsure = rows.filter(({role}) => role === 'unknown');
	if (unsure.length > 0) return unknown('what a sign-up stores could not be followed back to the request', distinct(unsure));
	if (fixed.length + triggers.length > 0) return pass('a sign-up stores no role that the person sent', distinct([...fixed, ...triggers]));
	if (signUpsOf(facts).length > 0)
		return unknown('people sign up here, and what is stored of them was not seen', distinct(signUpsOf(facts)));
	return holds(facts, 'auth.any') &&
		facts.schema.tables.some(
			({name: table, columns}) =>
				!wordsOf(table).some(word => spoken.has(word)) && columns.some(({name}) => /^(?:user_)?role$|^is_admin$/u.test(name)),
		)
		? unknown('people have roles, and where they sign up was not seen')
		: notApplicable('no sign-up of its own that could hand out a role');
};

export default probe;
