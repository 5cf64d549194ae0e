import {claimedRights} from '../../facts/access/claimed-rights.ts';
import {givenRoles} from '../../facts/access/given-roles.ts';
import {signedUp} from '../../facts/access/registration.ts';
import {functionsOnMetadata, trustsMetadata} from '../../facts/access/row-policies.ts';
import {onSignUp, takesRole} from '../../facts/access/sign-up-triggers.ts';
import type {Facts} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import {serverFiles} from '../../facts/sinks/sink.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const probe: Probe = facts => {
	const functions = functionsOnMetadata(facts);
	const policies = facts.schema.tables.flatMap(({policies: all}) => all.filter(one => trustsMetadata(one, functions)));
	const claimed = claimedRights(facts);
	const server = claimed.filter(({from, side}) => from === 'request' || side !== 'client');
	if (policies.length + server.length > 0) {
		const parts = [
			...(policies.length === 0 ? [] : [`${policies.length} ${policies.length === 1 ? 'policy' : 'policies'} of the database`]),
			...(server.length === 0
				? []
				: [`${server.length} ${server.length === 1 ? 'place' : 'places'} on the server (${server[0]?.name ?? ''})`]),
		];
		return gap(
			`${parts.join(' and ')} ${policies.length + server.length === 1 ? 'decides' : 'decide'} by what people can write about themselves`,
			distinct([...server, ...policies]),
		);
	}
	if (claimed.length > 0)
		return unknown(
			`pages read ${claimed[0]?.name ?? ''}, which people can change themselves, and what the server decides by was not seen`,
			distinct(claimed),
		);
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const given = givenRoles(facts);
	if (given.length > 0)
		return unknown(
			`${given.length === 1 ? 'a request says' : `${given.length} requests say`} which role somebody gets, and whether it may be one above that of the caller was not seen`,
			distinct(given),
			{asks: 'Can somebody give another person, or a second account of their own, a role higher than theirs?'},
		);
	const decides = distinct(decidedBy(facts));
	if (decides.length === 0) return notApplicable('nothing was seen that decides by a role');
	const triggers = onSignUp(facts).filter(takesRole);
	if (triggers.length > 0)
		return unknown(
			'the roles that are asked for are stored at the sign-up, out of what the person sends',
			distinct([...triggers, ...decides]),
			{
				asks: 'Can whoever signs up name a role that was not meant for them?',
			},
		);
	const stored = signedUp(facts).filter(({role}) => role === 'caller' || role === 'unknown');
	if (stored.length > 0)
		return unknown(
			'roles decide what people may do, and what a sign-up stores could not be followed back to the request: a role may be among it',
			distinct([...stored, ...decides]),
			{asks: 'Can whoever signs up send a role, and is it stored?'},
		);
	return pass(
		`${decides.length === 1 ? 'one place asks' : `${decides.length} places ask`} for a role or a membership, and none was seen to take it from what people write about themselves`,
		decides,
	);
};

/** Its words are about what somebody may do: that a thing is theirs, or not there, is no role. */
const ofRoles = /[Rr]ole|ROLE|[Aa]dmin|ADMIN|[Pp]ermission|PERMISSION|[Mm]ember|[Ss]taff|[Ss]uper[Uu]ser|[Pp]rivilege/u;
const absent = /not found|not_found|notFound/iu;
const nearby = 15;

/** Where the role is asked for: the guard itself, or the line shortly before it that reads the role. */
function whereAsked({path, line, text}: Place, facts: Facts): Place {
	if (ofRoles.test(text) && !absent.test(text)) return {path, line, text};
	const before = (facts.program.scopes.at(path)?.code.calls ?? []).filter(
		call => call.line < line && line - call.line < nearby && ofRoles.test(call.text),
	);
	const last = before.at(-1);
	return last === undefined ? {path, line, text} : {path, line: last.line, text: last.text};
}

/** `user.role`, `account.isSuperAdmin`, or the bare name of a right; the role of a message says who wrote it. */
const right =
	/^(?:(?:\w+\.)*(?:\w*user|\w*account|\w*member|membership|profile|session|payload|claims|auth|caller|actor|me|self)\.)?(?:(?:user_?)?roles?|is_?(?:super_?)?admin|is_?super_?user|is_?staff)$/iu;
const refuses = /\b40[13]\b|forbidden|unauthori[sz]ed|permission|denied|not allowed|not an? (?:super ?)?admin|admins? only|HTTP_403/iu;

/** Refusals of the server by a role that somebody has, also where nothing was followed to them. */
const refusedByRole = (facts: Facts): readonly Place[] =>
	serverFiles(facts).flatMap(({scope}) =>
		scope.code.exits
			.filter(({when, text, inCatch}) => !inCatch && refuses.test(text) && when.some(one => right.test(one) && one !== 'role'))
			.map(({line, text}) => ({path: scope.path, line, text})),
	);

/** What asks for a role, or for membership, on the server or in the database. */
const decidedBy = (facts: Facts): readonly Place[] => [
	...facts.entryPoints.points
		.flatMap(({guards}) => guards.filter(({kind}) => kind === 'role'))
		.flatMap(guard => {
			const place = whereAsked(guard, facts);
			return ofRoles.test(`${guard.name} ${place.text}`) && !absent.test(place.text) ? [place] : [];
		})
		.toSorted((one, other) => Number(ofRoles.test(other.text)) - Number(ofRoles.test(one.text))),
	...refusedByRole(facts),
	...facts.schema.tables.flatMap(({policies}) =>
		policies.filter(one => /role|admin|member/iu.test(`${one.using ?? ''} ${one.check ?? ''}`)),
	),
];

export default probe;
