import {type Facts, factsNamed, holds} from '../../facts/facts.ts';
import {commonLimitersOf} from '../../facts/limits/common.ts';
import {lenientLimitersOf, limitersOf} from '../../facts/limits/limiters.ts';
import {comparisonsOf} from '../../facts/limits/passwords.ts';
import {type Tempting, temptingOf} from '../../facts/limits/tempting.ts';
import {distinct} from '../../facts/places.ts';
import {handedPasswordsIn} from '../../facts/protection/sign-in-calls.ts';
import {modelCallsOf} from '../../facts/sinks/model-tools.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

const order: readonly Tempting['why'][] = ['checks a password', 'asks a model', 'sends texts', 'sends mail', 'opens accounts'];
const hostedSignIn = [
	'auth.clerk',
	'auth.supabase',
	'auth.auth0',
	'auth.firebase',
	'auth.kinde',
	'auth.workos',
	'auth.cognito',
	'auth.betterauth',
] as const;

/** Calls by which a password is checked, made by code that runs on a server. */
const checks = /\.(?:signInWithPassword|sign_in_with_password|signInWithEmailAndPassword)\s*\(/u;
function isHandedOn({path, line, text}: Place, {files, program}: Facts): boolean {
	if (!checks.test(text) || !files.some(file => file.path === path && file.side === 'server')) return false;
	const at = program.scopes.at(path)?.code.calls.find(call => call.line === line)?.in;
	const points = at === undefined ? [] : program.pointsOf(path, at);
	return points.length === 0 || points.some(({guards}) => guards.every(({kind}) => kind !== 'limiter'));
}

const probe: Probe = facts => {
	const all = temptingOf(facts).toSorted((one, other) => order.indexOf(one.why) - order.indexOf(other.why));
	const open = all.filter(({limited}) => !limited);
	const reasons = listed([...new Set(open.map(({why}) => why))], 'and');
	const limiters = limitersOf(facts);
	// A limiter that only the code of other entry points asks counts nothing here.
	const uncounted = limiters.length === 0 ? open : open.filter(({unresolved}) => !unresolved);
	if (uncounted.length > 0 && commonLimitersOf(facts).length === 0)
		return gap(
			`nothing counts how often somebody calls ${open.length === 1 ? 'what' : `the ${open.length} ways in to code that`} ${reasons}`,
			distinct(open),
		);
	const lenient = lenientLimitersOf(facts);
	const succeeding = all.filter(({why}) => why === 'sends mail' || why === 'opens accounts');
	if (lenient.length > 0 && succeeding.length > 0)
		return gap(
			`the limiter counts only what fails, and code that ${listed([...new Set(succeeding.map(({why}) => why))], 'and')} succeeds as often as somebody likes`,
			distinct([...lenient, ...succeeding]),
			{
				severity: 'medium',
			},
		);
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	if (open.length > 0)
		return unknown(
			`there is a limiter, and whether it counts the calls of ${open.length} of ${all.length} ways in that are worth trying (${reasons}) could not be seen`,
			distinct([...open, ...limiters]),
		);
	if (all.length > 0)
		return pass(
			`something counts the calls of ${all.length === 1 ? 'the one way in that costs money or checks' : `all ${all.length} ways in that cost money or check`} a secret`,
			distinct([...limiters, ...all]),
		);
	const models = modelCallsOf(facts);
	if (models.length > 0)
		return unknown(
			`${models.length === 1 ? 'one place asks' : `${models.length} places ask`} a model, and which ways in lead there, and what counts their calls, could not be followed`,
			distinct([...models, ...limiters]),
		);
	const compared = comparisonsOf(facts);
	if (compared.length > 0)
		return unknown(
			'a password is held against what is stored of it, and which way in leads there, and what counts the tries, could not be followed',
			distinct([...compared, ...limiters]),
		);
	const hosted = hostedSignIn.flatMap(id => factsNamed(facts, id)).flatMap(({evidence}) => evidence);
	const handed = hosted.length > 0 ? handedPasswordsIn(facts).filter(place => isHandedOn(place, facts)) : [];
	if (handed.length > 0)
		return unknown(
			'passwords pass through this server to a service that counts by address, and there every try comes from the server’s own',
			distinct([...handed, ...limiters]),
			{
				asks: 'What counts the wrong passwords of one visitor: a limiter in front of this way in, or a setting of the service that is told the visitor’s address?',
			},
		);
	if (hosted.length > 0 && limiters.length > 0)
		return pass(
			'calls are counted here, and passwords are checked by a service that has limits of its own',
			distinct([...limiters, ...handedPasswordsIn(facts), ...hosted]),
		);
	if (hosted.length > 0)
		return pass(
			'passwords are checked by a service that counts the tries itself, and nothing else that can be called here costs money by the call',
			distinct([...handedPasswordsIn(facts), ...hosted]),
		);
	if (limiters.length > 0 && !holds(facts, 'auth.homegrown', 'auth.authjs', 'auth.passport'))
		return pass('calls are counted, and nothing that can be called here costs money or checks a secret', distinct(limiters));
	if (facts.entryPoints.unread.length > 0)
		return unknown('not all ways in could be read', distinct(facts.entryPoints.unread.flatMap(({places}) => places)));
	return notApplicable('nothing that can be called here costs money by the call or checks a secret');
};

export default probe;
