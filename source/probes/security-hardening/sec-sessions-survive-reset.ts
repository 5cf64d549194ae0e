import {factsNamed} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import {passwordResetsIn} from '../../facts/protection/password-resets.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const ownPasswords = ['auth.homegrown', 'auth.session', 'auth.passport', 'auth.flasklogin', 'auth.django', 'auth.lucia'];

const probe: Probe = facts => {
	const resets = passwordResetsIn(facts);
	const [left] = resets.filter(({sessions}) => sessions === 'left');
	if (left !== undefined)
		return gap(
			`a new password leaves every open session as it is: ${left.point.route} changes the password and nothing that it runs ends a session`,
			distinct([left.at, left.because]),
		);
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const unclear = resets.filter(({sessions}) => sessions === 'unclear');
	if (unclear.length > 0)
		return unknown(
			'a forgotten password can be set anew, and whether that ends sessions and tokens that are open could not be seen',
			distinct(unclear.map(({at}) => at)),
		);
	if (resets.length > 0)
		return pass('a new password ends the sessions that were open', distinct(resets.flatMap(({because, at}) => [because, at])));
	const own = ownPasswords.flatMap(id => factsNamed(facts, id)).flatMap(({evidence}) => evidence.slice(0, 1));
	if (own.length > 0 && facts.entryPoints.unread.length > 0)
		return unknown('passwords are kept here, and not all routes could be read', distinct(own));
	return notApplicable('no code here sets a forgotten password anew');
};

export default probe;
