import {type Facts, factsNamed, holds} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import {clientSurface} from '../../facts/protection/client-secrets/client-surface.ts';
import {keptSessionsIn} from '../../facts/protection/sessions/kept-sessions.ts';
import {sessionKeepersIn} from '../../facts/protection/sign-in-calls.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const managed = ['supabase', 'firebase', 'clerk', 'authjs', 'betterauth', 'auth0', 'workos', 'kinde', 'lucia', 'cognito'];

const hasPages = (facts: Facts): boolean =>
	holds(facts, 'app.web', 'app.fullstack', 'app.mobile', 'app.static') || clientSurface(facts).length > 0;

const probe: Probe = facts => {
	const kept = keptSessionsIn(facts);
	const open = kept.filter(({is}) => is === 'open to scripts' || is === 'sent in the clear' || is === 'open to other sites');
	const [worst] = open;
	if (worst !== undefined)
		return gap(`${worst.said}${open.length === 1 ? '' : ` (and ${open.length - 1} more of the kind)`}`, distinct(open), {
			severity: worst.is === 'sent in the clear' ? 'low' : holds(facts, 'data.health', 'pay.any') ? 'high' : 'medium',
		});
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const unclear = kept.filter(({is}) => is === 'unclear');
	const [doubtful] = unclear;
	if (doubtful !== undefined) return unknown(doubtful.said, distinct(unclear));
	const well = distinct(kept);
	if (well.length > 0) return pass('the cookie that keeps people signed in is out of reach of scripts and sent encrypted only', well);
	const keepers = distinct(managed.flatMap(id => factsNamed(facts, `auth.${id}`)).flatMap(({evidence}) => evidence.slice(0, 1)));
	if (keepers.length > 0 && !hasPages(facts)) return notApplicable('nothing here runs in a browser: what calls it keeps the tokens itself');
	if (keepers.length > 0)
		return pass('sessions are kept by the library of the sign-in service, and no code here puts a token into the browser by hand', [
			...sessionKeepersIn(facts),
			...keepers,
		]);
	const streamlit = factsNamed(facts, 'fw.streamlit').flatMap(({evidence}) => evidence.slice(0, 1));
	if (streamlit.length > 0 && facts.entryPoints.points.some(({guards}) => guards.length > 0))
		return pass('the session is kept on the server', streamlit);
	const signIn = factsNamed(facts, 'auth.django').flatMap(({evidence}) => evidence.slice(0, 1));
	if (signIn.length > 0)
		return unknown("Django signs people in, and the settings of its session's cookie were not found among the files that run", signIn);
	return notApplicable('no code here keeps a session in a browser');
};

export default probe;
