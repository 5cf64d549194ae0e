import {factsNamed} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import {oldLibrariesIn} from '../../facts/protection/tokens/old-libraries.ts';
import {tokenReadsIn} from '../../facts/protection/tokens/token-reads.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const managed = ['supabase', 'firebase', 'clerk', 'authjs', 'betterauth', 'auth0', 'workos', 'kinde', 'cognito', 'fastapiusers'];

const probe: Probe = facts => {
	const reads = tokenReadsIn(facts);
	const open = reads.filter(({is}) => is === 'switched off' || is === 'only decoded');
	const [worst] = open;
	if (worst !== undefined)
		return gap(`${worst.said}${open.length === 1 ? '' : ` (and ${open.length - 1} more of the kind)`}`, distinct(open), {
			severity: 'blocker',
		});
	const old = oldLibrariesIn(facts);
	const [first] = old;
	const verified = distinct(reads.filter(({is}) => is === 'verified'));
	if (first !== undefined && verified.length > 0)
		return gap(
			'this version of the library lets a token choose how it is checked, and the code names no algorithm',
			distinct([first, ...verified]),
			{severity: 'high'},
		);
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const unclear = reads.filter(({is}) => is === 'unclear');
	const [doubtful] = unclear;
	if (doubtful !== undefined)
		return unknown(`${doubtful.said}, and whether anything is decided by it could not be seen`, distinct(unclear));
	if (verified.length > 0) return pass('the signature of each token that a server reads is checked', verified);
	const keepers = distinct(managed.flatMap(id => factsNamed(facts, `auth.${id}`)).flatMap(({evidence}) => evidence.slice(0, 1)));
	const serves = facts.entryPoints.points.length > 0;
	if (keepers.length > 0 && serves) return pass('tokens are read by the library of the sign-in service, never by hand', keepers);
	return notApplicable('no server code here reads a signed token');
};

export default probe;
