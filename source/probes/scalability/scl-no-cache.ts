import {type CachedAnswer, cachedAnswersOf} from '../../facts/data-calls/cached-answers.ts';
import {isRead} from '../../facts/data-calls/data-call.ts';
import {dataCallsOf} from '../../facts/data-calls/data-calls.ts';
import {waitingFor} from '../../facts/data-calls/for-requests.ts';
import {distinct} from '../../facts/places.ts';
import {type Probe, unknown} from '../probe.ts';

const probe: Probe = facts => {
	const cached = cachedAnswersOf(facts);
	const leaking = cached.filter(one => one.shared && isPersonal(one));
	if (leaking.length > 0) {
		const [route = ''] = leaking.flatMap(({points}) => points.map(({route: own}) => own));
		return unknown(
			`what ${route === '' ? 'a route' : route} answers to somebody who is signed in may be kept on the way and given to others`,
			distinct(leaking),
			{
				asks: 'Is this answer the same for everybody who is signed in? If not, one customer may be shown what belongs to another.',
			},
		);
	}
	if (cached.length > 0)
		return unknown(
			`${cached.length === 1 ? 'one answer says' : `${cached.length} answers say`} how long ${cached.length === 1 ? 'it' : 'they'} may be kept; whether those that cost most are among them cannot be told`,
			distinct(cached),
		);
	const open = dataCallsOf(facts).filter(
		call =>
			isRead(call) &&
			waitingFor(call, facts).some(({guards, method, kind}) => guards.length === 0 && (method === 'GET' || kind === 'page')),
	);
	if (open.length > 0)
		return unknown(
			'pages that anybody may ask for read the database each time, and nothing says that their answer may be kept',
			distinct(open),
		);
	return unknown('nothing says which answers may be kept');
};

export default probe;

/** Every route that it runs for asks who the caller is, and answers what it reads. */
const isPersonal = ({points}: CachedAnswer): boolean =>
	points.length > 0 &&
	points.every(
		({guards, method, unresolved}) =>
			method === 'GET' && unresolved.length === 0 && guards.some(({kind}) => kind === 'signed-in' || kind === 'role'),
	);
