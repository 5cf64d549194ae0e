import {factsNamed} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import {passwordsTakenIn} from '../../facts/protection/passwords/passwords-taken.ts';
import {hasherSettings, slowHashesIn} from '../../facts/protection/passwords/slow-hash.ts';
import {weakPasswordsIn} from '../../facts/protection/passwords/weak-passwords.ts';
import {unhashedUpdatesIn} from '../../facts/protection/passwords/written-passwords.ts';
import {handedPasswordsIn} from '../../facts/protection/sign-in-calls.ts';
import {strongRandomIn, weakRandomIn} from '../../facts/protection/weak-random.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const managed = [
	'supabase',
	'firebase',
	'clerk',
	'authjs',
	'betterauth',
	'auth0',
	'workos',
	'kinde',
	'lucia',
	'cognito',
	'django',
	'fastapiusers',
];

const probe: Probe = facts => {
	const passwords = weakPasswordsIn(facts);
	const random = weakRandomIn(facts);
	const [worst] = passwords;
	const [guessable] = random;
	const places = distinct([...passwords.filter(({how}) => how !== 'cheap'), ...random, ...passwords.filter(({how}) => how === 'cheap')]);
	if (worst !== undefined && worst.how !== 'cheap')
		return gap(`${worst.said}${places.length === 1 ? '' : ` (and ${places.length - 1} more of the kind)`}`, places, {severity: 'blocker'});
	if (guessable !== undefined)
		return gap(
			`${guessable.name} comes from a generator whose next values can be worked out${places.length === 1 ? '' : ` (and ${places.length - 1} more of the kind)`}`,
			places,
			{severity: 'high'},
		);
	if (worst !== undefined) return gap(worst.said, places, {severity: 'medium'});
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const slow = distinct([...slowHashesIn(facts), ...hasherSettings(facts)]);
	const unhashed = distinct(unhashedUpdatesIn(facts));
	if (unhashed.length > 0)
		return unknown(
			`${unhashed.length === 1 ? 'an update writes' : `${unhashed.length} updates write`} what a caller sends to a row that keeps a password, and no hash was seen before${slow.length > 0 ? ', although passwords are hashed elsewhere' : ''}`,
			[...unhashed, ...slow],
			{asks: 'When somebody changes a password that way, is it hashed before it is stored?'},
		);
	if (slow.length > 0) return pass('passwords go through a slow hash, and nothing secret comes from a predictable generator', slow);
	const keepers = distinct(managed.flatMap(id => factsNamed(facts, `auth.${id}`)).flatMap(({evidence}) => evidence.slice(0, 1)));
	if (keepers.length > 0)
		return pass(
			'passwords are left to a service or framework that hashes them, and nothing secret comes from a predictable generator',
			distinct([...handedPasswordsIn(facts), ...strongRandomIn(facts), ...keepers]),
		);
	const columns = facts.schema.tables.flatMap(({columns}) =>
		columns.filter(({name}) => /^(?:user_?)?(?:password|passwd)(?:_?hash)?$/iu.test(name)),
	);
	const taken = [...columns, ...passwordsTakenIn(facts)];
	if (taken.length > 0) return unknown('passwords are taken or kept, and where they are hashed could not be seen', taken);
	const strong = strongRandomIn(facts);
	if (strong.length > 0) return pass('tokens and codes come from a generator that cannot be predicted', strong);
	return notApplicable('no code here keeps passwords or makes tokens or codes');
};

export default probe;
