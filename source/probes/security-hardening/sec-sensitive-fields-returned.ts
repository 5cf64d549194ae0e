import {credentialsHandedOn, credentialsShown} from '../../facts/access/credentials-shown.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const secret = /password|passwd|pwd|hash|secret|reset_?token|refresh_?token/iu;

const probe: Probe = facts => {
	const shown = credentialsShown(facts);
	const whole = shown.filter(({is}) => is === 'whole');
	const [worst] = whole;
	if (worst !== undefined)
		return gap(
			`${whole.length === 1 ? 'an answer holds' : `${whole.length} answers hold`} whole rows of ${worst.table}, ${worst.column} and all`,
			distinct(whole),
		);
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const holding = facts.schema.tables.filter(({columns}) =>
		columns.some(({name, personal}) => personal === 'credential' && secret.test(name)),
	);
	if (facts.entryPoints.points.length === 0) return notApplicable('nothing on a server answers people');
	if (holding.length === 0)
		return facts.schema.tables.length === 0
			? unknown('what the tables hold is not known')
			: notApplicable('no table holds a password or a token');
	const trimmed = shown.filter(({is}) => is === 'trimmed');
	const handedOn = credentialsHandedOn(facts);
	if (handedOn.length > 0)
		return unknown(
			'whole rows with a password or a token are read and handed on, and what is answered of them was not followed',
			distinct(handedOn),
		);
	if (trimmed.length > 0 && trimmed.length === shown.length)
		return pass('answers with people’s rows leave the password out', distinct(trimmed));
	return unknown('no answer was seen that is made of a whole row; what serializers and views add was not followed', distinct(holding));
};

export default probe;
